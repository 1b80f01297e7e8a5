package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// did is the last thing that was asked of the office.
func did(t *testing.T, d *fakeDesk, want string) {
	t.Helper()
	if len(d.asked) == 0 || d.asked[len(d.asked)-1] != want {
		t.Fatalf("asked %q, want %q", d.asked, want)
	}
}

// From the desk the next milestone is posted and published with at most six
// keys; it takes three.
func TestTheNextMilestoneTakesAtMostSixKeys(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		d := sampleOffice()
		s := newStaffStage(t, d, model.Operations, size[0], size[1])
		keys := []string{"e", "enter", "p"}
		if len(keys) > 6 {
			t.Fatalf("%d keys", len(keys))
		}
		s.press(keys...)
		did(t, d, "post arrived 2025-05-16T10:00:00+08:00 Shanghai (CNSHA)  true")
		if shown := model.Publish(d.records["SHP/202505/00084"]); shown.ATA.IsZero() {
			t.Fatal("the customer does not see the arrival")
		}
		s.see("SHP/202505/00084: published.")
	}
}

func TestNothingIsPublishedByDefault(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("e", "enter", "enter")
	did(t, d, "post arrived 2025-05-16T10:00:00+08:00 Shanghai (CNSHA)  false")
	if shown := model.Publish(d.records["SHP/202505/00084"]); !shown.ATA.IsZero() {
		t.Fatal("the customer sees what was kept internal")
	}
	s.see("kept internal")
}

func TestBeforeAYesTheCustomersPageIsShownWithTheChangeMarked(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("down", "e")
	s.see("Post an event", "◂ Vessel departed ▸", "now: 16 May 09:00 ICT", "Cat Lai (VNSGN)", "ONE HANNOVER 042E")
	s.press("enter")
	s.see("What the customer will see", "Vessel departed", "•", "p publish", "k keep internal")
	s.notSee(secretRate, secretNote, "Loaded on vessel   ", "not published")
	if len(d.asked) != 0 {
		t.Fatalf("something was written before the yes: %q", d.asked)
	}
	s.press("esc")
	s.see("◂ Vessel departed ▸", "see it as the customer")
	s.press("esc")
	s.see("2 shipments need an update")
	if len(d.asked) != 0 {
		t.Fatalf("something was written without a yes: %q", d.asked)
	}
}

func TestWhatIsTypedIsPosted(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("down", "e", "left") // loaded on vessel
	s.press("down")
	s.write("10/5 02:30")
	s.see("→ 10 May 02:30 ICT")
	s.press("down")
	s.write("VNVUT")
	s.press("down", "right", "right", "down", "down")
	s.write("Rolled to the next vessel.")
	s.press("enter", "end")
	s.see("Rolled to the next vessel.")
	s.press("k")
	did(t, d, "post loaded 2025-05-10T02:30:00+07:00 "+model.ParsePlace("VNVUT").String()+" ONEU8363919 false")
}

func TestATimeThatIsNoneIsSaidAndKept(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("e", "down")
	s.write("yesterday")
	s.press("enter")
	s.see("“yesterday” is not a date.", "yesterday")
	s.press("ctrl+u", "enter")
	s.see("What the customer will see")
}

func TestSomebodyElseWasFaster(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("e", "enter")
	if err := d.change("SHP/202505/00084", 0, addNote(model.Line("first", 20), false)); err != nil {
		t.Fatal(err)
	}
	s.press("p")
	s.see("was changed meanwhile by minh@hailong.example", "◂ Vessel arrived ▸")
	s.press("enter", "p")
	s.see("published. The customer")
}

func TestALostConnectionKeepsWhatWasTyped(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	d.fail = errLost
	s.press("e")
	s.see("Something went wrong on our side.", "Press enter to try again.")
	d.fail = nil
	s.press("enter", "up")
	s.write("seen at the gate")
	d.fail = errLost
	s.press("enter")
	s.see("Something went wrong on our side.", "seen at the gate")
	d.fail = nil
	s.press("enter", "k")
	s.see("kept internal")
}

