// Package web is one read-only page for whoever holds a tracking code and has no
// terminal. It shows what the code's screen shows, of the same handle of the store, and
// nothing can be changed there.
//
//	GET  t               the shipment, or a field for a code
//	POST t               a code: answered with a cookie, and back to the page
//	GET  t/events        tells a script that something has changed
//	GET  t/shipment.ics  the dates
//	POST t/leave         forgets the cookie
//
// A GET uses no code up, binds none and tells nothing of one: programs that look for
// bad links open all that are in a mail. So a link carries its code behind a #, where
// it is in no log and no request, and a script of a few lines posts it. What is posted
// is tried by the door that SSH has, with its attempts, charges and budget.
//
// The cookie is sealed and not kept: it names the code's record and when it ends, so
// that it survives a restart and is good at each of several servers. Whether the code
// still opens its shipment is asked at each look.
package web
