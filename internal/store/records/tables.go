// Package records says what a store keeps and how it is written: each sort of
// small record in a typed table of the engine, the two forms of a shipment, and the
// audit trail.
//
// A newcomer starts here, with the list of the sorts of record; what they consist of
// is in link.go and mail.go. table.go reads and writes them as JSON, shipment.go does so with the records of shipments. Every act on
// any of it is a [Tx]: one transaction in the name of somebody, with its time
// (clock.go) and its lines in the audit trail (audit.go).
//
// What may be done, and when, is not decided here but in the packages above.
package records

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// The small records of the forwarder, a table for each sort.
var (
	// Partners are by slug, and found by their folded name.
	Partners = Table[model.Partner]{
		Table:   engine.Table{Name: "partner", Columns: []engine.Column{{Name: "name", Unique: true}}},
		columns: func(p model.Partner) []string { return []string{model.Fold(p.Name.String())} },
	}
	// Accounts are by email, and found by their partner and their role.
	Accounts = Table[model.Account]{
		Table:   engine.Table{Name: "account", Columns: []engine.Column{{Name: "partner"}, {Name: "role"}}},
		columns: func(a model.Account) []string { return []string{a.Partner, string(a.Role)} },
	}
	// Keys are by fingerprint, and found by their account.
	Keys = Table[model.Key]{
		Table:   engine.Table{Name: "key", Columns: []engine.Column{{Name: "account"}}},
		columns: func(k model.Key) []string { return []string{k.Account} },
	}
	// KeyUses are when keys were used last, by fingerprint.
	KeyUses = Table[time.Time]{Table: engine.Table{Name: "used"}}
	// Visits are by email and the slug of the list that was looked at.
	Visits = Table[Visit]{Table: engine.Table{Name: "visit"}}
	// Invitations are by number, and found by the hash of their code and by their id.
	Invitations = Table[KeptInvitation]{
		Table:   engine.Table{Name: "invitation", Columns: []engine.Column{{Name: "hash", Unique: true}, {Name: "id"}}},
		columns: func(i KeptInvitation) []string { return []string{i.Hash, i.ID} },
	}
	// Links are by number, and found by the hash of their code, by their shipment and
	// by their recipient.
	Links = Table[KeptLink]{
		Table:   engine.Table{Name: "link", Columns: []engine.Column{{Name: "hash", Unique: true}, {Name: "ref"}, {Name: "to"}}, Shared: true},
		columns: func(l KeptLink) []string { return []string{l.Hash, l.Ref, l.To} },
	}

	// Forwarders has one record: how the forwarder presents itself.
	Forwarders = Table[model.Forwarder]{Table: engine.Table{Name: "house"}}
	// Carriers is what the forwarder has said of carriers, by code.
	Carriers = Table[model.CarrierSetting]{Table: engine.Table{Name: "carrier"}}
	// Mappings are the headings of customers' lists, by the name of the mapping.
	Mappings = Table[model.Mapping]{Table: engine.Table{Name: "mapping"}}

	// Former are the shipments that went to another partner, by the slug of the one
	// whose they were and their ref.
	Former = Table[struct{}]{Table: engine.Table{Name: "former", Shared: true}}

	// AuditLog has the entries of the audit trail, by number: the hash of each, and
	// its JSON.
	AuditLog = engine.Table{Name: "log", Grows: true, Shared: true}
	// Unsealed are entries that are to be added to the audit trail, by their time.
	Unsealed = Table[AuditEntry]{Table: engine.Table{Name: "unsealed", Shared: true}}
	// Acts are those that were done under an id, by the account that did them and what
	// stands for the act; they are due when they may be forgotten.
	Acts = Table[Act]{
		Table: engine.Table{Name: "act", Queue: true, Shared: true},
		due:   func(a Act) time.Time { return a.At.Add(keepActs) },
	}
	// Rollbacks are where the clock stood before it was put back, from the first on.
	Rollbacks = Table[time.Time]{Table: engine.Table{Name: "era"}}

	// Outbox has the mails that have not gone out, by number, found by their recipient;
	// due are those that are to be tried.
	Outbox = Table[Mail]{
		Table:   engine.Table{Name: "parcel", Columns: []engine.Column{{Name: "to"}}, Queue: true, Shared: true},
		columns: func(m Mail) []string { return []string{m.To} },
		due:     func(m Mail) time.Time { return m.Due },
	}
	// PastMails have what became of mails, by the number that they had in the outbox, found
	// by their recipient and by the customer; they are due when they may be forgotten.
	PastMails = Table[PastMail]{
		Table:   engine.Table{Name: "posted", Columns: []engine.Column{{Name: "to"}, {Name: "slug"}}, Queue: true, Shared: true},
		columns: func(m PastMail) []string { return []string{m.To, m.Slug} },
		due:     func(m PastMail) time.Time { return m.Left.Add(keepMails) },
	}
	// OpenMails are the numbers of the mails that take news, by recipient and ref.
	OpenMails = Table[uint64]{Table: engine.Table{Name: "join", Shared: true}}
	// MailServers has one record: whether mail can be sent.
	MailServers = Table[MailServer]{Table: engine.Table{Name: "standing"}}
	// Pauses are whose portal shows nothing for now, by the slug of the customer, and
	// of all of them under "*".
	Pauses = Table[model.Stamp]{Table: engine.Table{Name: "pause"}}
	// Notices are what accounts want to be mailed about, by partner and email: an
	// account that moves to another partner begins there without any, and nobody
	// is mailed who has not asked.
	Notices = Table[model.Notices]{Table: engine.Table{Name: "notice"}}
	// Followers follow a shipment by a tracking code, by its ref and their address.
	Followers = Table[Follower]{Table: engine.Table{Name: "recipient", Shared: true}}
	// MailedTo is the ETA of a shipment that each recipient was mailed last, by ref and
	// address; with a zero time when that was not by mail, but what they knew when
	// they asked for notices.
	MailedTo = Table[MailedETA]{Table: engine.Table{Name: "told", Shared: true}}
	// Mailed is the ETA of a shipment that anybody was mailed last, by ref.
	Mailed = Table[MailedETA]{Table: engine.Table{Name: "mailed", Shared: true}}

	// Schedules are what shipments need now and later, by partner and ref.
	Schedules = engine.Table{Name: "desk", Shared: true}
	// ShownBefore has what was shown of shipments and is no more, see shown.go, by ref
	// and the number of the part in which it is.
	ShownBefore = engine.Table{Name: "shown", Shared: true}
	// KeptSince is since when something is kept, by what it is: older stores begin later.
	KeptSince = Table[time.Time]{Table: engine.Table{Name: "since"}}
)

