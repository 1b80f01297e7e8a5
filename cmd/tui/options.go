package main

import (
	"strings"
	"time"

	"porthole/internal/demo"
	"porthole/internal/model"
	"porthole/internal/server/start"
	"porthole/internal/store/location"
)

// defaultAs is whose screens the demo shows.
const defaultAs = "saigon-tech"

// options are what the flags and the environment say.
type options struct {
	demo     bool
	as, data string
	hostKey  string // a file, for a database
	now      func() time.Time
	command  []string // empty: the screens
	backup   string   // to be restored; empty: none
	from, to string   // places of a copy; empty: none
}

// read reads the flags. The error is flag.ErrHelp or a Fault.
func read(console start.Console, args, environ []string) (options, error) {
	getenv := func(name string) string {
		for _, variable := range environ {
			if value, found := strings.CutPrefix(variable, name+"="); found {
				return value
			}
		}
		return ""
	}
	f := start.NewFlags(console, getenv, "start.tui.usage")
	asDemo := f.Switch("demo", "start.flag.demo")
	as := f.Text("as", "ACCOUNT", "", "start.flag.as", defaultAs)
	data := f.Text("data", "DIR", "PORTHOLE_DATA", "start.flag.tui_data")
	hostKey := f.Text("host-key", "FILE", "PORTHOLE_HOST_KEY", "start.flag.host_key")
	from := f.Text("from", "DIR|URL", "", "start.flag.from")
	to := f.Text("to", "DIR|URL", "", "start.flag.to")
	clock := f.Text("clock", "TIME", "", "start.flag.clock")
	if err := f.Read(args); err != nil {
		return options{}, err //nolint:wrapcheck // a Fault
	}
	o := options{now: time.Now, command: f.Args()}
	var err error
	copies := false
	switch {
	case len(o.command) == 0:
	case o.command[0] == restoreCommand:
		err = o.readRestore(f)
	case o.command[0] == copyCommand:
		copies = true
		err = o.readCopy(f)
	}
	if err != nil {
		return options{}, err
	}
	o.demo, o.as, o.data, o.hostKey = *asDemo, *as, *data, *hostKey
	o.from, o.to = *from, *to
	switch {
	case copies && (o.from == "" || o.to == ""), !copies && o.from+o.to != "":
		return options{}, model.NewFault("start.copy.where")
	case copies:
	case o.backup != "" && (o.demo || o.data == ""):
		return options{}, model.NewFault("start.restore.where")
	case o.backup != "" && location.Shares(o.data):
		return options{}, model.NewFault("error.store_no_file")
	case o.as != "" && !o.demo:
		return options{}, model.NewFault("start.tui.as")
	case o.data == "" && !o.demo:
		return options{}, model.NewFault("start.tui.where")
	case o.as == "":
		o.as = defaultAs
	}
	return o, o.setClock(*clock)
}

func (o *options) setClock(clock string) error {
	switch {
	case clock != "":
		at, err := start.ParseClock(clock)
		if err != nil {
			return err //nolint:wrapcheck // a Fault
		}
		o.now = start.Clock(at)
	case o.demo:
		o.now = start.Clock(demo.Scenario())
	}
	return nil
}
