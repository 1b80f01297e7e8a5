package words

import (
	"strings"

	"porthole/internal/model"
)

// At is the catalogue for a reader whose terminal has that environment: where its
// locale is not one of UTF-8, what is shown is to be spelt in ASCII.
func (c Catalogue) At(environ []string) Catalogue {
	c.ascii = !speaksUTF8(environ)
	return c
}

// speaksUTF8 reports whether the locale of an environment shows all characters.
// Clients that say nothing of their locale do.
func speaksUTF8(environ []string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		for _, variable := range environ {
			if value, found := strings.CutPrefix(variable, name+"="); found && value != "" {
				value = strings.ToLower(value)
				return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
			}
		}
	}
	return true
}

// ASCII says that the reader's terminal shows ASCII only.
func (c Catalogue) ASCII() bool { return c.ascii }

// Spell is text as the reader's terminal can show it, cell for cell.
func (c Catalogue) Spell(text string) string {
	if !c.ascii {
		return text
	}
	return model.ASCII(text)
}

// keyWords are the keys that have a sign of their own, in words.
var keyWords = strings.NewReplacer("↵", "enter", "↑↓", "up/down", "←→", "left/right", "↑", "up", "↓", "down", "←", "left", "→", "right")

// Key is how a key is written: in words where its sign cannot be shown.
func (c Catalogue) Key(label string) string {
	if !c.ascii {
		return label
	}
	return keyWords.Replace(label)
}
