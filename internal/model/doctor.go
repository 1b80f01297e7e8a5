package model

import (
	"cmp"
	"slices"
	"time"
)

// DoctorInput is what has to be known of an account to tell why it sees what it
// sees. Lists may be cut by whoever gathers them: each entry becomes a finding.
type DoctorInput struct {
	Account       Account
	Keys          []Key            // with the times at which they were last used
	PartnerExists bool             // the partner that a portal account is linked to
	Shipments     int              // in the partner's room
	Elsewhere     []HeldElsewhere  // shipments that the account asks for, under another customer
	Unpublished   []UnpublishedSet // shipments of the partner with events that only the office knows
	Codes         []CodeState      // tracking codes made for the account's address
	Mailed        []MailedETA      // the last ETA mailed of each shipment
	Notices       Notices          // what the account is mailed about
	Pauses        []Pause          // for which the customer is shown nothing for now
	Now           time.Time
}

// HeldElsewhere is a shipment that stands under another customer.
type HeldElsewhere struct {
	Ref     Text
	Partner string // slug of the customer that has it
}

// UnpublishedSet is a shipment with events that were not published, by id, and the
// command that publishes the first.
type UnpublishedSet struct {
	Ref    Text
	Events []string
	Mend   Remark
}

// WaitingOf are the events of a shipment that wait to be published.
func WaitingOf(s Shipment, now time.Time) UnpublishedSet {
	set := UnpublishedSet{Ref: s.Ref}
	for _, e := range Waiting(s, now) {
		if len(set.Events) == 0 {
			set.Mend = mendPublish(s, e.ID)
		}
		set.Events = append(set.Events, e.ID)
	}
	return set
}

// CodeState is how a tracking code stands.
type CodeState struct {
	ID      string
	Ref     Text
	Expires time.Time // zero: never
	Revoked bool
}

// Valid says that the code still opens its shipment at now.
func (c CodeState) Valid(now time.Time) bool {
	return !c.Revoked && (c.Expires.IsZero() || now.Before(c.Expires))
}

// MailedETA is an ETA that customers were mailed, and the one that they are
// shown now.
type MailedETA struct {
	Ref           Text
	Mailed, Shown When
}

// Finding is one line of the diagnosis. Check names what was looked at: key,
// signed_in, partner, paused, disabled, shipments, customer, events, code or eta. Key
// says what was found; Mend is the command that mends it, zero when OK.
type Finding struct {
	Check string
	Key   Remark
	Mend  Remark
	OK    bool
}

// Diagnose walks the table of what can be wrong with an account, in the order
// in which it is worth mending: first whether it can come in, then whether
// there is anything to see, then whether what is seen is current. Staff have
// no partner, and only the first is asked of them.
func Diagnose(in DoctorInput) []Finding {
	found := []Finding{in.disabled(), in.key()}
	if len(in.Keys) > 0 {
		found = append(found, in.signedIn())
	}
	if in.Account.Role.Staff() {
		return append(found, healthy("partner", "doctor.partner.staff", in.Account.Role))
	}
	linked := in.partner()
	found = append(found, linked)
	for _, p := range in.Pauses {
		found = append(found, ill("paused", mend("portal_resume", p.Partner), "doctor.paused"))
	}
	if linked.OK {
		found = append(found, in.shipments())
	}
	found = append(found, in.customer()...)
	found = append(found, in.events()...)
	found = append(found, in.codes()...)
	return append(found, in.eta()...)
}

// Healthy says that nothing was found wrong.
func Healthy(findings []Finding) bool {
	return !slices.ContainsFunc(findings, func(f Finding) bool { return !f.OK })
}

func healthy(check, key string, args ...any) Finding {
	return Finding{Check: check, Key: Remark{Key: key, Args: args}, OK: true}
}

func ill(check string, mends Remark, key string, args ...any) Finding {
	return Finding{Check: check, Key: Remark{Key: key, Args: args}, Mend: mends}
}

