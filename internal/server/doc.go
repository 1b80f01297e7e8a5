// Package server is the public front: it listens for SSH, finds out who is there,
// keeps strangers and mishaps within bounds, and gives everyone the screen or the
// command that is theirs. It knows nothing of shipments.
//
// The way of a connection:
//
//	gate      may it stay while it is not known who it is?      gate.go, penalty.go
//	wire      the connection, which gives up on a dead peer     wire.go
//	auth      which key signed, and whose it is                 auth.go
//	registry  who has what open, and how much of it             registry.go
//	visit     one session: its requests, its context, its end   visit.go, request.go
//	program   a screen, a command or a few lines of text        screen.go, exec.go
//
// Time is watched by one sweeper for all of them (sweep.go), so that a session
// which does nothing costs nothing but its memory. What the standard assembly of
// Wish does for sessions is not used: only its listening and its handshake are.
package server
