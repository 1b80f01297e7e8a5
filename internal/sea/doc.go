// Package sea knows the sea as far as a map of a voyage needs it: the coasts of
// the world, and the lanes along which ships go from port to port.
//
// [Between] finds the way between ports, [Way] measures it and places a ship on
// it, [Coast] has the shores. The tables are embedded and read at their first
// use: 5 ms and 1.3 MB, shared by all sessions.
//
// coast.bin is made from Natural Earth's 1:50m land, which is in the public
// domain, as packed by world-atlas 2.0.2 (ISC, © 2013-2019 Michael Bostock).
// sealanes.csv and passages.csv are the project's own work: turning points chosen by hand, and
// the ports of the port table linked to them.
package sea
