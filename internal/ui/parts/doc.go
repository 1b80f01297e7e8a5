// Package parts writes the parts of a shipment that stand on one line: its row in
// a list, the strip from port to port, its status, by how much a date slipped,
// and how new it is to the visitor. It keeps nothing and loads nothing.
package parts