func TestRescheduling(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("r", "enter")
	s.see("The new date is missing.")
	s.write("28/5")
	s.press("enter")
	s.see("The reason is missing.")
	s.press("tab")
	s.write("Port congestion")
	s.press("enter")
	s.see("What the customer will see", "28 May", "Reason: Port", "congestion")
	s.press("p")
	did(t, d, "reschedule eta 2025-05-28 Port congestion true")
}

func TestTheLintAsksAndDoesNotBlock(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("n")
	s.write("Our margin is USD 200")
	s.press("tab", "right")
	s.see("◂ The customer ▸")
	s.press("enter")
	s.see("? “margin” is a word of the office.", "? “USD 200” looks like an amount", "Our margin is USD 200")
	s.press("k")
	if len(d.asked) != 0 {
		t.Fatalf("a note for the customer has one ending only, and %q was done", d.asked)
	}
	s.press("p")
	did(t, d, "publish note Our margin is USD 200")
}

func TestANoteForTheOfficeIsKeptAtOnce(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("n", "enter")
	s.see("There is nothing in the note.")
	s.write("Call the agent")
	s.press("enter")
	did(t, d, "note Call the agent")
	s.see("the note is kept in the office")
}

func TestWithdrawingNeedsAReason(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Manager, 80, 24)
	s.press("w")
	s.see("▸ 10 May 01:20 ICT · Loaded on vessel · not published")
	s.press("down", "enter")
	s.see("The reason is missing.")
	s.press("tab")
	s.write("wrong container")
	s.press("enter")
	s.see("once it is withdrawn")
	s.press("p", "k", "enter")
	if len(d.asked) != 0 {
		t.Fatalf("withdrawn without a yes: %q", d.asked)
	}
	s.press("y")
	did(t, d, "withdraw e4 wrong container")
}

// What was taken back stays on the office's page, with who, when and why, and is
// gone from the customer's.
func TestWhatWasWithdrawnKeepsItsTrace(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 40)
	s.press("down", "w", "down", "tab")
	s.write("wrong container")
	s.press("enter", "y", "enter", "end")
	s.see("× 09 May 18:22 ICT  Gate-in", "withdrawn 16 May by olga", "wrong container")
	shown := shipment.NewShown(s.root.env, model.Publish(d.records["SHP/202505/00080"]), model.Publish(d.records["SHP/202505/00080"]))
	shown.Resize(80, 60)
	for _, trace := range []string{"wrong container", "09 May"} {
		if page := strings.Join(shown.View(), "\n"); strings.Contains(page, trace) {
			t.Errorf("the customer still reads %q:\n%s", trace, page)
		}
	}
}

func TestAPublishedNoteIsWithdrawn(t *testing.T) {
	d := sampleOffice()
	if err := d.change("SHP/202505/00084", 0, addNote(model.Line("The truck is late", 40), true)); err != nil {
		t.Fatal(err)
	}
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("w")
	s.see("▸ 16 May · Note · The truck is late")
	s.press("tab")
	s.write("not ours")
	s.press("enter", "y")
	did(t, d, "withdraw n1 not ours")
}

func TestPublishingWhatWasKept(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("down", "p", "enter")
	s.see("What the customer will see", "On board since 10 May 01:20 ICT")
	s.press("p")
	did(t, d, "publish e5")
	s.press("p")
	s.see("Every event is published")
	s.press("enter")
	if len(d.asked) != 1 {
		t.Fatalf("asked %q", d.asked)
	}
}

func TestAVoyageListsItsShipmentsBeforeTheYes(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("down", "v")
	s.see("ONE HANNOVER", "042E", "Vessel departed")
	s.press("enter")
	s.see("It is written to 3 shipments:", "✓ SHP/202505/00080", "· SHP/202505/00084", "✓ SHP/202505/00092")
	s.press("p")
	did(t, d, "voyage ONE HANNOVER 042E departed true")
}

