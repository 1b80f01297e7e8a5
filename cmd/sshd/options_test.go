package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The administrator's guide has every flag that the help has.
func TestTheGuideNamesEveryFlag(t *testing.T) {
	guide, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	var help bytes.Buffer
	if code := run(t.Context(), []string{"--help"}, nil, &help, &help); code != 0 {
		t.Fatalf("--help ends with %d: %s", code, &help)
	}
	flags := regexp.MustCompile(`(?m)^  (--[a-z-]+)`).FindAllStringSubmatch(help.String(), -1)
	if len(flags) < 20 {
		t.Fatalf("the help has %d flags:\n%s", len(flags), &help)
	}
	for _, flag := range flags {
		if !strings.Contains(string(guide), "`"+flag[1]+"`") {
			t.Errorf("docs/operations.md does not have %s", flag[1])
		}
	}
}
