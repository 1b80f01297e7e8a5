// Package filter reads what people type above a list, such as
// `hai phong pod:hamburg eta<7d late`, and says which shipments it wants.
//
// [Parse] reads a line, [Filter.Fits] decides about one shipment, [Complete] helps
// who is typing. Like the model it is pure: today is a parameter.
package filter
