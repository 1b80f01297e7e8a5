// Package widget is what screens are made of and that knows nothing of a
// shipment: text that fits, lines painted in parts, pages of prose, the division
// of a window, keys as data, fields and forms, and what scrolls. [Look] is what
// all of them are written with.
package widget
