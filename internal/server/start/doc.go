// Package start is what the programs have in common before there is anything to
// serve or to show: flags in the reader's language, errors in words, the clock of
// a scenario, and the data folder.
package start
