// Package notify is how news goes out: it writes the mails of the store's
// outbox and hands them to a mail server.
//
// A newcomer starts here. What is to be mailed, to whom, and how often it was
// tried is all in the outbox ([store.Outbox]); nothing is kept in here. [Compose]
// is a pure function from what is to be told to a letter. A [Sender] takes one
// mail after the other out of the outbox, on one connection: it is settled on
// disk before a byte of it goes out, and taken out of the outbox after the
// server has accepted it, so that a mail may arrive twice at the worst, under
// the same Message-ID, and never gets lost.
package notify
