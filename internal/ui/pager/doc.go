// Package pager holds some pages of a long list round the cursor, whatever the
// length of the list behind them: a [Window] of shipments, a [Roster] of anything
// that staff look through. What a row looks like is not its matter.
package pager
