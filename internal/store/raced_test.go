//go:build race

package store

// raced is one under the race detector.
const raced = 1
