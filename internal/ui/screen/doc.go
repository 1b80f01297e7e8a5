// Package screen is what every screen is and knows: the [Screen] interface, the
// [Env] that all screens of a session share, the messages between them, the goals
// that they name to be opened, and what staff may do. It has no screen of its own.
package screen
