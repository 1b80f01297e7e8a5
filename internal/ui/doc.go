// Package ui is what customers see: the list of their shipments, a shipment,
// help and glossary, and the card at which a code is typed.
//
// Start with [Root], the only tea.Model. It owns the size, the theme, the stack
// of screens and the bottom line, and alone builds the view. A screen (see
// screen.go) is one file with its messages, keys, state and lines. What all of
// them share stands in env.go; colours are in theme.go, the division of the
// window in layout.go, and every cell of text goes through fit.
//
// Screens read through [session.Data] and never wait: whatever asks it is a command with
// the context of the session, and an answer carries its question, so that a late
// one can be dropped. Changes arrive by [Data.Watch]; then what is visible is
// asked for again and the cursor stays where it was.
//
// No sentence is written here: they come from the catalogue by key.
package ui
