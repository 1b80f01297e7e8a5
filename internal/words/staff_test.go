package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

// The rules for staff name their sentences in remarks and in helpers of their
// own. Whatever looks like such a key must be in the catalogue, and nothing may
// stand there that no rule names.
func TestTheRulesForStaffAndTheirWordsMatch(t *testing.T) {
	named := map[string]bool{}
	files, err := filepath.Glob("../model/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of the model: %v", err)
	}
	key := regexp.MustCompile(`^(need|lint|review|doctor)\.[a-z_.]+$`)
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, _ := strconv.Unquote(literal.Value); key.MatchString(text) {
					named[text] = true
				}
			}
			if call, ok := node.(*ast.CallExpr); ok && len(call.Args) > 0 {
				nameMends(named, call)
			}
			return true
		})
	}
	for name := range named {
		if _, ok := catalogues[English][name]; !ok {
			t.Errorf("no entry %q", name)
		}
	}
	for name := range catalogues[English] {
		if !strings.HasPrefix(name, "need.") && !strings.HasPrefix(name, "doctor.") {
			continue // screens and commands have such words of their own
		}
		if base := strings.TrimSuffix(name, ".today"); !named[base] {
			t.Errorf("no rule names %q", name)
		}
	}
}

// nameMends collects the commands that a call of mend names; one that is put
// together has both its forms.
func nameMends(named map[string]bool, call *ast.CallExpr) {
	fun, ok := call.Fun.(*ast.Ident)
	if !ok || fun.Name != "mend" {
		return
	}
	switch arg := call.Args[0].(type) {
	case *ast.BasicLit:
		name, _ := strconv.Unquote(arg.Value)
		named["mend."+name] = true
	case *ast.BinaryExpr:
		prefix, _ := strconv.Unquote(arg.X.(*ast.BasicLit).Value)
		named["mend."+prefix+"etd"], named["mend."+prefix+"eta"] = true, true
	}
}

// What mends something is a command to paste: one that exists, and the same in
// every language.
func TestMendsAreCommands(t *testing.T) {
	commands := regexp.MustCompile(`^(account (add|enable|move)|check isolation|event (hold|post|publish|reason|withdraw)|import|invite|link (create|renew)|mail (notices|resend)|note publish|partner add|portal resume|reschedule|shipment set|verify)\b`)
	for key, sentence := range catalogues[English] {
		if !strings.HasPrefix(key, "mend.") {
			continue
		}
		if !commands.MatchString(sentence) {
			t.Errorf("%s is no command: %s", key, sentence)
		}
		if catalogues[Vietnamese][key] != sentence {
			t.Errorf("%s: %q in Vietnamese", key, catalogues[Vietnamese][key])
		}
	}
}