func (in DoctorInput) disabled() Finding {
	if !in.Account.Disabled {
		return healthy("disabled", "doctor.disabled.no")
	}
	return ill("disabled", mend("account_enable", in.Account.Email), "doctor.disabled.yes")
}

func (in DoctorInput) key() Finding {
	if len(in.Keys) == 0 {
		return ill("key", mend("invite", in.Account.Email), "doctor.key.none")
	}
	return healthy("key", "doctor.key.some", len(in.Keys))
}

func (in DoctorInput) signedIn() Finding {
	var last time.Time
	for _, key := range in.Keys {
		if key.LastUsed.After(last) {
			last = key.LastUsed
		}
	}
	if last.IsZero() {
		return ill("signed_in", mend("invite", in.Account.Email), "doctor.signed_in.never")
	}
	return healthy("signed_in", "doctor.signed_in.last", DayOf(last))
}

func (in DoctorInput) partner() Finding {
	switch a := in.Account; {
	case a.Partner == "":
		return ill("partner", mend("account_move", a.Email, "SLUG"), "doctor.partner.none")
	case !in.PartnerExists:
		return ill("partner", mend("partner_add", a.Partner), "doctor.partner.unknown", a.Partner)
	default:
		return healthy("partner", "doctor.partner.linked", a.Partner)
	}
}

func (in DoctorInput) shipments() Finding {
	if in.Shipments == 0 {
		return ill("shipments", mend("import"), "doctor.shipments.none", in.Account.Partner)
	}
	return healthy("shipments", "doctor.shipments.some", in.Shipments)
}

func (in DoctorInput) customer() []Finding {
	var found []Finding
	for _, held := range in.Elsewhere {
		if held.Partner == in.Account.Partner {
			continue
		}
		moves := mend("shipment_set_why", held.Ref.s, "partner="+cmp.Or(in.Account.Partner, "SLUG"))
		found = append(found, ill("customer", moves, "doctor.customer.other", held.Ref, held.Partner))
	}
	return orHealthy(found, "customer", "doctor.customer.own")
}

func (in DoctorInput) events() []Finding {
	var found []Finding
	for _, set := range in.Unpublished {
		if len(set.Events) > 0 {
			found = append(found, ill("events", set.Mend, "doctor.events.unpublished", len(set.Events), set.Ref, set.Events))
		}
	}
	return orHealthy(found, "events", "doctor.events.published")
}

// codes finds codes that have expired or were revoked while no other code for
// the same shipment is valid.
func (in DoctorInput) codes() []Finding {
	open := map[Text]bool{}
	for _, c := range in.Codes {
		open[c.Ref] = open[c.Ref] || c.Valid(in.Now)
	}
	var found []Finding
	for _, c := range in.Codes {
		switch {
		case open[c.Ref]:
		case c.Revoked:
			renew := mend("link_create", c.Ref.s, in.Account.Email)
			found = append(found, ill("code", renew, "doctor.code.revoked", c.Ref))
		default:
			found = append(found, ill("code", mend("link_renew", c.ID), "doctor.code.expired", c.Ref, DayOf(c.Expires)))
		}
	}
	return orHealthy(found, "code", "doctor.code.valid")
}

func (in DoctorInput) eta() []Finding {
	var found []Finding
	for _, m := range in.Mailed {
		if m.Mailed.IsZero() || m.Mailed.Date().Equal(m.Shown.Date()) {
			continue
		}
		tells := mend("mail_resend", m.Ref.s)
		if in.Notices.Level == NoticesOff { // mail would go to nobody
			tells = mend("mail_notices", in.Account.Email, NoticesKey.Name())
		}
		found = append(found, ill("eta", tells, "doctor.eta.differs", m.Ref, m.Mailed, m.Shown))
	}
	return orHealthy(found, "eta", "doctor.eta.same")
}

func orHealthy(found []Finding, check, key string) []Finding {
	if len(found) == 0 {
		return []Finding{healthy(check, key)}
	}
	return found
}
