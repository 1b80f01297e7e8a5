package model

import "testing"

func TestWhatLeadsToTheForwarder(t *testing.T) {
	for phone, want := range map[string]string{
		"+84 28 3820 0000": "tel:+842838200000", "(028) 3820-0000": "tel:02838200000",
		"028 3820 0000 / 0001": "", "3820 0000 ext. 12": "", "+": "",
	} {
		got := ""
		for _, pair := range (Forwarder{Phone: Line(phone, 40)}).Links() {
			got = pair[1]
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", phone, got, want)
		}
	}
	mail := Forwarder{Mail: Line("a?cc=b@x.example, c", 40)}.Links()
	if len(mail) != 1 || mail[0][1] != "mailto:a%3Fcc=b@x.example%2C%20c" {
		t.Errorf("mail leads to %q", mail)
	}
}
