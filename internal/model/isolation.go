package model

// IsolationReport is what the check of isolation found: how much was tried in
// the name of how many accounts, and whatever reached somebody whose it is not.
type IsolationReport struct {
	Passed   bool            `json:"passed"`
	Accounts int             `json:"accounts"` // portal accounts that were signed in as
	Probes   int             `json:"probes"`   // commands run and screens looked at
	Bytes    int64           `json:"bytes"`    // that came back, all of them looked through
	Leaks    []IsolationLeak `json:"leaks"`
	More     int             `json:"more"`     // leaks beyond those that are listed
	Partners int             `json:"partners"` // that have accounts; with fewer than two nothing is proven
}

// Proves says that there were at least two partners to be kept apart.
func (r IsolationReport) Proves() bool { return r.Partners >= 2 }

// IsolationLeak is one thing that an account was shown and should not have
// been, or was not shown and should have been. Canary names what it is, such as
// "buy_rate" or "ref"; the catalogue has its words under "isolation.canary." and
// that name. Owner is the slug of the partner whose it is, or the number of the
// shipment, or empty when it is nobody's.
type IsolationLeak struct {
	Account string `json:"account"`
	Probe   string `json:"probe"`
	Canary  string `json:"canary"`
	Owner   string `json:"owner"`
	Excerpt Text   `json:"excerpt"`
}