// Tables are all of these.
func Tables() []*engine.Table {
	return []*engine.Table{
		&Partners.Table, &Accounts.Table, &Keys.Table, &KeyUses.Table, &Visits.Table, &Invitations.Table, &Links.Table,
		&Forwarders.Table, &Carriers.Table, &Mappings.Table, &Former.Table, &AuditLog, &Unsealed.Table, &Acts.Table, &Rollbacks.Table,
		&Outbox.Table, &PastMails.Table, &OpenMails.Table, &MailServers.Table, &Pauses.Table, &Notices.Table, &Followers.Table, &MailedTo.Table, &Mailed.Table,
		&Schedules, &ShownBefore, &KeptSince.Table,
	}
}

// The keys of records of which there is one.
const (
	TheForwarder  = "forwarder"
	TheMailServer = "mail server"
	SinceShown    = "shown" // of KeptSince: the beginning of ShownBefore
)

// DefaultZone is where the forwarder is until somebody has said otherwise.
const DefaultZone = "Asia/Ho_Chi_Minh"

// Forwarder is how the forwarder presents itself; nothing but its zone when nobody
// has said so yet.
func Forwarder(r engine.Reader) (model.Forwarder, error) {
	f, _, err := Forwarders.Get(r, TheForwarder)
	if f.Zone == "" {
		f.Zone = DefaultZone
	}
	return f, err
}

// LocalTime is a time as the forwarder's clock shows it.
func LocalTime(r engine.Reader, t time.Time) (string, error) {
	f, err := Forwarder(r)
	return t.In(model.ZoneNamed(f.Zone)).Format("2006-01-02 15:04"), err
}

// Visit is how far somebody had seen the changes of a list when they looked at it
// last, and when that was: older visits were noted without their time.
type Visit struct {
	Seen uint64    `json:"seen"`
	At   time.Time `json:"at"`
}
