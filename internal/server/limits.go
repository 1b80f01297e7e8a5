package server

import (
	"net/netip"
	"reflect"
	"time"
)

// Limits bound what the server spends on anybody. The zero value of a field
// stands for its default; [DefaultLimits] has them all.
type Limits struct {
	// Handshake is how long a connection may take until it is known who it is; a
	// person may have to find a passphrase in that time.
	Handshake time.Duration
	// Waiting is how many connections may be in their handshake, WaitingPerOrigin
	// how many of them from one origin (a /32 of IPv4, a /64 of IPv6). From half
	// of Waiting on, waiting connections are dropped at random, ever more likely.
	Waiting, WaitingPerOrigin int
	// Strangers is how many connections may be open that nobody is recognised on,
	// StrangersPerOrigin how many of them from one origin, and StrangerStay how
	// long each may stay.
	Strangers, StrangersPerOrigin int
	StrangerStay                  time.Duration
	// AuthTries is how many failures a connection may have before it is closed.
	AuthTries int
	// CodeTries is how many codes a connection may try, and CodesPerMinute how many
	// wrong ones are looked at in all.
	CodeTries, CodesPerMinute int

	// Sessions is how many sessions there may be in all, SessionsPerConnection and
	// SessionsPerAccount how many on one connection and of one account, and
	// ConnectionsPerAccount how many connections one account may have.
	Sessions, SessionsPerConnection, SessionsPerAccount, ConnectionsPerAccount int
	// Vacant is how long a connection may be without a session, and a session
	// without having asked for a shell or a command.
	Vacant time.Duration
	// Idle is how long after the person's last key a screen is closed; IdleWarning
	// is how long before that it says so. Stay is how long a session may last.
	Idle, IdleWarning, Stay time.Duration
	// After Keepalive × KeepaliveTries without a byte from it a client is gone. It
	// is asked whether it is there when one or two of these times are over, the
	// later the better: what thousands of idle windows cost is this question.
	Keepalive      time.Duration
	KeepaliveTries int
	// Patience is how long a client may take to read what is written to it.
	Patience time.Duration

	// FailedKey and GraceUsed are what an origin is charged for a connection that
	// came to nothing and for one that used up Handshake. An origin whose charges
	// reach PenaltyFrom is refused until they have run out, PenaltyMost at most.
	// WrongCode is what a code costs that opens nothing.
	FailedKey, GraceUsed, WrongCode, PenaltyFrom, PenaltyMost time.Duration
	// PenaltyTable bounds how many origins of each family are remembered.
	PenaltyTable int
	// ProxyFrom are the addresses of balancers, see proxy.go, and ProxyHeader is how
	// long the header of one of their connections may take.
	ProxyFrom   []netip.Prefix
	ProxyHeader time.Duration
	// Exempt are addresses to whose origins the limits per origin do not apply; those
	// on the total do. By default they are the machine's own: behind a tunnel, or a
	// balancer that does not say who they are, everybody has that address.
	Exempt []netip.Prefix

	// DrainNotice is how long a notice stands on open screens before they are
	// closed when the server stops, DrainCommands how long a command may go on,
	// and Drain how long all of it may take.
	DrainNotice, DrainCommands, Drain time.Duration
	// Sweep is how often times are looked at: those of handshakes and codes each
	// time, those of people who are in every third time.
	Sweep time.Duration
}

// DefaultLimits are the numbers to start with on the open internet.
func DefaultLimits() Limits {
	return Limits{
		Handshake:   time.Minute,
		ProxyHeader: 5 * time.Second,
		Waiting:     64, WaitingPerOrigin: 8,
		Strangers: 512, StrangersPerOrigin: 8, StrangerStay: 10 * time.Minute,
		AuthTries: 20, CodeTries: 3, CodesPerMinute: 600,
		Sessions: 12_000, SessionsPerConnection: 4, SessionsPerAccount: 8, ConnectionsPerAccount: 16,
		Vacant: 30 * time.Second,
		Idle:   15 * time.Minute, IdleWarning: time.Minute, Stay: 12 * time.Hour,
		Keepalive: 15 * time.Second, KeepaliveTries: 3,
		Patience:  10 * time.Second,
		FailedKey: 5 * time.Second, GraceUsed: 10 * time.Second, WrongCode: 20 * time.Second,
		PenaltyFrom: 15 * time.Second, PenaltyMost: 10 * time.Minute, PenaltyTable: 65_536,
		Exempt:      []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")},
		DrainNotice: 2 * time.Second, DrainCommands: 3 * time.Second, Drain: 12 * time.Second,
		Sweep: time.Second,
	}
}

// withDefaults fills what is zero, or less.
func (l Limits) withDefaults() Limits {
	have, usual := reflect.ValueOf(&l).Elem(), reflect.ValueOf(DefaultLimits())
	for i := range have.NumField() {
		if field := have.Field(i); field.IsZero() || field.CanInt() && field.Int() < 0 {
			field.Set(usual.Field(i))
		}
	}
	return l
}
