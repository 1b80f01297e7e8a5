package ui

import (
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// officeStage is a session of somebody of the staff, with what they do beside shipments.
func officeStage(t *testing.T, role model.Role, width, height int, options ...option) (*stage, *fakeOffice) {
	t.Helper()
	d := sampleOffice()
	o := newFakeOffice(d)
	s := newStaffStage(t, d, role, width, height, append(options, func(c *session.Config) {
		c.Import = o.take
		c.Office, c.Public = o, "ssh -p 2222 portal.hailong.example"
		c.LookAs = lookAs(sampleRoom(), c)
	})...)
	return s, o
}

func (o *fakeOffice) last() string {
	if len(o.done) == 0 {
		return ""
	}
	return o.done[len(o.done)-1]
}

// screenKeys is what each key of a screen opens, and for whom, written down a second
// time on purpose. The keys before the last lead to the screen.
var screenKeys = []struct{ keys, opens, roles string }{
	{"e", "‹ Post", "operations cs admin"},
	{"r", "‹ Reschedule", "operations cs admin"},
	{"n", "‹ Note", "operations cs admin"},
	{"p", "‹ Publish", "operations cs admin"},
	{"w", "‹ Withdraw", "operations manager admin"},
	{"v", "Departure or arrival of a vessel", "operations admin"},
	{"R", "final checkpoint", "operations cs manager admin"},
	{"P", "Preview as a customer", "operations cs manager admin"},
	{"i", "Import a list", "operations admin"},
	{"f", "Customers", "operations cs manager admin"},
	{"f n", "New customer", "operations cs admin"},
	{"f a", "New account", "operations cs admin"},
	{"f Z", "Pause the portal", "manager admin"},
	{"f o", "pass the review", "operations cs manager admin"},
	{"f o i", "Invite", "operations cs admin"},
	{"f o m", "Mail goes to", "operations cs admin"},
	{"f o D", "Doctor", "operations cs manager admin"},
	{"f o P", "Preview as a customer", "operations cs manager admin"},
	{"f o c", "New tracking code", "operations cs admin"},
	{"f o K", "Keys", "operations cs admin"},
	{"f o K x", "Remove a key", "operations cs admin"},
	{"f o x", "Disable an account", "operations cs admin"},
	{"f o Z", "Pause the portal", "manager admin"},
	{"C", "Tracking codes", "operations cs manager admin"},
	{"C c", "New tracking code", "operations cs admin"},
	{"C a", "Renew a tracking code", "operations cs admin"},
	{"C e", "‹ Post", "operations cs admin"},
	{"C n", "‹ Note", "operations cs admin"},
	{"C w", "‹ Withdraw", "operations manager admin"},
	{"O r", "‹ Reschedule", "operations cs admin"},
	{"O p", "‹ Publish", "operations cs admin"},
	{"C x", "End a tracking code", "operations cs manager admin"},
	{"I", "Invitations", "operations cs admin"},
	{"I x", "End an invitation", "operations cs admin"},
	{"O", "Outbox", "operations cs manager admin"},
	{"O t", "Try a mail again", "operations cs admin"},
	{"O T", "Try all mail again", "operations cs admin"},
	{"O x", "Drop a mail", "operations cs admin"},
	{"O s", "Mail a shipment", "operations cs admin"},
	{"A", "Audit trail", "manager admin"},
	{"S", "Settings", "operations cs manager admin"},
}

// screenActs is where a screen has each act of the policy.
var screenActs = map[model.Act]string{
	model.ActInspect: "P", model.ActDesk: "f", model.ActEvents: "e", model.ActShipments: "i", model.ActCustomers: "f n", model.ActCodes: "C c",
	model.ActRevoke: "C x", model.ActMail: "O t", model.ActWithdraw: "w", model.ActReview: "R", model.ActAudit: "A", model.ActPause: "f Z",
}

// elsewhere are the acts that no key of these screens has: those of customers, what a
// list begins with, what a form asks when it is saved, and what is for commands alone.
var elsewhere = []model.Act{
	model.ActView, model.ActOwn, model.ActNotices, model.ActCode, model.ActOffice, model.ActSettings, model.ActSources, model.ActStaff, model.ActKeep,
}

// Every cell of the policy is one of the table of keys, which the next test tries: no act
// is on no screen by an oversight, and each is for those whom the policy names.
func TestEveryCellOfThePolicyIsOnAScreen(t *testing.T) {
	staff := []model.Role{model.Operations, model.CS, model.Manager, model.Admin}
	for act := model.ActView; model.Admin.May(act) || model.Portal.May(act) || model.Holder.May(act); act++ {
		at := slices.IndexFunc(screenKeys, func(k struct{ keys, opens, roles string }) bool { return k.keys == screenActs[act] })
		if at < 0 {
			if !slices.Contains(elsewhere, act) {
				t.Errorf("act %d is on no screen", act)
			}
			continue
		}
		for _, role := range staff {
			if on := slices.Contains(strings.Fields(screenKeys[at].roles), string(role)); on != role.May(act) {
				t.Errorf("%s on the screens is for %s: %t, the policy says %t", screenKeys[at].keys, role, on, role.May(act))
			}
		}
	}
}

// Every act on every screen, by every role.
func TestTheScreensFollowThePolicy(t *testing.T) {
	for _, role := range []model.Role{model.Operations, model.CS, model.Manager, model.Admin} {
		for _, c := range screenKeys {
			s, o := officeStage(t, role, 100, 40)
			s.press(strings.Fields(c.keys)...)
			may := slices.Contains(strings.Fields(c.roles), string(role))
			if opened := strings.Contains(s.screen(), c.opens); opened != may {
				t.Errorf("%s, %s: opens %q is %t\n%s", role, c.keys, c.opens, opened, s.screen())
			}
			if len(o.done) > 0 {
				t.Errorf("%s, %s does %q at once", role, c.keys, o.done)
			}
		}
	}
}

// A code is made for the shipment that stands there, without its number being typed.
func TestACodeIsMadeFromAShipment(t *testing.T) {
	s, o := officeStage(t, model.CS, 80, 24)
	s.press("enter", "o", "H")
	s.write("lee@oakland.example")
	s.press("enter")
	s.see("It is being mailed to lee@oakland.example")
	if last := o.last(); !strings.HasPrefix(last, "code SHP/") || !strings.Contains(last, "lee@oakland.example") {
		t.Errorf("did %q", o.done)
	}
}

// A list of shipments has the acts of the desk.
func TestActsWorkFromEveryList(t *testing.T) {
	for role, want := range map[model.Role]string{model.Operations: "ernpwvRPH", model.CS: "ernpRPH", model.Manager: "wRP", model.Admin: "ernpwvRPH"} {
		for _, key := range "ernpwvRPH" {
			s, _ := officeStage(t, role, 100, 40)
			s.press("tab")
			s.see("All 4")
			before := s.screen()
			s.press(string(key))
			if opened := s.screen() != before && !strings.Contains(s.screen(), "All 4"); opened != strings.ContainsRune(want, key) {
				t.Errorf("%s, %c: opens is %t\n%s", role, key, opened, s.screen())
			}
		}
	}
}

func TestACustomerIsFoundByAFewLetters(t *testing.T) {
	s, o := officeStage(t, model.CS, 80, 24)
	s.press("f", "/")
	s.write("sai te")
	s.see("Saigon Tech Export")
	s.notSee("Mekong")
	s.press("enter", "o")
	s.see("anna@saigon-tech.example", "no key", "disabled", "pass the review")
	s.press("down", "i", "enter")
	s.see("It is being mailed to binh@saigon-tech.example", "ssh -p 2222 invite@portal.hailong.example", "HL-7K2M-Q9TX-4RBD")
	if o.last() != "invite binh@saigon-tech.example true " {
		t.Errorf("did %q", o.done)
	}
	s.press("enter")
	s.see("anna@saigon-tech.example")
	s.press("D")
	s.see("✗ No key is registered", "invite binh@saigon-tech.example")
}

// A key that its owner has lost is taken from the account, and the others stay.
func TestAKeyOfAnAccountIsRemoved(t *testing.T) {
	s, o := officeStage(t, model.CS, 100, 24)
	s.press("f", "o", "K")
	s.see("Keys · anna@dai-phat.example", "laptop", "phone")
	s.press("down", "x")
	s.see("SHA256:bbbb", "anna@dai-phat.example")
	s.press("enter")
	s.see("A key of anna@dai-phat.example is removed.")
	if want := "key anna@dai-phat.example SHA256:" + strings.Repeat("b", 43); o.last() != want {
		t.Errorf("did %q, want %q", o.done, want)
	}
}

// An invitation that is opened alone finds the account by a few letters.
func TestAnInvitationFindsItsAccount(t *testing.T) {
	s, o := officeStage(t, model.CS, 80, 24)
	s.press("I", "/")
	s.write("nobody")
	s.press("enter", "i")
	s.write("anna dai")
	s.press("enter")
	s.see("invite@portal.hailong.example")
	if o.last() != "invite anna@dai-phat.example true " {
		t.Errorf("did %q", o.done)
	}
}

func TestACodeIsMadeAndEnded(t *testing.T) {
	s, o := officeStage(t, model.CS, 80, 24)
	s.press("C", "c")
	s.write("lee@oakland.example")
	s.press("tab", "right", "tab", "tab")
	s.write("viet")
	s.press("enter")
	s.see("It is being mailed to lee@oakland.example", "ssh -p 2222 track@portal.hailong.example", "HL-7K2M-Q9TX-4RBD")
	if o.last() != "code SHP/202505/00080 lee@oakland.example vi 168h0m0s true" {
		t.Errorf("did %q", o.done)
	}
	s.press("esc", "c")
	s.write("lee@oakland.example")
	s.press("tab", "tab", "right", "enter")
	s.see("Send this to lee@oakland.example")
	if o.last() != "code SHP/202505/00080 lee@oakland.example  0s false" {
		t.Errorf("did %q", o.done)
	}
	s.press("esc", "x", "enter")
	s.see("Tracking codes", "t1 is ended.")
	if o.last() != "revoke t1" {
		t.Errorf("did %q", o.done)
	}
	s.press("/")
	s.write("nobody")
	s.see("Nothing has “nobody”.")
}

func TestThePortalIsPausedAndGoesOn(t *testing.T) {
	s, o := officeStage(t, model.Manager, 80, 24)
	s.press("f", "Z", "enter")
	s.see("The reason is missing.")
	s.write("A wrong ETA")
	s.press("enter")
	s.see("Customers", "!", "paused")
	s.press("Z", "enter")
	s.notSee("paused ·")
	if want := []string{"pause dai-phat A wrong ETA", "resume dai-phat"}; !slices.Equal(o.done, want) {
		t.Errorf("did %q", o.done)
	}
	s.press(":")
	s.write("pause the portal")
	s.press("enter")
	s.see("All customers read only that it is being checked")
}

// What was typed is not lost by one key, and letters in a choice are no keys of the
// screen but find one of what can be chosen.
func TestAFormAsksBeforeItIsLeft(t *testing.T) {
	s, _ := officeStage(t, model.Operations, 80, 24)
	s.press("e")
	s.write("del")
	s.see("◂ Delivered ▸  / del")
	s.press("esc")
	s.see("What you typed would be lost. Press esc again to leave.")
	s.press("up", "esc", "esc")
	s.see("need an update")
	s.press("e", "esc")
	s.see("need an update")
}

func TestSettingsAreAnAdministrators(t *testing.T) {
	s, o := officeStage(t, model.Admin, 80, 24)
	s.press("S", "tab", "tab", "tab", "ctrl+u")
	s.write("Asia/Nowhere")
	s.press("enter")
	s.see("Asia/Nowhere")
	if len(o.done) > 0 {
		t.Fatalf("did %q", o.done)
	}
	s.press("ctrl+u")
	s.write("Asia/Tokyo")
	s.press("enter")
	if o.last() != "house Hai Long Logistics Asia/Tokyo" {
		t.Errorf("did %q", o.done)
	}
	s, o = officeStage(t, model.CS, 80, 24, inLanguage(words.Vietnamese))
	s.press("S", "enter")
	if len(o.done) > 0 {
		t.Errorf("did %q", o.done)
	}
}

// Whatever the window: every list of the office stays in it, in both languages.
func TestTheOfficesListsStayInTheWindow(t *testing.T) {
	for _, language := range words.Languages() {
		for _, size := range [][2]int{{30, 8}, {40, 12}, {60, 20}, {80, 24}, {120, 40}, {200, 60}} {
			for _, keys := range []string{"f", "f o", "C", "I", "O", "A", "S", "C c", "f /", "C x"} {
				s, _ := officeStage(t, model.Admin, size[0], size[1], inLanguage(language))
				s.press(strings.Fields(keys)...)
				if err := s.checkSize(size[0], size[1]); err != nil {
					t.Errorf("%s at %v: %v\n%s", keys, size, err, s.screen())
				}
			}
		}
	}
}

// A table has cells for what its rows need before it has any for air, and before it has
// a column that can be done without.
func TestWhatATableIsAboutIsNotCut(t *testing.T) {
	for key, whole := range map[string]string{
		"f": "Công ty TNHH Gỗ Đại Phát", "I": "anna@saigon-tech.example", "O": "anna@saigon-tech.example", "A": "16 May 09:30 ICT",
	} {
		s, _ := officeStage(t, model.Admin, 60, 20)
		s.press(key)
		s.see(whole)
	}
}
