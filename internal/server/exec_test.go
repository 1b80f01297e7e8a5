package server

import (
	"strings"
	"testing"
)

func TestCommands(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	if out, _, status := client.Run(`echo 'a b' "c d" e\ f`); out != "a b|c d|e f\n" || status != 0 {
		t.Errorf("quoting: %q %d", out, status)
	}
	if _, _, status := client.Run("nonsense"); status != 2 {
		t.Errorf("an unknown command exits with %d", status)
	}
	if _, message, status := client.Run(`echo "open`); status != 2 || !strings.Contains(message, "never closed") {
		t.Errorf("an open quote: %q %d", message, status)
	}
	if out, message, status := client.Run("cat", "some\ninput"); out != "some\ninput" || message != "10 <nil>\n" || status != 0 {
		t.Errorf("input: %q %q %d", out, message, status)
	}
}
