// Package session is what a session is made from, and nothing that is drawn: the
// handles through which the screens read and act, and who sits before them. The
// store's handles satisfy its interfaces.
package session
