package intake

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
)

// carrier reads carriers' messages into a spool, each under its shipment.
type carrier struct {
	ctx    context.Context
	write  writeFunc
	limits limits
	spool  *spool
	report *Report
	zone   *time.Location
	tell   func(rows int)
	found  map[reference][]string
	// told is which shipment each event of this file is of, for retractions
	// that name nothing but the event.
	told     map[string]string
	waiting  []message // read, their shipment not found yet
	orphans  []message // retractions that name no shipment
	lonely   []message // without any reference
	siblings siblings
	stated   *stated // the shipment that a person named; nil: none
	order    int
	alien    int // values that are no event at all
}

// messages reads a stream of messages and takes them.
func (i *intake) messages(in *bufio.Reader) error {
	c := &carrier{
		ctx: i.ctx, write: i.write, limits: i.limits, spool: i.spool, report: &i.report, zone: i.options.Zone,
		tell: i.reading, found: map[reference][]string{}, told: map[string]string{},
		siblings: siblings{},
	}
	if err := c.readStated(i.options.Shipment); err != nil {
		return err
	}
	if err := c.read(in); err != nil {
		return err
	}
	if i.options.DryRun {
		i.report.Reading = newReading(i.options.Zone)
	}
	return i.take(func(items [][]byte) (job, error) {
		list := make([]message, len(items))
		for n, item := range items {
			if err := json.Unmarshal(item, &list[n]); err != nil {
				return nil, fmt.Errorf("read the temporary file: %w", err)
			}
		}
		r := newReports(list[0].Ref, list, i.options.Publish)
		r.why, r.lint, r.remarks, r.zIsLocal = i.options.Why, &i.lint, i.limits.remarks, i.options.ZIsLocal
		r.reading = i.report.Reading
		return r, nil
	})
}

// read finds every message and the shipment that it is of.
func (c *carrier) read(in *bufio.Reader) error {
	text := bufio.NewReaderSize(plainText(in), int(c.limits.valueBytes))
	w := walker{in: text, limits: c.limits, each: c.message, broken: c.broken}
	err := w.walk()
	if err != nil && !errors.Is(err, errBroken) {
		return err
	}
	if w.found == 0 && c.report.RefusedTotal > 0 {
		return model.NewFault("error.import.json")
	}
	if w.found > 0 && c.alien == c.report.Rows {
		return model.NewFault("error.import.no_events")
	}
	if err := c.findAll(); err != nil {
		return err
	}
	if err := c.assignLonely(); err != nil {
		return err
	}
	return c.assignOrphans()
}

// broken refuses what cannot be read as JSON.
func (c *carrier) broken(path string, fault *model.Fault) {
	c.order++
	c.report.Rows++
	refusal := Refusal{Where: Where{Path: path, order: c.order}, Fault: fault}
	c.report.add(outcome{refused: []Refusal{refusal}}, c.limits.remarks)
}

// message takes one value of the stream.
func (c *carrier) message(path string, raw json.RawMessage) error {
	if err := c.ctx.Err(); err != nil {
		return fmt.Errorf("read the messages: %w", err)
	}
	if c.report.Rows >= c.limits.rows {
		return model.NewFault("error.import.too_many_rows", c.limits.rows)
	}
	c.order++
	c.report.Rows++
	c.tell(c.report.Rows)
	m, refusal := readMessage(Where{Path: path, order: c.order}, raw, c.limits.rawBytes, c.zone)
	if refusal != nil {
		if refusal.Fault.Key == "import.dcsa.no_event" {
			c.alien++
		}
		c.refuse(*refusal)
		return nil
	}
	c.waiting = append(c.waiting, m)
	if len(c.waiting) >= c.limits.batch {
		return c.findAll()
	}
	return nil
}

func (c *carrier) refuse(refusals ...Refusal) {
	c.report.add(outcome{refused: refusals}, c.limits.remarks)
}

// findAll finds the shipments of the messages that wait, in one look at the
// store, and spools them.
func (c *carrier) findAll() error {
	waiting := c.waiting
	c.waiting = c.waiting[:0]
	if len(waiting) == 0 {
		return nil
	}
	refs := make([]string, len(waiting))
	refusals := make([]*Refusal, len(waiting))
	err := c.look(func(d desk) error {
		f := finder{d: d, found: c.found}
		for n, m := range waiting {
			var err error
			if c.stated != nil {
				refs[n], refusals[n], err = f.findStated(m, c.stated)
			} else if refs[n], refusals[n], err = f.find(m); err == nil {
				waiting[n].ByBox, err = f.byBox(m)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for n, m := range waiting {
		if err := c.assign(m, refs[n], refusals[n]); err != nil {
			return err
		}
	}
	return nil
}

// look reads in the store. There is no reading handle that finds by reference,
// so it is a transaction that is never written.
func (c *carrier) look(fn func(d desk) error) error {
	var failed error
	err := c.write(c.ctx, "import", func(d desk) error {
		if failed = fn(d); failed != nil {
			return failed
		}
		return errRollBack
	})
	if failed == nil && errors.Is(err, errRollBack) {
		return nil
	}
	return err
}

func (c *carrier) assign(m message, ref string, refusal *Refusal) error {
	if len(m.Refs) > 0 {
		c.siblings.learn(m, ref)
	}
	switch {
	case refusal != nil && len(m.Refs) == 0 && m.Retracts == "" && len(c.lonely) < c.limits.remarks*10:
		c.lonely = append(c.lonely, m)
		return nil
	case refusal != nil && m.Retracts != "" && len(c.orphans) < c.limits.remarks*10:
		c.orphans = append(c.orphans, m)
		return nil
	case refusal != nil:
		c.refuse(*refusal)
		return nil
	}
	c.told[m.ID] = ref
	return c.keep(m, ref)
}

// assignOrphans gives retractions to the shipment of the event that they take
// back, if this file has it.
func (c *carrier) assignOrphans() error {
	for _, m := range c.orphans {
		ref, ok := c.told[m.Retracts]
		if !ok {
			c.refuse(Refusal{Where: m.where("retractedEventID", m.Retracts), Fault: model.NewFault("import.dcsa.retracts_whose")})
			continue
		}
		if err := c.keep(m, ref); err != nil {
			return err
		}
	}
	return nil
}

// keep spools a message under its shipment.
func (c *carrier) keep(m message, ref string) error {
	m.Ref = ref
	item, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write the temporary file: %w", err)
	}
	return c.spool.add(ref, item)
}
