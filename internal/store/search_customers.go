package store

import (
	"context"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Page is a page of the list. Words of a search that are found in no shipment are
// looked for among the customers: then it is of their shipments.
func (a *AllShipments) Page(ctx context.Context, q model.Query) (model.Page, error) {
	if q.Search == "" {
		return a.window.Page(ctx, q)
	}
	first, err := a.window.Page(ctx, model.Query{Search: q.Search, Limit: 1})
	if err != nil || len(first.Rows) > 0 {
		return a.window.Page(ctx, q)
	}
	if q, err = a.ofCustomers(ctx, q); err != nil {
		return model.Page{}, err
	}
	return a.window.Page(ctx, q)
}

// ofCustomers is the question with the words that customers answer to in its filter.
func (a *AllShipments) ofCustomers(ctx context.Context, q model.Query) (model.Query, error) {
	all, err := read(ctx, a.store, func(r engine.Reader) ([]model.Partner, error) { return records.Partners.All(r) })
	if err != nil {
		return q, err
	}
	var others []string
	for _, word := range strings.Fields(q.Search) {
		key, answers := model.Fold(word), false
		for _, p := range all {
			answers = answers || key != "" && p.Answers(key)
		}
		if answers {
			q.Filter = strings.TrimSpace(q.Filter + " " + string(model.FieldCustomer) + ":" + key)
		} else {
			others = append(others, word)
		}
	}
	q.Search = strings.Join(others, " ")
	return q, nil
}
