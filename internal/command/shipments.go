package command

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/model/filter"
)

// Bounds of a list: what one run prints at most, and unasked.
const (
	maxListed   = 5000
	usualListed = 50
)

// listFlags are what shipments was asked for.
type listFlags struct {
	status, search, filter, sort, after string
	limit                               int
	csv                                 bool
}

// shipments prints the list.
func (s *session) shipments() *cobra.Command {
	var f listFlags
	cmd := command("shipments", nil, func(ctx context.Context, args []string) error {
		return s.listShipments(ctx, f, args)
	})
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 && f.search == "" {
			return usage("error.usage.too_many", args[0], cmd.CommandPath())
		}
		return nil
	}
	flags := cmd.Flags()
	flags.StringVar(&f.status, "status", "", s.Words.Say("command.flag.status"))
	s.emptyFlag(cmd, &f.search, "search", "command.flag.search")
	s.emptyFlag(cmd, &f.filter, "filter", "command.flag.filter")
	flags.Lookup("filter").Annotations = map[string][]string{emptyable: {}, wordy: {"0"}, dashes: {}}
	flags.StringVar(&f.sort, "sort", "", s.Words.Say("command.flag.sort"))
	flags.IntVar(&f.limit, "limit", usualListed, s.Words.Say("command.flag.limit", usualListed, maxListed))
	s.emptyFlag(cmd, &f.after, "after", "command.flag.after")
	s.jsonFlag(cmd)
	flags.BoolVar(&f.csv, "csv", false, s.Words.Say("command.flag.csv"))
	return cmd
}

func (s *session) listShipments(ctx context.Context, f listFlags, args []string) error {
	// A shell at the other end of ssh takes the quotes off a search for two words.
	f.search = strings.Join(append([]string{f.search}, args...), " ")
	query, err := s.query(f)
	if err != nil {
		return err
	}
	if err := s.filter(ctx, f, &query); err != nil {
		return err
	}
	src, err := s.source()
	if err != nil {
		return err
	}
	rows, next, err := src.list(ctx, query, f.limit)
	if err != nil {
		return err
	}
	switch {
	case s.json:
		err = s.print(object{{"shipments", each(rows, s.jsonListed)}, {"next", known(next)}})
	case f.csv:
		err = s.writeCSV(ctx, src, rows)
	default:
		err = s.tableOfShipments(ctx, f, rows)
	}
	if err != nil || next == "" || s.json {
		return err
	}
	return s.more(f, next)
}

// query reads the flags.
func (s *session) query(f listFlags) (model.Query, error) {
	q := model.Query{Search: model.Line(f.search, model.NameCells).String(), After: f.after}
	if s.json && f.csv {
		return q, usage("error.usage.exclusive", "--json", "--csv")
	}
	if err := checkLimit(f.limit, maxListed); err != nil {
		return q, err
	}
	if f.status != "" {
		status, known := model.ParseStatus(f.status)
		tab := model.Tab(strings.ToLower(f.status))
		switch {
		case known:
			q.Status = status
		case slices.Contains(model.Tabs(), tab):
			q.Tab = tab
		default:
			return q, usage("error.usage.choice", f.status, "--status", strings.Join(filter.FieldStatus.Choices(), ", "))
		}
	}
	if f.sort != "" {
		sort, ok := model.ParseSort(strings.ToLower(f.sort))
		if !ok {
			return q, usage("error.usage.choice", f.sort, "--sort", names(model.Sorts()))
		}
		q.Sort = sort
	}
	return q, nil
}

// filter puts what --filter asks for into the query.
func (s *session) filter(ctx context.Context, f listFlags, q *model.Query) error {
	if f.filter == "" {
		return nil
	}
	now := s.Now().In(s.Words.Zone())
	asked, err := filter.Parse(f.filter, !s.Principal.IsPortal(), now)
	if err != nil {
		return asUsage(err)
	}
	asked.Words = append(strings.Fields(q.Search), asked.Words...)
	asked.Ask(q, now)
	self, err := s.Store.Self(s.Principal)
	if err == nil {
		q.Since, err = self.LastSeen(ctx)
	}
	return err
}

// names lists values as they are typed.
func names[T ~string](values []T) string {
	return strings.Join(each(values, func(v T) string { return string(v) }), ", ")
}

