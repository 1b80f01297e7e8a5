// Package model is the vocabulary of Porthole: what a shipment is, what may
// happen to it, and what of it a customer may see.
//
// It is pure. It reads no file, asks no clock and keeps no state: time is a
// parameter and every rule is a function of values. Start with [Shipment], the
// office's record; then read [Publish], the one door through which anything
// reaches a customer; then [Published], the finished record on the other side,
// and the functions that answer a customer's questions from it alone:
// [Answer], [Timeline], [RowOf].
//
// Words that a person reads are not here. Where a rule has something to say it
// names a sentence of the catalogue by its key ([Fault], [Remark]) or asks a
// [Speaker] for it.
package model
