package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A URL may name several servers, of which one is the primary. One that was primary
// before, and came back, takes connections as if nothing had happened. Each promotion
// begins a new timeline, so whoever is on a lower one than was seen before is refused.

const (
	connectTime = 2 * time.Second
	// mostConnections is how many there are to a server, unless the URL says otherwise.
	mostConnections = 16
)

// settings are those of each connection: a transaction whose process has stopped, or is
// cut off, is ended, since others wait behind it.
var settings = map[string]string{
	"application_name": "porthole",
	// Each question is served by an index in the order in which rows are wanted, whatever
	// it asks for and however large a table is: the server plans it once, and has no choice.
	"plan_cache_mode":                     "force_generic_plan",
	"enable_seqscan":                      "off",
	"enable_bitmapscan":                   "off",
	"idle_in_transaction_session_timeout": "10s",
	"tcp_keepalives_idle":                 "5",
	"tcp_keepalives_interval":             "2",
	"tcp_keepalives_count":                "3",
	"tcp_user_timeout":                    "10s",
}

// poolDefaults are the settings of the pool's connections besides: a transaction only reads, and sees
// one moment, unless it says otherwise. So a page needs no begin of its own, and what forgets to say
// that it writes, cannot.
var poolDefaults = map[string]string{
	"default_transaction_isolation": "repeatable read",
	"default_transaction_read_only": "on",
}

// config is how to connect to the servers of a URL.
func (e *Engine) config(url string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("postgres: %w", err) // it does not tell the password
	}
	config.MaxConns = max(config.MaxConns, mostConnections)
	c := config.ConnConfig
	if c.ConnectTimeout == 0 || c.ConnectTimeout > connectTime {
		c.ConnectTimeout = connectTime
	}
	for name, value := range settings {
		if c.RuntimeParams[name] == "" {
			c.RuntimeParams[name] = value
		}
	}
	c.OnNotice = onNotice
	c.ValidateConnect = e.validate
	return config, nil
}

// errStandby is for a server that does not take writes, errOld for one that did once.
var (
	errStandby = errors.New("the server is a standby")
	errOld     = errors.New("the server has been replaced by another")
)

// validate refuses a server that is not the primary, or not any more.
func (e *Engine) validate(ctx context.Context, conn *pgconn.PgConn) error {
	result := conn.ExecParams(ctx, "select case when not pg_is_in_recovery() then left(pg_walfile_name(pg_current_wal_lsn()), 8) end", nil, nil, nil, nil).Read()
	if result.Err != nil {
		return result.Err //nolint:wrapcheck // the driver says to whom it was connecting
	}
	if len(result.Rows) != 1 || result.Rows[0][0] == nil {
		return errStandby
	}
	timeline, err := strconv.ParseInt(string(result.Rows[0][0]), 16, 64)
	if err != nil {
		return fmt.Errorf("timeline of the server: %w", err)
	}
	for {
		highest := e.timeline.Load()
		switch {
		case timeline < highest:
			e.log.Error("postgres: refused an old primary that came back", "server", conn.Conn().RemoteAddr().String(), "timeline", timeline, "highest", highest)
			return errOld
		case timeline == highest:
			return nil
		case e.timeline.CompareAndSwap(highest, timeline):
			if highest > 0 {
				e.log.Warn("postgres: there is a new primary", "server", conn.Conn().RemoteAddr().String(), "timeline", timeline)
				if e.pool != nil {
					e.pool.Reset()
				}
			}
			return nil
		}
	}
}

// probe looks at each server of a URL once, so that an old primary is known for one
// from the start.
func (e *Engine) probe(ctx context.Context) {
	for _, other := range e.single.Fallbacks {
		one := e.single.Copy()
		one.Host, one.Port, one.TLSConfig, one.Fallbacks = other.Host, other.Port, other.TLSConfig, nil
		if conn, err := pgx.ConnectConfig(ctx, one); err == nil {
			_ = conn.Close(ctx)
		}
	}
}
