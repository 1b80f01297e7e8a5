// Package ui is what people see: it puts the screens of its packages together.
//
// Start with [Root], the only tea.Model. It owns the size, the theme, the stack
// of screens and the bottom line, and alone builds the view. Sessions begin in
// sessions.go, which makes the screen that another one names as its goal, and is
// the only place where the chapters meet.
//
// The packages, lowest first; each imports only those before it:
//
//	theme     every colour and every sign
//	widget    text, prose, layout, keys, fields and forms, and the [widget.Look] they are written with
//	parts     a shipment's parts on one line
//	session   what a session is made from
//	screen    what every screen is and knows, and what screens tell one another
//	pager     some pages of a long list round the cursor
//	chart     pictures of a voyage
//	shipment  the page of one shipment
//	list, notices, guest, desk, review, office, action: a chapter each, none of which knows another
//
// Screens read through [session.Data] and never wait: whatever asks it is a
// command with the context of the session, and an answer carries its question, so
// that a late one can be dropped. Changes arrive by Watch; then what is visible is
// asked for again and the cursor stays where it was.
//
// No sentence is written here: they come from the catalogue by key.
package ui
