// Package sheet sets a published shipment as HTML, for the web page of whoever holds a
// tracking code and for mail, and its dates as a calendar file. What it says are the
// sentences of the catalogue, as on screens.
//
// sheet.go has what a page is made of, voyage.go the picture of the way, and the
// templates lay it out. Everything from outside is escaped by html/template. Style and
// script stand in the page itself, so that nobody else is asked for anything; a browser
// runs them by their hashes alone.
package sheet
