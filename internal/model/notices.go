package model

import (
	"slices"
	"strings"
)

// NoticeLevel is how much somebody wants to be mailed about.
type NoticeLevel string

// The levels. The zero value is NoticesOff: nobody is mailed who did not ask.
const (
	NoticesOff NoticeLevel = ""
	NoticesAll NoticeLevel = "all"
	NoticesKey NoticeLevel = "key" // key milestones, and every change of ETD or ETA
	NoticesETA NoticeLevel = "eta" // an ETA that moved by more than some days
)

// NoticeLevels lists them in the order of the screen.
func NoticeLevels() []NoticeLevel {
	return []NoticeLevel{NoticesOff, NoticesKey, NoticesETA, NoticesAll}
}

// Name is the level as it is typed and printed: "off" for the zero value.
func (l NoticeLevel) Name() string {
	if l == NoticesOff {
		return "off"
	}
	return string(l)
}

// ParseNoticeLevel reads a level as it is typed.
func ParseNoticeLevel(text string) (NoticeLevel, bool) {
	wanted := strings.ToLower(strings.TrimSpace(text))
	for _, l := range NoticeLevels() {
		if l.Name() == wanted {
			return l, true
		}
	}
	return NoticesOff, false
}

// MaxNoticeDays bounds how far an ETA may be asked to move before it is worth a
// mail.
const MaxNoticeDays = 60

// Notices are what one account wants to be mailed about. Days counts for
// NoticesETA only: the ETA has to move by more than that. Digest gathers
// everything into one mail a day.
type Notices struct {
	Level  NoticeLevel `json:"level,omitempty"`
	Days   int         `json:"days,omitempty"`
	Digest bool        `json:"digest,omitempty"`
}

// Check refuses a level that is none and days out of range: the Faults
// "error.notices.level" and "error.notices.days".
func (n Notices) Check() error {
	if _, known := ParseNoticeLevel(n.Level.Name()); !known {
		return NewFault("error.notices.level", Line(string(n.Level), RefCells).String())
	}
	if n.Days < 0 || n.Days > MaxNoticeDays {
		return NewFault("error.notices.days", n.Days, MaxNoticeDays)
	}
	return nil
}

// Wants says that somebody with these settings is mailed about the news.
func (n Notices) Wants(news []News) bool { return slices.ContainsFunc(news, n.wants) }

func (n Notices) wants(one News) bool {
	switch n.Level {
	case NoticesAll:
		return true
	case NoticesKey:
		return one.key()
	case NoticesETA:
		days := one.New.DaysAfter(one.Old)
		return one.Kind == NewsETA && (max(days, -days) > n.Days || one.Old.IsZero() != one.New.IsZero())
	default:
		return false
	}
}

// keyMilestones are the steps that customers wait for.
var keyMilestones = map[Milestone]bool{
	BookingConfirmed: true, BookingCancelled: true, CargoReceived: true, GateIn: true, Loaded: true, Departed: true,
	Arrived: true, CustomsCleared: true, GateOut: true, Delivered: true,
}

// key says that the news is a key milestone that has happened, a change of the
// dates, or the end of the shipment.
func (n News) key() bool {
	switch n.Kind {
	case NewsETA, NewsETD, NewsATA, NewsATD:
		return true
	case NewsEvent, NewsWithdrawn:
		return n.Event.Classifier == Actual && keyMilestones[n.Event.Milestone]
	case NewsStatus:
		return n.Status == Cancelled
	default:
		return false
	}
}