// Whoever said yes to a list is shown the list again when it is another one.
func TestAVoyageThatChangedIsListedAgain(t *testing.T) {
	for _, width := range []int{80, 140} {
		d := sampleOffice()
		s := newStaffStage(t, d, model.Operations, width, 30)
		s.press("down", "v", "enter")
		s.see("It is written to 3 shipments:")
		gone := d.records["SHP/202505/00092"]
		gone.Facts.ATD = model.Day(2025, 5, 10)
		d.records["SHP/202505/00092"] = gone
		s.press("p")
		s.see("others by now", "It is written to 2 shipments:", "· SHP/202505/00092")
		if len(d.asked) != 0 {
			t.Fatalf("asked %q", d.asked)
		}
		s.press("p")
		did(t, d, "voyage ONE HANNOVER 042E departed true")
	}
}

func TestAVesselWithoutAVoyageIsRefused(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("v", "ctrl+u", "enter")
	s.see("Vessel and voyage are needed.")
}

// Whoever works at the desk: the keys of acts that are not theirs do nothing.
func TestTheKeysFollowTheRole(t *testing.T) {
	acts := []widget.Binding{screen.KeyPost, screen.KeyReschedule, screen.KeyNote, screen.KeyVoyage, screen.KeyPublish, screen.KeyWithdraw, screen.KeyReview, screen.KeyPreview}
	allowed := map[model.Role]string{
		model.Operations: "e r n v p w R", model.Admin: "e r n v p w R", model.Manager: "w R", model.CS: "e r n p R", model.Portal: "",
	}
	for role, keys := range allowed {
		who := screen.Staff{Role: role, Desk: newFakeDesk()}
		for _, b := range acts {
			want := slices.Contains(strings.Fields(keys), b.Help().Key)
			if who.May(b) != want {
				t.Errorf("%s: %s is %t, want %t", role, b.Help().Key, who.May(b), want)
			}
		}
	}
	if (screen.Staff{Role: model.Admin}).May(screen.KeyPost) {
		t.Error("without a desk there are acts")
	}
}

func TestPastingIntoAForm(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("n")
	s.send(tea.PasteMsg{Content: "two\nlines\x1b[2J\u202e"})
	s.press("enter")
	did(t, d, "note two lines[2J")
}

func TestClickingThroughAForm(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.press("e")
	s.send(tea.MouseClickMsg{X: 20, Y: 6, Button: tea.MouseLeft})
	s.write("gate is open")
	s.see("▎ For the customer  gate is open")
	s.send(tea.MouseClickMsg{X: 1, Y: 0, Button: tea.MouseLeft})
	s.see("What you typed would be lost.")
	s.send(tea.MouseClickMsg{X: 1, Y: 0, Button: tea.MouseLeft})
	s.see("need an update")
}

// Legs are added, changed and taken out on the screen; the customer's page is shown
// before it counts.
func TestLegsAreEnteredAndCorrected(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 100, 40)
	ref := "SHP/202505/00084"
	before := len(model.Plan(d.records[ref]))
	s.press("V")
	s.see("Legs of the way")
	for range before { // to the new one
		s.press("right")
	}
	s.see("a new leg")
	s.press("tab")
	s.write("CNSHA")
	s.press("tab")
	s.write("JPTYO")
	s.press("tab")
	s.write("EVER GENTLE")
	s.press("tab", "tab")
	s.write("20/5")
	s.press("enter", "p")
	did(t, d, "leg 0 false CNSHA JPTYO EVER GENTLE 2025-05-20")
	s.press("V", "tab", "tab", "tab", "tab")
	s.write("ONE HUMBER")
	s.press("enter", "p")
	did(t, d, "leg 1 false   ONE HUMBER ")
	s.press("V", "tab", "right", "enter", "p")
	did(t, d, "leg 1 true    ")
	s.press("V", "enter")
	s.see("Nothing was typed that would change the leg.")
}
