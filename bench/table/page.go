package main

import (
	"fmt"
	"strings"
)

const above = `# Performance

Every figure here is measured again, on any machine, with one command:

` + "```\n%s\n```" + `

It starts the server and the floor that it is held against in turn, on a fresh process each time, opens real SSH
sessions on them from the same machine, and writes down the median of %d. Client and server share the processors.
The floor is a bare server of the same libraries (x/crypto/ssh and Wish) that writes back what is typed. What is to be
looked at is the ratio: it stays nearly the same where the machine is slower or busy.

%s

| what | floor | ours | ratio | reach | reached |
|---|---|---|---|---|---|
`

// page is docs/performance.md.
func page(s sizes, rows []row, facts []string) []byte {
	command := "bench/run"
	if s.others > 0 {
		command = fmt.Sprintf("PORTHOLE_BENCH_STORE=DIR PORTHOLE_BENCH_OTHERS=%d %s", s.others, command)
	}
	if s.small {
		command = "BENCH_SMALL=1 " + command
	}
	var text strings.Builder
	fmt.Fprintf(&text, above, command, s.repeats, strings.Join(facts, " · "))
	for _, r := range rows {
		fmt.Fprintf(&text, "| %s |\n", strings.Join([]string{r.what, r.floor, r.ours, r.ratio, r.reach, r.reached}, " | "))
	}
	text.WriteString(notes)
	return []byte(text.String())
}

const notes = `
How it is counted:

- Memory is what the process has of its own, mapped files left out, less what it had before the first session, by the
  number of sessions, after a while in which nobody did anything. Processor time is taken from /proc over two rounds of
  keepalives.
- A key is timed from when it is written until the first byte of the answer arrives in the session; 1 % typing is 50 of
  5,000. Those who type among many hold the key down the list and up again.
- The bytes of a key are those that the server's TCP connection carries for it, encrypted and with everything around
  them. The full repaint is the same screen, in the same colours, by a server that paints all of it for each key.
- The first full frame is there when the frame with the first shipments in it has come to its end.
- Publishing is timed from when the command is sent, on a connection that is there already, until the first byte of the
  change arrives in the last window; the command writes to the disk meanwhile.
- Of the many sessions, each account has four, and a hundred look at the same partner's shipments. Ten thousand are
  held with 5 % of them typing two keys a second.
- The shipments of one partner in a large store may stand among those of four hundred others; such a store takes six
  kilobytes a shipment and a while to fill, and DIR keeps it for the next time. Without both variables it has those of
  the one partner only.
`

// number writes a number with its thousands apart.
func number(n int) string {
	text := fmt.Sprint(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
