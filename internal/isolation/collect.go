package isolation

import (
	"slices"
	"sync"

	"porthole/internal/model"
)

// maxLeaks bounds a report: a store that leaks everywhere needs no list.
const maxLeaks = 200

// collector puts the report together, from many accounts at once.
type collector struct {
	mu     sync.Mutex
	report model.IsolationReport
	known  map[model.IsolationLeak]bool // without excerpts
}

func newCollector() *collector {
	return &collector{report: model.IsolationReport{Leaks: []model.IsolationLeak{}}, known: map[model.IsolationLeak]bool{}}
}

// probed counts a probe and what came back of it.
func (c *collector) probed(size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Probes++
	c.report.Bytes += int64(size)
}

// signedIn counts an account.
func (c *collector) signedIn() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Accounts++
}

// partners counts those that have an account.
func (c *collector) partners(accounts []model.Account) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := map[string]bool{}
	for _, a := range accounts {
		known[a.Partner] = true
	}
	c.report.Partners = len(known)
}

// leak notes finds; the same one is noted once.
func (c *collector) leak(account, probe string, finds ...find) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range finds {
		leak := model.IsolationLeak{Account: account, Probe: probe, Canary: f.canary, Owner: f.owner}
		if c.known[leak] {
			continue
		}
		if len(c.report.Leaks) == maxLeaks {
			c.report.More++
			continue
		}
		c.known[leak] = true
		leak.Excerpt = f.excerpt
		c.report.Leaks = append(c.report.Leaks, leak)
	}
}

// leaks says whether anything was found of an account.
func (c *collector) leaks(account string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.report.Leaks, func(leak model.IsolationLeak) bool { return leak.Account == account })
}

// done is the report.
func (c *collector) done() model.IsolationReport {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.report.Passed = len(c.report.Leaks) == 0 && c.report.Proves()
	return c.report
}
