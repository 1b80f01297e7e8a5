// Package action is the screen for everything that staff do to a shipment: a short
// form, then what the customer would see, then a yes. Each kind of thing is a deed
// with a file of its own; the screen, in act.go, is the same for all of them.
package action
