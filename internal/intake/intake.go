package intake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// Options say how an import is to be done.
type Options struct {
	// Format is CSV, XLSX or DCSA; empty: told by the content and the name.
	Format string
	// Name is the file's name, if it has one.
	Name string
	// DryRun does everything and writes nothing.
	DryRun bool
	// Publish shows imported events to customers. Without it they stay in the
	// office until somebody publishes them. The facts of a list are facts of
	// the shipment and are published in any case.
	Publish bool
	// CreatePartners adds customers that the forwarder does not have. Without it
	// their rows are refused.
	CreatePartners bool
	// Partner is the customer of the whole list, by short name or name; rows that
	// name another one are refused. Empty: each row names its own.
	Partner string
	// Shipment is the one that all messages of the file are of; empty: each finds
	// its own. A message with a reference of another one is refused.
	Shipment string
	// Map says which columns headings are, and Remembered what was said before, of
	// lists that may have other headings.
	Map, Remembered []model.MappedHeading
	// Why is the reason of all published dates that the file changes and gives no
	// reason for itself. Those without one are counted and warned of.
	Why model.Reason
	// Zone is that of times without a place; nil: UTC.
	Zone *time.Location
	// ZIsLocal reads times with Z behind them, which means UTC, as those of their
	// place: some carriers write them so.
	ZIsLocal bool
	// Progress is told, from the goroutine of Run, how many rows or messages
	// are done. First they are read, and total is 0: not known yet; then they
	// are taken, and total is how many there are.
	Progress func(done, total int64)
}

// Run imports what in has, in the name of an office, and reports what became
// of each row or message.
//
// The error is a [model.Fault] for what a person can mend: a file that is none
// of the formats, is too large, or has no header. When ctx ends before all is
// done, it wraps both the Fault "error.import.stopped" and ctx's error. The
// report is good in any case: what it counts as taken is in, and where the store
// failed it says what is not.
func Run[D desk](ctx context.Context, office Office[D], in io.Reader, o Options) (Report, error) {
	write := func(ctx context.Context, verb string, fn func(d desk) error) error {
		return office.Write(ctx, verb, func(d D) error { return fn(d) })
	}
	return run(ctx, write, in, o, usual())
}

// intake is one import under way.
type intake struct {
	ctx     context.Context
	write   writeFunc
	options Options
	mapping mapping
	limits  limits
	report  Report
	spool   *spool
	once    once // of those who read
	would   once // of those who take, in a dry run
	lint    lint
	told    int64
	taking  bool // everything was read
	done    int  // rows or messages of the spool that were taken or refused
}

func run(ctx context.Context, write writeFunc, in io.Reader, o Options, l limits) (Report, error) {
	i := &intake{ctx: ctx, write: write, options: o, limits: l, report: Report{DryRun: o.DryRun}}
	err := i.run(in)
	if err != nil {
		err = i.ended(err)
	}
	i.report.warnUnexplained()
	i.report.sort()
	return i.report, err
}

// ended says of an import that ended early what is in, unless it was a dry run.
func (i *intake) ended(err error) error {
	i.report.Stopped = i.ctx.Err() != nil || i.taking && !i.options.DryRun
	if i.spool != nil {
		i.report.Left = i.spool.items - i.done
	}
	next := i.report.Next
	switch {
	case i.ctx.Err() != nil:
		return fmt.Errorf("%w: %w", model.NewFault("error.import.stopped", i.report.Taken), i.ctx.Err())
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w: %w", model.NewFault("error.import.no_room", os.TempDir()), err)
	case !errors.Is(err, errFull) || i.report.Taken == 0 || i.options.DryRun:
		return err
	case next.Row > 0:
		return fmt.Errorf("%w: %w", model.NewFault("error.import.full", i.report.Taken, i.report.Left, next.Row), err)
	default:
		return fmt.Errorf("%w: %w", model.NewFault("error.import.full_messages", i.report.Taken, i.report.Left, next.Path), err)
	}
}

func (i *intake) run(in io.Reader) error {
	src := &source{ctx: i.ctx, in: in, left: i.limits.fileBytes, limit: i.limits.fileBytes}
	buffered := bufio.NewReaderSize(src, sniffBytes)
	format, err := sniff(buffered, i.options)
	if err != nil {
		if src.failed != nil {
			return src.failed
		}
		return err
	}
	if i.options.Shipment != "" && format != DCSA {
		return model.NewFault("error.import.shipment_list")
	}
	if err := i.readMapping(); err != nil {
		return err
	}
	if i.spool, err = newSpool(); err != nil {
		return err
	}
	defer i.spool.close()
	switch format {
	case XLSX:
		src.narrow(i.limits.packedBytes)
		return i.workbook(buffered)
	case DCSA:
		if i.mapping.partner != nil || len(i.options.Map) > 0 {
			return model.NewFault("error.import.list_only")
		}
		return i.messages(buffered)
	default:
		return i.csv(buffered)
	}
}

