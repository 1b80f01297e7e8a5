// Package words is the catalogue: every sentence that a person reads, once per
// language. Rules and screens name a sentence by its key; here it gets its
// words. A test fails when a language misses a key, when a key is used that no
// language has, and when a screen carries a sentence of its own.
//
// An entry may hold {1}, {2} … for its arguments, and two forms divided by
// " || " of which the first is for exactly one (by the first argument). A part
// in ⟨ and ⟩ is left out when an argument in it is empty.
package words

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Language is a language that Porthole speaks, as its ISO 639-1 code.
type Language string

// The languages.
const (
	English    Language = "en"
	Vietnamese Language = "vi"
)

// Languages lists them, the fallback first.
func Languages() []Language { return []Language{English, Vietnamese} }

// entries maps keys to sentences.
type entries map[string]string

// Each language is one file, for whoever translates. In it stands a sentence for
// each key, behind " = "; a line that begins with "  | " goes on with the sentence on
// a new line of it, and one that begins with # says what the sentences are for.
//
//go:embed en.txt vi.txt
var files embed.FS

var catalogues = map[Language]entries{English: read("en.txt"), Vietnamese: read("vi.txt")}

// read reads a language. What is wrong in it is a mistake of who wrote it.
func read(name string) entries {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	all, last := entries{}, ""
	for number, line := range strings.Split(string(text), "\n") {
		if more, goesOn := strings.CutPrefix(line, "  | "); goesOn && last != "" {
			all[last] += "\n" + more
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		key, sentence, found := strings.Cut(line, " = ")
		if _, twice := all[key]; !found || twice {
			panic(fmt.Sprintf("%s:%d: is no sentence, or its key is there before: %s", name, number+1, line))
		}
		all[key], last = sentence, key
	}
	return all
}

// Catalogue speaks one language. It is a small value, made once per session
// and shared freely; it implements [model.Speaker].
type Catalogue struct {
	language Language
	zone     *time.Location
	staff    bool // it speaks to the forwarder's own people
	ascii    bool // the reader's terminal shows nothing else
	screen   bool // the reader is at a screen and types no options
}

// In is the catalogue of a language, with times of the forwarder in zone (nil:
// UTC). A language that Porthole does not speak is English.
func In(language Language, zone *time.Location) Catalogue {
	if _, ok := catalogues[language]; !ok {
		language = English
	}
	return Catalogue{language: language, zone: cmp.Or(zone, time.UTC)}
}

// Language is the language spoken.
func (c Catalogue) Language() Language { return c.language }

// Zone is the zone of the forwarder.
func (c Catalogue) Zone() *time.Location { return c.zone }

// Speaking is the catalogue of another language, for the same reader.
func (c Catalogue) Speaking(language Language) Catalogue {
	c.language = In(language, nil).language
	return c
}

// Other is the next language, for the same reader.
func (c Catalogue) Other() Catalogue {
	languages := Languages()
	c.language = languages[(slices.Index(languages, c.language)+1)%len(languages)]
	return c
}

// OnScreen speaks to somebody at a screen: where a sentence advises options of a
// command, the entry that ends in ".at_screen" says what is to be done there.
func (c Catalogue) OnScreen() Catalogue {
	c.screen = true
	return c
}

// Say is the sentence under key with args filled in. A key that is missing is
// shown as itself: seen at once, and never a reason to fail.
func (c Catalogue) Say(key string, args ...any) string {
	sentence, ok := catalogues[c.language][key]
	if !ok {
		return key
	}
	if c.screen && c.Has(key+".at_screen") {
		sentence = catalogues[c.language][key+".at_screen"]
	}
	if one, many, both := strings.Cut(sentence, " || "); both {
		sentence = many
		if len(args) > 0 && plainly(args[0]) == "1" {
			sentence = one
		}
	}
	if len(args) == 0 || !strings.Contains(sentence, "{") {
		return sentence
	}
	return strings.TrimSpace(c.fillIn(chooseOptional(sentence, args), args))
}

// Has says whether the catalogue has the key.
func (c Catalogue) Has(key string) bool {
	_, ok := catalogues[c.language][key]
	return ok
}

// ForTag is the language that a tag such as `vi_VN.UTF-8` asks for; false for
// none of ours.
func ForTag(tag string) (Language, bool) {
	code, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "_")
	code, _, _ = strings.Cut(code, "-")
	code, _, _ = strings.Cut(code, ".")
	language := Language(code)
	_, ok := catalogues[language]
	return language, ok
}

// Choose decides the language: what the account chose, else what the client's
// environment asks for (LC_ALL before LC_MESSAGES before LANG), else the forwarder's usual
// one, else English.
func Choose(account string, environ []string, usual string) Language {
	if language, ok := ForTag(account); ok {
		return language
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		for _, variable := range environ {
			if value, found := strings.CutPrefix(variable, name+"="); found && value != "" {
				if language, ok := ForTag(value); ok {
					return language
				}
			}
		}
	}
	if language, ok := ForTag(usual); ok {
		return language
	}
	return English
}
