// Package list is the list of shipments: tabs, search, order, a window of rows
// round the cursor, and in a wide window the chosen shipment beside them.
//
// [List] is the screen. A key press makes two rows anew at most: the others, the
// lines above them and those below are kept, see lines.go and view.go.
package list