// list reads as many pages as limit rows take.
func (src source) list(ctx context.Context, q model.Query, limit int) (rows []model.Row, next string, err error) {
	for {
		q.Limit = min(limit-len(rows), model.MaxPage)
		page, err := src.Page(ctx, q)
		if err != nil {
			return nil, "", err
		}
		rows = append(rows, page.Rows...)
		if page.Next == "" || len(rows) >= limit || len(page.Rows) == 0 {
			return rows, page.Next, nil
		}
		q.After = page.Next
	}
}

func (s *session) jsonListed(r model.Row) jsonListed { return jsonListed{s.jsonRow(r), r.Partner} }

// more says on standard error that the list goes on, and how to see the rest.
func (s *session) more(f listFlags, next string) error {
	line := s.Prefix + " shipments"
	for _, flag := range []struct{ name, value string }{
		{"status", f.status}, {"search", f.search}, {"filter", f.filter}, {"sort", f.sort}, {"limit", f.limitChosen()}, {"after", next},
	} {
		if flag.value != "" {
			line += " --" + flag.name + " " + shellQuoted(model.Line(flag.value, 200).String())
		}
	}
	if f.csv {
		line += " --csv"
	}
	return s.err.line(s.Words.Say("command.shipments.next", line))
}

// shellQuoted is a value as a shell hands it on.
func shellQuoted(value string) string {
	if strings.ContainsAny(value, `<>"`) {
		return "'" + strings.ReplaceAll(value, "'", "") + "'"
	}
	return value
}

// limitChosen is the limit where it is not the usual one.
func (f listFlags) limitChosen() string {
	if f.limit == usualListed {
		return ""
	}
	return strconv.Itoa(f.limit)
}

// tableOfShipments writes the rows for a person.
func (s *session) tableOfShipments(ctx context.Context, f listFlags, rows []model.Row) error {
	switch {
	case len(rows) == 0 && (f.search+f.filter+f.status+f.after != ""):
		return s.err.line(s.Words.Say("command.shipments.no_match"))
	case len(rows) == 0:
		return s.err.line(s.Words.Say("command.shipments.none", s.contact(ctx)))
	case s.Width > 0 && s.Width < 80:
		return s.narrowShipments(rows)
	}
	heads := []column{
		{head: s.Words.Say("command.col.shipment")},
		{head: s.Words.Say("command.col.partner"), min: 8, keep: 3},
		{head: s.Words.Say("command.col.route"), min: 12},
		{head: "ETD", keep: 4},
		{head: "ETA"},
		{head: "ATD", keep: 2},
		{head: "ATA"},
		{head: s.Words.Say("command.col.status")},
	}
	body := each(rows, func(r model.Row) []string {
		day := func(w model.When) string { return s.Words.Day(w, s.Now()) }
		eta, ata := s.arrival(r)
		return []string{r.Ref.String(), r.Partner, s.route(r), day(r.ETD), eta, day(r.ATD), ata, s.status(r.Label())}
	})
	return s.table(heads, body)
}

// narrowShipments gives each shipment two lines.
func (s *session) narrowShipments(rows []model.Row) error {
	for _, r := range rows {
		first := strings.TrimSpace(r.Ref.String() + "  " + s.status(r.Label()) + "  " + r.Partner)
		second := "  " + s.route(r)
		switch eta, ata := s.arrival(r); {
		case ata != "":
			second = "  ATA " + ata + "  " + s.route(r)
		case eta != "":
			second = "  ETA " + eta + "  " + s.route(r)
		}
		for _, line := range []string{first, second} {
			if err := s.out.line(trimmed(line, s.Width)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *session) route(r model.Row) string {
	r = r.Named(s.Words.Place)
	if r.POL.IsZero() && r.POD.IsZero() {
		return ""
	}
	return orDash(r.POL.Short()) + " → " + orDash(r.POD.Short())
}

func orDash(text string) string {
	return cmp.Or(text, "–")
}

func (s *session) status(status model.Status) string { return s.Words.Say("status." + string(status)) }

// arrival is the days of the ETA and the ATA, with how many days late beside the
// one that counts: `25 May +3d`.
func (s *session) arrival(r model.Row) (eta, ata string) {
	eta, ata = s.Words.Day(r.ETA, s.Now()), s.Words.Day(r.ATA, s.Now())
	counts := &eta
	if !r.ATA.IsZero() {
		counts = &ata
	}
	if days, known := r.ArrivalSlip(); known && days != 0 {
		*counts += " " + s.Words.Say("command.slip", fmt.Sprintf("%+d", days))
	}
	return eta, ata
}
