// Package sshtest is a person with an SSH client and a screen, for tests: they
// dial, press keys, resize their window and see what is there. Nothing sleeps:
// whoever looks for something waits until the screen shows it, or the test fails.
package sshtest
