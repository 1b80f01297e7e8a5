package shipment

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// drawer is Data that holds single shipments.
type drawer struct {
	records map[string]model.Published
	err     error
	asked   []string
}

func (d *drawer) Shipment(_ context.Context, ref string) (model.Published, error) {
	d.asked = append(d.asked, ref)
	if d.err != nil {
		return model.Published{}, d.err
	}
	p, ok := d.records[ref]
	if !ok {
		return model.Published{}, model.ErrNotFound
	}
	return p, nil
}

func (d *drawer) Page(context.Context, model.Query) (model.Page, error) { return model.Page{}, nil }
func (d *drawer) Counts(context.Context) (model.Counts, error)          { return nil, nil }
func (d *drawer) Version(context.Context) (uint64, error)               { return 0, nil }
func (d *drawer) Watch(context.Context, uint64) (uint64, error)         { return 0, nil }
func (d *drawer) Forwarder(context.Context) (model.Forwarder, error)    { return model.Forwarder{}, nil }

func (d *drawer) put(p model.Published) { d.records[p.Ref.String()] = p }

func drawerWith(records ...model.Published) *drawer {
	d := &drawer{records: map[string]model.Published{}}
	for _, p := range records {
		d.put(p)
	}
	return d
}

func detailEnv(language words.Language, data session.Data) *screen.Env {
	return &screen.Env{Look: uitest.Look(language), Ctx: context.Background(), Data: data}
}

// settleDetail runs the command and hands its answer back, until there is none.
func settleDetail(d *Detail, cmd tea.Cmd) {
	for cmd != nil {
		cmd = d.Update(cmd())
	}
}

// openDetail is a page of the size, with what is asked for loaded.
func openDetail(e *screen.Env, ref string, width, height int) *Detail {
	d := New(e, model.Line(ref, model.RefCells))
	d.Resize(width, height)
	settleDetail(d, d.Open())
	return d
}

func asideDetail(e *screen.Env, ref string, width, height int) *Detail {
	d := New(e, model.Text{})
	d.stand(true, false)
	d.Resize(width, height)
	settleDetail(d, d.Show(model.Line(ref, model.RefCells)))
	return d
}

// seen is what the page shows, without styles.
func seen(d *Detail) string { return ansi.Strip(strings.Join(d.View(), "\n")) }

func see(t *testing.T, d *Detail, what ...string) {
	t.Helper()
	for _, text := range what {
		if !strings.Contains(seen(d), text) {
			t.Errorf("%q is not to be seen in\n%s", text, seen(d))
		}
	}
}

func seeNot(t *testing.T, d *Detail, what string) {
	t.Helper()
	if strings.Contains(seen(d), what) {
		t.Errorf("%q is to be seen in\n%s", what, seen(d))
	}
}

func pressDetail(d *Detail, keys ...string) bool {
	used := true
	for _, key := range keys {
		var cmd tea.Cmd
		cmd, used = d.Key(uitest.Press(key))
		settleDetail(d, cmd)
	}
	return used
}

func TestDetailLooks(t *testing.T) {
	for _, c := range []struct {
		name          string
		language      words.Language
		ref           string
		width, height int
		aside         bool
		keys          []string
	}{
		{"narrow", words.English, "SHP/202505/00080", 40, 11, false, nil},
		{"narrow_scrolled", words.English, "SHP/202505/00092", 40, 30, false, []string{"pgdown"}},
		{"timeline", words.English, "SHP/202505/00080", 80, 23, false, nil},
		{"timeline_vi", words.Vietnamese, "SHP/202505/00080", 80, 23, false, nil},
		{"changed_vi", words.Vietnamese, "SHP/202505/00092", 80, 40, false, nil},
		{"changed", words.English, "SHP/202505/00092", 80, 40, false, nil},
		{"containers", words.English, "SHP/202505/00080", 80, 23, false, []string{"c"}},
		{"containers_vi", words.Vietnamese, "SHP/202505/00080", 80, 23, false, []string{"c"}},
		{"containers_narrow", words.English, "SHP/202505/00080", 40, 23, false, []string{"c"}},
		{"containers_wide", words.English, "SHP/202505/00080", 131, 45, true, []string{"c"}},
		{"legs", words.English, "SHP/202505/00092", 80, 30, false, []string{"l"}},
		{"ledger", words.English, "SHP/202505/00092", 80, 30, false, []string{"e"}},
		{"legs_direct", words.English, "SHP/202505/00080", 80, 30, false, []string{"l"}},
		{"legs_wide", words.English, "SHP/202505/00092", 120, 39, false, []string{"l"}},
		{"legs_wide_vi", words.Vietnamese, "SHP/202505/00092", 120, 39, false, []string{"l"}},
		{"ledger_wide", words.English, "SHP/202505/00092", 120, 39, false, []string{"e"}},
		{"ledger_wide_vi", words.Vietnamese, "SHP/202505/00092", 120, 39, false, []string{"e"}},
		{"map", words.English, "SHP/202505/00080", 80, 23, false, []string{"m"}},
		{"map_wide", words.English, "SHP/202505/00080", 120, 39, false, []string{"m"}},
		{"map_over_vi", words.Vietnamese, "SHP/202505/00092", 120, 39, false, []string{"m"}},
		{"map_small", words.English, "SHP/202505/00080", 39, 23, false, []string{"m"}},
		{"facts", words.English, "SHP/202505/00080", 80, 36, false, []string{"f"}},
		{"facts_vi", words.Vietnamese, "SHP/202505/00080", 80, 36, false, []string{"f"}},
		{"facts_odd", words.English, "SHP/202505/00092", 80, 45, false, []string{"f"}},
		{"aside", words.English, "SHP/202505/00080", 67, 36, true, nil},
		{"aside_wide", words.English, "SHP/202505/00092", 131, 45, true, nil},
		{"lcl", words.English, "SHP/202505/00062", 80, 23, false, []string{"c"}},
		{"cancelled", words.English, "SHP/202505/00091", 80, 23, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := detailEnv(c.language, drawerWith(sailingToLongBeach(), delayedToRotterdam(), lclToMelbourne(), cancelledOne()))
			d := openDetail(e, c.ref, c.width, c.height)
			if c.aside {
				d = asideDetail(e, c.ref, c.width, c.height)
			}
			pressDetail(d, c.keys...)
			golden.RequireEqual(t, []byte(seen(d)+"\n"))
		})
	}
}

var errBroken = errors.New("the disk is on fire")
