package isolation

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/words"
)

// noOnesCommands are commands of staff, and ways to ask for more than there is.
// None of them exists for a customer. REF is somebody else's shipment, WHO
// somebody else's account.
var noOnesCommands = []string{
	"partners", "partners --json", "partner add x --name X", "accounts", "accounts --json", "account move WHO --partner x",
	"account add x@example.com --role admin", "account disable WHO", "account enable WHO", "invite WHO", "invites --json",
	"import - --dry-run --json", "shipment set REF eta=2030-01-01", "desk --json", "freshness --json", "events REF --json",
	"event post REF gate_in --at 2025-05-16T10:00:00Z --publish", "event publish REF e1", "event hold REF e1 --reason x", "event withdraw REF e1 --reason x",
	"voyage depart x y", "voyage arrive x y", "reschedule REF --eta 2030-01-01 --reason x", "notes REF --json", "note add REF x",
	"note publish REF x", "note withdraw REF n1 --reason x", "link create REF --to WHO", "links", "links REF --json",
	"link renew 1", "link revoke 1", "preview WHO shipments", "preview WHO shipments --json", "review REF", "review REF --json",
	"reviews --json", "check isolation", "doctor WHO", "doctor WHO --json", "audit", "audit --json", "audit verify",
	"outbox --json", "outbox retry 1", "mail list saigon-tech", "mail list x@x.example --json", "mail resend REF", "settings", "settings --json", "settings set name=x", "mappings", "mappings --json", "mapping remove x",
	"backup", "restore - --data x", "verify", "shipments --partner x", "shipments --all", "shipments --account WHO", "shipments --filter customer:x",
	"keys --account WHO", "key add --account WHO", "whoami WHO", "__complete shipment x", "completion bash",
}

// listedCommand is a command in a help page.
var listedCommand = regexp.MustCompile(`(?m)^  ([a-z][a-z ]*[a-z])  +\S`)

// commands runs what the account's own help names, as it stands there and with
// all the help there is for it, and what a customer has not.
func (s *subject) commands(context.Context) error {
	help, err := s.run("help", "")
	if err != nil {
		return err
	}
	listed := listedCommand.FindAllSubmatch(help.out, -1)
	if len(listed) == 0 {
		s.missing("help", "commands")
	}
	for _, name := range listed {
		line := string(name[1])
		lines := []string{"help " + line, line + " --help", line + " nonsense", line + " --nonsense"}
		if line != "watch" {
			lines = append(lines, line, line+" --json")
		}
		if err := s.runAll(lines...); err != nil {
			return err
		}
	}
	err = s.runAll("shipments --csv --json", "shipments --limit 0", "shipments --limit x", "shipments --sort x",
		"shipment ''", "shipment 'a", "watch a b", "nonsense")
	if err != nil {
		return err
	}
	return s.forbidden()
}

// forbidden runs what a customer has not: none of it may succeed.
func (s *subject) forbidden() error {
	fill := strings.NewReplacer("REF", s.roster.decoy.refs[0], "WHO", s.roster.decoy.account)
	for _, shape := range noOnesCommands {
		line := fill.Replace(shape)
		a, err := s.run(line, "")
		if err != nil {
			return err
		}
		if a.status == 0 {
			s.findings.leak(s.account.Email, probeName(line), find{foundCommand, "", model.Line(string(a.out), model.NameCells)})
		}
	}
	return nil
}

// sentences runs what is written for people, in one of the languages. The first
// few shipments are read in each, the others take turns.
func (s *subject) sentences(turn int) error {
	lines := []string{"help", "whoami", "keys", "ics", "shipments", "shipment nonsense", "nonsense"}
	for _, order := range model.Sorts() {
		lines = append(lines, "shipments --sort "+string(order))
	}
	for i, ref := range s.company.refs[:min(len(s.company.refs), s.records)] {
		if i < everyTurn || i%len(words.Languages()) == turn {
			lines = append(lines, "shipment -- "+quote(ref))
		}
	}
	return s.runAll(lines...)
}

// lists compares every list that the account gets with what the office has
// under its partner's name, and reads each shipment.
func (s *subject) lists(context.Context) error {
	refs, err := s.listed("shipments --json --sort ref --limit 5000")
	if err != nil {
		return err
	}
	s.findings.leak(s.account.Email, "shipments --json", differing(s.company.refs, refs)...)
	if err := s.table(); err != nil {
		return err
	}
	var parts []string
	for _, status := range model.Statuses() {
		some, err := s.listed("shipments --json --status " + string(status) + " --limit 5000")
		if err != nil {
			return err
		}
		parts = append(parts, some...)
	}
	s.findings.leak(s.account.Email, "shipments --json --status", differing(s.company.refs, parts)...)
	if err := s.filtered(); err != nil {
		return err
	}
	for _, order := range model.Sorts() {
		if err := s.runAll("shipments --csv --limit 20 --sort " + string(order)); err != nil {
			return err
		}
	}
	return s.details()
}

// filtered compares what filters leave, and what they leave without them, with all.
func (s *subject) filtered() error {
	for _, filter := range []string{"late", "changed", "eta:none", "eta<30d", "pol:vn", "status:attention"} {
		var both []string
		for _, line := range []string{filter, "-" + filter} {
			some, err := s.listed("shipments --json --filter " + quote(line) + " --limit 5000")
			if err != nil {
				return err
			}
			both = append(both, some...)
		}
		s.findings.leak(s.account.Email, "shipments --json --filter", differing(s.company.refs, both)...)
	}
	return nil
}

// listed reads a list page by page and gives the numbers in it.
func (s *subject) listed(line string) ([]string, error) {
	var refs []string
	for after := ""; ; {
		var page struct {
			Shipments []struct{ Ref string }
			Next      *string
		}
		a, err := s.run(line+after, "")
		if err != nil {
			return nil, err
		}
		if a.status != 0 || json.Unmarshal(a.out, &page) != nil {
			s.missing(probeName(line), "a list")
			return refs, nil
		}
		for _, one := range page.Shipments {
			refs = append(refs, one.Ref)
		}
		if page.Next == nil || len(page.Shipments) == 0 {
			return refs, nil
		}
		after = " --after " + *page.Next
	}
}

// table reads the whole list as CSV; it may be cut where JSON goes on.
func (s *subject) table() error {
	a, err := s.run("shipments --csv --sort ref --limit 5000", "")
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(bytes.NewReader(a.out)).ReadAll()
	if err != nil || len(rows) == 0 {
		s.missing("shipments --csv", "a table")
		return nil //nolint:nilerr // that it cannot be read is the finding
	}
	var refs []string
	for _, row := range rows[1:] {
		refs = append(refs, strings.TrimPrefix(row[0], "'")) // which guards what would be a formula
	}
	if refs = slices.Compact(refs); len(s.company.refs) <= len(refs) || len(refs) < 5000 {
		s.findings.leak(s.account.Email, "shipments --csv", differing(s.company.refs, refs)...)
	}
	return nil
}

// details reads shipments as JSON, in which everything of them must stand.
func (s *subject) details() error {
	for _, one := range s.company.planted[:min(len(s.company.planted), s.records)] {
		line := "shipment --json -- " + quote(one.ref)
		a, err := s.run(line, "")
		if err != nil {
			return err
		}
		for _, k := range []kind{kindCommodity, kindContainer, kindLeg, kindEvent, kindLedger, kindNote} {
			if !s.find.has(a.out, one.owner, k) {
				s.missing("shipment --json", one.ref+" "+k.String())
			}
		}
	}
	return nil
}

// quote keeps a text in one piece where a line is split into words.
func quote(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
