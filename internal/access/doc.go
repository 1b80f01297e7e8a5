// Package access answers one question: who is this? It turns a key that has
// signed into a principal, reads the public keys that people hand in, and knows
// the form of the codes with which those are let in who have no key yet.
//
// It decides who somebody is and never what they may do: that follows from the
// handle which the store gives to the principal.
package access
