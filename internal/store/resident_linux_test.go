package store

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"porthole/internal/model"
)

// mapped is how much of the store's file counts as this process's memory, in
// KiB.
func mapped(t *testing.T, h *house) (size int) {
	t.Helper()
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip("this system does not say what is mapped")
	}
	defer file.Close()
	ours := false
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) > 0 && !strings.HasSuffix(fields[0], ":"):
			ours = strings.HasSuffix(lines.Text(), h.file)
		case ours && len(fields) > 1 && fields[0] == "Rss:":
			var part int
			if _, err := fmt.Sscan(fields[1], &part); err != nil {
				t.Fatal(err)
			}
			size += part
		}
	}
	return size
}

// A long import does not make the process look as large as the file, and what
// is read afterwards is what was written.
func TestWritingMuchGivesMemoryBack(t *testing.T) {
	h := newHouse(t, "bulk")
	imported(t, h, 0, 200, "bulk")
	h.sound(t)
	if before := mapped(t, h); before < 500 {
		t.Fatalf("only %d KiB of the file are mapped, so that this shows nothing", before)
	}
	h.mostMapped = 1 << 20
	imported(t, h, 200, 201, "bulk")
	if after := mapped(t, h); after > 256 {
		t.Errorf("%d KiB of the file are left", after)
	}
	h.sound(t)
	if page := must(h.room("bulk").Page(ctx, model.Query{})); len(page.Rows) == 0 {
		t.Error("the list is empty")
	}
}
