package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// answer is what a server does with the keys that were typed.
type answer func(to io.Writer, keys []byte) error

func answerOf(kind, frame string) (answer, error) {
	switch kind {
	case "echo":
		return echo, nil
	case "repaint":
		return repaint(frame)
	}
	return nil, fmt.Errorf("%q is neither echo nor repaint", kind)
}

func echo(to io.Writer, keys []byte) error {
	_, err := to.Write(keys)
	return err //nolint:wrapcheck // it only ends the session
}

// repaint writes a whole screen for each key.
func repaint(path string) (answer, error) {
	screen := plain()
	if path != "" {
		var err error
		if screen, err = os.ReadFile(path); err != nil {
			return nil, fmt.Errorf("reading the frame: %w", err)
		}
	}
	return func(to io.Writer, keys []byte) error {
		_, err := to.Write(bytes.Repeat(screen, len(keys)))
		return err //nolint:wrapcheck // it only ends the session
	}, nil
}

// plain is a screen of 80×24 full of letters, without a single colour.
func plain() []byte {
	screen := []byte("\x1b[H")
	for row := range 24 {
		screen = append(screen, bytes.Repeat([]byte{byte('a' + row)}, 80)...)
	}
	return screen
}
