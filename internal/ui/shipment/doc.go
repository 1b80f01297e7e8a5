// Package shipment is the page of one shipment, alone or beside a list: where it
// is, its dates, the four questions with their answers, and its panes. For staff
// it is the page as the office knows it.
//
// [Detail] is the screen, with keys.go and view.go, and [Aside] the same page beside
// the list that it was opened from; the parts of the page are written by methods of
// [Sheet], a file for each pane.
package shipment
