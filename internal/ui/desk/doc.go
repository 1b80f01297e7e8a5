// Package desk is where operations begin: what needs an update, worst first, with
// why; and the list of customers with how fresh what they see is.
package desk
