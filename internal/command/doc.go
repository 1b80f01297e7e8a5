// Package command is what people type: one tree of commands, built for whoever
// asks, the same over ssh and on a local terminal. Start with [Run]; the tree
// and who gets which command of it stand in tree.go, and the commands of one kind have a
// file of their own.
//
// Facts go to standard output and messages to standard error. With --json one
// JSON document is printed (JSON Lines for watch) and errors are JSON too. The
// fields are in the files that begin with json; scripts rely on them.
package command
