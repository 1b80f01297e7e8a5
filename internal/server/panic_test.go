package server

import (
	"strings"
	"testing"
)

func TestAPanicInACommand(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	other := town.citizen("binh").Open()
	other.See("I am binh")
	_, message, status := client.Run("panic")
	if status != 1 || !strings.Contains(message, "went wrong on our side (") {
		t.Errorf("the person reads %q, %d", message, status)
	}
	id := message[strings.Index(message, "(")+1 : strings.Index(message, ")")]
	if !strings.Contains(town.log.String(), "id="+id) {
		t.Errorf("%s is not in the log", id)
	}
	other.Press("x")
	other.See("keys: x")
}

func TestAPanicInAScreen(t *testing.T) {
	town := openTown(t, Limits{})
	other := town.citizen("binh").Open()
	for _, key := range []string{"P", "C"} {
		client := town.citizen("anna" + strings.ToLower(key))
		anna, sibling := client.Open(), client.Open()
		anna.See("I am anna")
		sibling.See("I am anna")
		anna.Press(key)
		if status := anna.Ended(); status != 1 {
			t.Errorf("status %d", status)
		}
		if !strings.Contains(anna.Text(), "went wrong on our side (") {
			t.Errorf("the person reads\n%s", anna.Text())
		}
		sibling.Press("s")
		sibling.See("keys: s")
	}
	other.Press("x")
	other.See("keys: x")
}

func TestAFaultInsteadOfAScreen(t *testing.T) {
	town := openTown(t, Limits{})
	p := town.citizen("broken").Open()
	if status := p.Ended(); status != 1 || !strings.Contains(p.Text(), "never closed") {
		t.Errorf("%d\n%s", status, p.Text())
	}
}
