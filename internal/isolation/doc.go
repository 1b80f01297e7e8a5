// Package isolation proves that no customer is shown another's data, and that
// nothing internal gets out. It does so from outside: it signs in over SSH as
// every portal account, with a real client and a real key, runs every command
// and looks at every screen that the account has, and goes through each byte
// that comes back. It does the same with a tracking code, on both doors, reads the
// mail that would go out, compares what the office previews with what the account
// gets, and does what the office keeps to itself, of which nothing may be noticed.
//
// It works on a copy of the store, never on the live one:
//
//	copy      a snapshot in a scratch folder, opened as a store of its own
//	ground    the rooms as they are, compared with what the office holds
//	plant     a canary in every foreign and every internal text of the copy
//	probe     a server on the loopback, and a client for each account
//	find      canaries, foreign numbers and foreign names in what came back
//
// A canary says by itself where it was planted (token.go), so that looking for
// a million of them costs no more than looking for one. The account's own
// canaries have a use too: a screen counts as seen once they stand on it, and
// not after a pause.
package isolation
