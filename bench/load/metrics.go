package main

import (
	"bufio"
	"context"
	"net/http"
	"strconv"
	"strings"
)

// goroutines reads go_goroutines from the server's metrics; nil: not known.
func (d *driver) goroutines(ctx context.Context) *int {
	if d.o.metrics == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, d.o.patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, d.o.metrics, nil)
	if err != nil {
		return nil
	}
	// Each answer on its own connection, so that none is counted that only waits.
	request.Close = true
	stays := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := stays.Do(request)
	if err != nil {
		return nil
	}
	defer func() { _ = answer.Body.Close() }()
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		if value, found := strings.CutPrefix(lines.Text(), "go_goroutines "); found {
			n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			count := int(n)
			if err == nil {
				return &count
			}
		}
	}
	return nil
}
