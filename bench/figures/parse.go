package figures

import (
	"encoding/json"
	"fmt"
)

// Parse reads a report.
func Parse(line []byte) (r Report, err error) {
	if err := json.Unmarshal(line, &r); err != nil {
		return r, fmt.Errorf("reading a report: %w", err)
	}
	return r, nil
}
