package store

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// The small records of the house, a table for each sort.
var (
	// partners are by slug, and found by their folded name.
	partners = table[model.Partner]{
		Table:   engine.Table{Name: "partner", Columns: []engine.Column{{Name: "name", Unique: true}}},
		columns: func(p model.Partner) []string { return []string{model.Fold(p.Name.String())} },
	}
	// accounts are by email, and found by their partner and their role.
	accounts = table[model.Account]{
		Table:   engine.Table{Name: "account", Columns: []engine.Column{{Name: "partner"}, {Name: "role"}}},
		columns: func(a model.Account) []string { return []string{a.Partner, string(a.Role)} },
	}
	// keys are by fingerprint, and found by their account.
	keys = table[model.Key]{
		Table:   engine.Table{Name: "key", Columns: []engine.Column{{Name: "account"}}},
		columns: func(k model.Key) []string { return []string{k.Account} },
	}
	// uses are when keys were used last, by fingerprint.
	uses = table[time.Time]{Table: engine.Table{Name: "used"}}
	// visits are by email and the slug of the list that was looked at.
	visits = table[visit]{Table: engine.Table{Name: "visit"}}
	// invitations are by number, and found by the hash of their code and by their id.
	invitations = table[keptInvitation]{
		Table:   engine.Table{Name: "invitation", Columns: []engine.Column{{Name: "hash", Unique: true}, {Name: "id"}}},
		columns: func(i keptInvitation) []string { return []string{i.Hash, i.ID} },
	}
	// links are by number, and found by the hash of their code, by their shipment and
	// by their recipient.
	links = table[keptLink]{
		Table:   engine.Table{Name: "link", Columns: []engine.Column{{Name: "hash", Unique: true}, {Name: "ref"}, {Name: "to"}}},
		columns: func(l keptLink) []string { return []string{l.Hash, l.Ref, l.To} },
	}

	// houses has one record: how the forwarder presents itself.
	houses = table[model.Forwarder]{Table: engine.Table{Name: "house"}}
	// carriers is what the house has said of carriers, by code.
	carriers = table[model.CarrierSetting]{Table: engine.Table{Name: "carrier"}}
	// mappings are the headings of customers' lists, by the name of the mapping.
	mappings = table[model.Mapping]{Table: engine.Table{Name: "mapping"}}

	// former are the shipments that went to another partner, by the slug of the one
	// whose they were and their ref.
	former = table[struct{}]{Table: engine.Table{Name: "former"}}

	// auditLog has the entries of the audit trail, by number: the hash of each, and
	// its JSON.
	auditLog = engine.Table{Name: "log", Grows: true}
	// eras are where the clock stood before it was put back, from the first on.
	eras = table[time.Time]{Table: engine.Table{Name: "era"}}

	// parcels are the mails that have not gone out, by number; due are those that
	// are to be tried.
	parcels = table[parcel]{
		Table:   engine.Table{Name: "parcel", Columns: []engine.Column{{Name: "to"}}, Queue: true},
		columns: func(p parcel) []string { return []string{p.To} },
		due:     func(p parcel) time.Time { return p.Due },
	}
	// joins are the numbers of the parcels that take news, by recipient and ref.
	joins = table[uint64]{Table: engine.Table{Name: "join"}}
	// standings has one record: how it stands with the mail server.
	standings = table[Standing]{Table: engine.Table{Name: "standing"}}
	// notices are what accounts want to be mailed about, by partner and email: an
	// account that moves to another partner begins there without any, and nobody
	// is mailed who has not asked.
	notices = table[model.Notices]{Table: engine.Table{Name: "notice"}}
	// recipients follow a shipment by a tracking code, by its ref and their address.
	recipients = table[Recipient]{Table: engine.Table{Name: "recipient"}}
	// toldETAs are what each recipient was told of a shipment's ETA, by ref and
	// address; with a zero time when that was not by mail, but what they knew when
	// they asked for notices.
	toldETAs = table[Mailed]{Table: engine.Table{Name: "told"}}
	// mailedETAs are what anybody was mailed last of a shipment, by ref.
	mailedETAs = table[Mailed]{Table: engine.Table{Name: "mailed"}}
)

// The keys of records of which there is one.
const (
	theHouse      = "forwarder"
	theMailServer = "mail server"
)
