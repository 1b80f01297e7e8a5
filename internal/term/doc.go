// Package term is the wire between one SSH channel and one Bubble Tea program.
//
// A [Session] has two halves. The input half reads the bytes of the channel,
// guards them and turns them into messages: reader → token bucket → guard
// (UTF-8, C1, length of sequences and pastes) → ultraviolet's decoder → tea.Msg.
// The output half is a [Screen]: it takes the view of the root model, compares
// it with the view before, line by line and then cell by cell, and writes only
// what changed.
//
// # Why not the stock reader and renderer
//
// The stock reader decodes in a goroutine that nobody recovers, and some C1
// sequences make it panic: a few bytes from one client would end the server for
// everybody. It also looks again and again at a sequence that never ends. The
// stock renderer keeps a ticker at 60 Hz and several screen buffers per program,
// which is right for one person at one terminal and costs a quarter of a core
// for a thousand sessions in which nothing happens. Here an idle session has no
// ticker, no timer and no buffer, only the text of its last frame.
//
// Painting through ultraviolet's renderer from a pool was measured on the same views:
// a key takes 91 µs and 131 allocations instead of 11 µs and none at 80×24, of which
// parsing is half. It would also let DCS and APC sequences of a view through. So cells,
// pen and painter are our own.
//
// Bubble Tea itself is used with its public options alone. It runs Update and
// the commands; it is given no input, no output and no renderer, and the ticker
// that it starts all the same is released as soon as the program runs.
//
// # Who runs what
//
// The goroutine that calls [Session.Run] runs Update and View and writes to the
// terminal. One goroutine reads. Commands run in goroutines of their own. Each of
// them recovers: a panic ends its session with a [PanicError] and nobody else
// notices. Whatever other parts of the server have to say to a session is left
// in its mailbox ([Session.Resize], [Session.Notify]), where the latest wins and
// the sender never waits.
//
// # What a view may hold
//
// Printable text and SGR sequences. Everything else in a view (cursor movement,
// OSC, DCS, control characters, bidi overrides) is dropped on the way out, so
// that a hostile string which got as far as a view is text there and nothing
// more. Every line of a view starts without any style, and tabs are not expanded.
//
// What a terminal can do beside that goes through a side door (door.go):
// text for the clipboard and calls are asked for by messages that carry plain text,
// and the root says which texts on its screen lead where.
//
// Of the other fields of a tea.View, AltScreen, the place of the Cursor, MouseMode
// (on or off) and WindowTitle are followed, no others.
package term
