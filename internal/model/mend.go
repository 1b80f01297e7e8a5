package model

import "strings"

// The commands that mend what a rule has found, filled in as far as the rule
// knows: a word in capitals is for the person to fill in. They are remarks
// like any other, so that screens and commands print them in one way; all
// their arguments are plain text, quoted where a shell would need it.

// mend is the command of the catalogue under mend.NAME.
func mend(name string, args ...string) Remark {
	return Remark{Key: "mend." + name, Args: each(args, func(arg string) any { return paste(arg) })}
}

// paste quotes an argument for a shell, when it has anything but the
// characters of which references, dates and addresses are made.
func paste(arg string) string {
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("/-_.:@+=,%", r)
	}
	if strings.TrimFunc(arg, plain) == "" {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// mendPublish publishes an event; a changed date with the reason that it lacks.
func mendPublish(s Shipment, id string) Remark {
	if i := lineOf(s, id); i >= 0 && s.Ledger[i].Reason.IsZero() && !s.Ledger[i].NoReason {
		return mend("event_publish_why", s.Ref.s, id)
	}
	return mend("event_publish", s.Ref.s, id)
}

// HoldInstead keeps the event back that a mend would publish, for whoever publishes
// nothing; zero for every other mend.
func HoldInstead(m Remark) Remark {
	if m.Key != "mend.event_publish" && m.Key != "mend.event_publish_why" {
		return Remark{}
	}
	return Remark{Key: "mend.event_hold", Args: m.Args[:2]}
}

func mendWithdraw(s Shipment, id string) Remark { return mend("event_withdraw", s.Ref.s, id) }

// mendPost posts a milestone where it normally happens.
func mendPost(s Shipment, m Milestone) Remark {
	return mend("event_post", s.Ref.s, string(m), DefaultPlace(s, m).Code.s)
}

// mendSet sets one field of the shipment, named as in the list's columns. A
// date is set with the reason for it.
func mendSet(s Shipment, field, value string) Remark {
	switch DateName(field) {
	case NameETD, NameETA, NameATD, NameATA:
		return mend("shipment_set_why", s.Ref.s, field+"="+value)
	default:
		return mend("shipment_set", s.Ref.s, field+"="+value)
	}
}
