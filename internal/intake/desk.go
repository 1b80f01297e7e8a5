package intake

import (
	"context"
	"errors"
	"slices"

	"porthole/internal/model"
)

// Office runs fn in one transaction, under the name verb in the audit trail: all of it
// is written, or, when fn fails, nothing.
type Office[D desk] interface {
	Write(ctx context.Context, verb string, fn func(d D) error) error
}

// desk is what an import needs of one transaction of the store.
type desk interface {
	Stamp() model.Stamp
	Expect(partners map[string]string) error
	Partner(slugOrName string) (model.Partner, error)
	AddPartner(slug string, name model.Text) (model.Partner, error)
	Shipment(ref string) (model.Shipment, error)
	Put(s model.Shipment) (changed bool, err error)
	Find(kind, value string) ([]string, error)
	PartnerNames(but string) ([]model.Text, error)
	Foreign(slug, word string) (bool, error)
	ZIsLocal(carrier string) (bool, error)
}

// writeFunc is Write of an Office.
type writeFunc func(ctx context.Context, verb string, fn func(d desk) error) error

// job is what a file says of one shipment, ready to be taken.
type job interface {
	// run takes it. What the file is wrong about is in the outcome; an error is
	// the store's, and nothing of the job may stay then.
	run(d desk) (outcome, error)
	// refused is the outcome when the store would not have it.
	refused(fault *model.Fault) outcome
	// shipment is the number of the one that it is about, and what the file calls its
	// partner, if it says so.
	shipment() (ref, partner string)
	// items is how many rows or messages it has, and first the one that stands
	// before the others in the file.
	items() int
	first() Where
}

// errRollBack ends a transaction of which nothing may stay.
var errRollBack = errors.New("nothing is to be written")

// taker takes jobs in batches, one transaction each.
type taker struct {
	ctx    context.Context
	write  writeFunc
	limits limits
	report *Report
	done   func(items int)
	batch  []job
	items  int
	bytes  int
	failed Where // the first row or message of what could not be written
}

// add takes a job that has so many bytes of the file.
func (t *taker) add(j job, bytes int) error {
	t.batch = append(t.batch, j)
	t.items, t.bytes = t.items+j.items(), t.bytes+bytes
	if len(t.batch) >= t.limits.batch || t.items >= t.limits.batchItems || t.bytes >= t.limits.batchBytes {
		return t.flush()
	}
	return nil
}

// flush takes what was added. If the store refuses one of the jobs, the batch
// is taken again job by job, so that only that one is refused.
func (t *taker) flush() error {
	batch := t.batch
	t.batch, t.items, t.bytes = nil, 0, 0
	if len(batch) == 0 {
		return nil
	}
	t.failed = batch[0].first()
	fault, err := t.take(batch)
	if err != nil {
		return err
	}
	if fault == nil {
		batch = nil // it is in
	}
	for _, j := range batch {
		t.failed = j.first()
		fault, err := t.take([]job{j})
		if err != nil {
			return err
		}
		if fault != nil {
			t.count(j.refused(fault), j.items())
		}
	}
	t.failed = Where{}
	return nil
}

// take runs jobs in one transaction. A fault is one of the jobs', and nothing
// was written; err ends the import.
func (t *taker) take(batch []job) (fault *model.Fault, err error) {
	var outcomes []outcome
	var failed error
	err = t.write(t.ctx, "import", func(d desk) error {
		outcomes, failed = outcomes[:0], nil
		if err := expect(d, batch); err != nil {
			return err
		}
		for _, j := range batch {
			o, err := j.run(d)
			if err != nil {
				failed = err
				return err
			}
			outcomes = append(outcomes, o)
		}
		if t.report.DryRun || !slices.ContainsFunc(outcomes, outcome.isNews) {
			return errRollBack
		}
		return nil
	})
	if failed != nil && errors.As(failed, &fault) && !ofTheStore(fault) {
		return fault, nil
	}
	if err != nil && !errors.Is(err, errRollBack) {
		return nil, err
	}
	for i, o := range outcomes {
		t.count(o, batch[i].items())
	}
	return nil, nil
}

// expect says which shipments jobs are about, and whose they are as far as that is known.
func expect(d desk, batch []job) error {
	partners, slugs := map[string]string{}, map[string]string{"": ""}
	for _, j := range batch {
		ref, name := j.shipment()
		if _, known := slugs[name]; !known {
			partner, err := d.Partner(name)
			if err != nil && !errors.Is(err, model.ErrUnknownPartner) {
				return err
			}
			slugs[name] = partner.Slug
		}
		partners[ref] = slugs[name]
	}
	return d.Expect(partners)
}

// rest is where that begins which has not been taken, when the import ends early.
func (t *taker) rest() Where {
	if len(t.batch) > 0 {
		return t.batch[0].first()
	}
	return t.failed
}

// errFull is the store's when its disk is full.
var errFull = model.NewFault("error.store_full")

// storeFaults are those that any job would meet.
var storeFaults = []*model.Fault{errFull, model.NewFault("error.store_failing"), model.NewFault("error.store_damaged")}

// ofTheStore tells them from a fault that is a job's own.
func ofTheStore(fault *model.Fault) bool {
	return slices.ContainsFunc(storeFaults, func(one *model.Fault) bool { return errors.Is(fault, one) })
}

// isNews tells whether there is anything to write.
func (o outcome) isNews() bool { return o.taken > 0 || o.noted }

func (t *taker) count(o outcome, items int) {
	t.report.add(o, t.limits.remarks)
	t.done(items)
}

// known finds the shipment with a number, however its case is written; ok is
// false when there is none.
func known(d desk, ref model.Text) (s model.Shipment, ok bool, err error) {
	s, err = d.Shipment(ref.String())
	if errors.Is(err, model.ErrNotFound) {
		return model.Shipment{}, false, nil
	}
	return s, err == nil, err
}