// readMapping reads what was said of the headings and of the customer.
func (i *intake) readMapping() (err error) {
	if i.mapping, err = newMapping(i.options.Remembered, i.options.Map); err != nil || i.options.Partner == "" {
		return err
	}
	var partner model.Partner
	err = i.write(i.ctx, "import", func(d desk) error {
		if partner, err = d.Partner(i.options.Partner); err != nil {
			return err
		}
		return errRollBack
	})
	if !errors.Is(err, errRollBack) {
		return err
	}
	i.mapping.partner = &partner
	return nil
}

func (i *intake) csv(in *bufio.Reader) error {
	text, encoding, err := decodeLegacy(in)
	if err != nil {
		return err
	}
	if encoding != "" {
		in = bufio.NewReaderSize(text, sniffBytes)
		var o outcome
		o.warn(Where{Row: 1}, "remark.import.encoding", encoding)
		i.report.add(o, i.limits.remarks)
	}
	rows := openCSV(in, i.limits, i.mapping)
	d := dialect{zone: i.options.Zone, decimalComma: rows.comma == ';'}
	return i.list(d, func(t *table) error { return t.read(rows) })
}

func (i *intake) workbook(in io.Reader) error {
	b, err := workbook.Open(in, workbook.Limits{Parts: i.limits.parts, PartBytes: i.limits.partBytes, SheetBytes: i.limits.sheetBytes})
	if err != nil {
		return err
	}
	defer b.Close()
	return i.list(dialect{zone: i.options.Zone, from1904: b.From1904}, func(t *table) error { return t.lists(b) })
}

// list reads lists and takes their shipments.
func (i *intake) list(d dialect, read func(t *table) error) error {
	t := table{ctx: i.ctx, limits: i.limits, mapping: i.mapping, spool: i.spool, report: &i.report, tell: i.reading}
	t.survey.dialect = d
	if i.options.DryRun {
		i.report.Reading = newReading(d.zone)
	}
	if err := read(&t); err != nil {
		return err
	}
	columns, said := t.survey.decide()
	i.report.add(said, i.limits.remarks)
	d.columns = columns
	if i.options.DryRun {
		i.report.Reading.noteColumns(&t.survey, columns)
	}
	return i.take(func(items [][]byte) (job, error) {
		rows := make([]listRow, len(items))
		for n, item := range items {
			var err error
			if rows[n], err = decodeRow(item); err != nil {
				return nil, err
			}
			if order := rows[n].order; order > 0 {
				rows[n].name = i.report.sheet(order)
			}
		}
		l := readListed(rows, d, &i.once, i.limits.remarks)
		if len(rows) >= i.limits.shipment {
			l.out = l.refused(model.NewFault("import.too_many_rows", i.limits.shipment))
		}
		l.lint, l.why = &i.lint, i.options.Why
		l.create = i.options.CreatePartners
		l.only = i.mapping.partner
		if i.options.DryRun {
			l.dry = &i.would
			i.report.Reading.noteSample(&l)
		}
		return l, nil
	})
}

// take makes a job of each shipment in the spool, and takes them in batches.
func (i *intake) take(read readFunc) error {
	if err := i.spool.done(); err != nil {
		return err
	}
	i.taking = true
	before := i.report.Rows - i.spool.items // those that were refused already
	t := taker{ctx: i.ctx, write: i.write, limits: i.limits, report: &i.report, done: func(items int) {
		i.done += items
		i.tell(int64(before+i.done), int64(i.report.Rows))
	}}
	err := i.takeAll(&t, read)
	if err != nil {
		i.report.Next = t.rest()
	}
	return err
}

func (i *intake) takeAll(t *taker, read readFunc) error {
	for p := range ahead(i.ctx, i.spool, i.limits, read) {
		if err := i.ctx.Err(); err != nil {
			return fmt.Errorf("take the rows: %w", err)
		}
		if p.err != nil {
			return p.err
		}
		if err := t.add(p.job, p.bytes); err != nil {
			return err
		}
	}
	if err := i.ctx.Err(); err != nil {
		return fmt.Errorf("take the rows: %w", err)
	}
	return t.flush()
}

// reading tells how many rows have been read, now and then.
func (i *intake) reading(rows int) {
	if int64(rows) >= i.told+1000 {
		i.tell(int64(rows), 0)
	}
}

func (i *intake) tell(done, total int64) {
	i.told = done
	if i.options.Progress != nil {
		i.options.Progress(done, total)
	}
}

// cancellable is rows that end when their import does.
type cancellable struct {
	ctx context.Context
	rows
}

func (c cancellable) Next() (int, []string, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, nil, fmt.Errorf("read the rows: %w", err)
	}
	return c.rows.Next()
}
