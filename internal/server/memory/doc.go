// Package memory sets how the Go runtime uses the memory of the process: [Tune] at its
// start, [ForImport] while a file is imported, and [GiveBack] when many have signed in
// and settled.
package memory