func TestRemarksOfTheRulesAreToldInWords(t *testing.T) {
	saigon := model.ParsePlace("VNSGN").Zone()
	now := time.Date(2025, 5, 28, 9, 0, 0, 0, saigon)
	ref := model.Line("SHP/202505/00080", model.RefCells)
	s := model.Shipment{Ref: ref, Partner: "saigon-tech", Facts: model.Facts{
		Status: model.InTransit, Load: model.FCL, Direction: model.Export, POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"),
		ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 25),
	}}
	points := model.Checkpoint(model.CheckInput{Shipment: s, Now: now})
	box := []model.Text{model.Line("ONEU6507410", model.RefCells), model.Line("ONEU8363919", model.RefCells)}
	for _, c := range []struct {
		remark model.Remark
		en, vi string
	}{
		{
			model.Need{Kind: model.NeedDeparture, Days: 2}.Remark(),
			"ETD passed 2 days ago, no departure.", "Đã quá ETD 2 ngày mà chưa có báo cáo tàu chạy.",
		},
		{
			model.Need{Kind: model.NeedArrival}.Remark(),
			"ETA passed today, no arrival.", "Hôm nay đã quá ETA mà chưa có báo cáo tàu đến.",
		},
		{
			model.Need{Kind: model.NeedMailed, Shown: model.Day(2025, 5, 22), Office: model.Day(2025, 5, 25)}.Remark(),
			"Customers were mailed ETA 22 May; they are now shown 25 May.", "Khách đã nhận thư báo ETA 22/05; nay màn hình của khách hiện 25/05.",
		},
		{
			model.Need{Kind: model.NeedDates, Date: model.NameATD, Office: model.Day(2025, 5, 10)}.Remark(),
			"ATD is 10 May in the office; customers see none.", "ATD trong hồ sơ là 10/05; khách chưa thấy.",
		},
		{
			model.Need{Kind: model.NeedDates, Date: model.NameETA, Shown: model.Day(2025, 5, 25), Office: model.Day(2025, 5, 28)}.Remark(),
			"ETA is 28 May in the office; customers see 25 May.", "ETA trong hồ sơ là 28/05; khách đang thấy 25/05.",
		},
		{
			model.Need{Kind: model.NeedLoaded, Office: model.Day(2025, 5, 10), Containers: box}.Remark(),
			"In the terminal and not reported as loaded: ONEU6507410, ONEU8363919; departure was 10 May.",
			"Đã hạ bãi mà chưa có báo cáo xếp lên tàu: ONEU6507410, ONEU8363919; ngày tàu chạy là 10/05.",
		},
		{
			model.Need{Kind: model.NeedLoaded, Office: model.Day(2025, 5, 10)}.Remark(),
			"In the terminal and not reported as loaded; departure was 10 May.",
			"Đã hạ bãi mà chưa có báo cáo xếp lên tàu; ngày tàu chạy là 10/05.",
		},
		{model.Need{Kind: model.NeedPublish, Events: []string{"e1"}}.Remark(), "1 event is not published.", "Có 1 sự kiện chưa công bố."},
		{
			model.Need{Kind: model.NeedMissing, Milestone: model.GateIn}.Remark(),
			"Gate-in: not reported, although later steps are.", "Hạ bãi cảng: chưa có báo cáo, dù các bước sau đã có.",
		},
		{model.Need{Kind: model.NeedSilent, Days: 8}.Remark(), "No update for 8 days.", "Đã 8 ngày không có tin mới."},
		{
			points[1].Reason, "The status is In Transit, but neither loading nor departure is published.",
			"Trạng thái là Đang vận chuyển, nhưng chưa công bố việc xếp hàng hay tàu chạy.",
		},
		{
			points[1].Mend, "event post SHP/202505/00080 departed --at TIME --place VNSGN --publish",
			"event post SHP/202505/00080 departed --at TIME --place VNSGN --publish",
		},
		{points[3].Mend, "account add EMAIL --partner saigon-tech", "account add EMAIL --partner saigon-tech"},
		{
			model.Diagnose(model.DoctorInput{Account: model.Account{Role: model.CS}})[2].Key,
			"This is staff (customer service): no partner, and all shipments.",
			"Đây là nhân viên (" + In(Vietnamese, saigon).Say("command.role.cs") + "): không thuộc khách hàng nào và thấy mọi lô hàng.",
		},
	} {
		if got := c.remark.Tell(In(English, saigon), now); got != c.en {
			t.Errorf("got  %q\nwant %q", got, c.en)
		}
		if got := c.remark.Tell(In(Vietnamese, saigon), now); got != c.vi {
			t.Errorf("got  %q\nwant %q", got, c.vi)
		}
	}
}

// A command for a place that has no code leaves the place to the person.
func TestACommandWithoutAPlaceLeavesNoHole(t *testing.T) {
	s := model.Shipment{Ref: model.Line("SHP/1", model.RefCells), Partner: "acme", Facts: model.Facts{
		Status: model.InTransit, ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 25),
	}}
	now := time.Date(2025, 5, 16, 9, 0, 0, 0, time.UTC)
	mend := model.Checkpoint(model.CheckInput{Shipment: s, Now: now})[1].Mend
	if got := mend.Tell(In(English, nil), now); got != "event post SHP/1 departed --at TIME --publish" {
		t.Errorf("got %q", got)
	}
}
