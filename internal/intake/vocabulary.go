package intake

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"porthole/internal/model"
)

//go:embed headings.txt
var headingsText string

// claim is the column that a name stands for. open says that the name leaves
// something open, as headings.txt explains.
type claim struct {
	column column
	open   bool
}

// sense is what a word beside the name of a column does to it, or a zone.
type sense string

// The senses, by the names of their blocks in headings.txt.
const (
	senseActual  sense = "actual"
	sensePlanned sense = "planned"
	sensePlain   sense = "plain"
	senseCode    sense = "code"
	senseTotal   sense = "total"
	senseType    sense = "type"
	senseFeeder  sense = "feeder"
	senseMother  sense = "mother"
	senseTime    sense = "time"
	senseOther   sense = "other"
)

var senses = []sense{senseActual, sensePlanned, sensePlain, senseCode, senseTotal, senseType, senseFeeder, senseMother, senseTime, senseOther}

// vocabulary is the table of headings, by folded text.
type vocabulary struct {
	names map[string]claim
	words map[string]sense
}

// headingWords is the vocabulary, which is read once.
var headingWords = sync.OnceValue(func() vocabulary {
	v := vocabulary{names: map[string]claim{}, words: map[string]sense{}}
	for _, b := range headingBlocks(headingsText) {
		for _, text := range b.texts {
			if b.sense != "" {
				v.words[model.Fold(text)] = b.sense
			} else {
				v.names[model.Fold(text)] = b.claim
			}
		}
	}
	return v
})

// headingBlock is a block of headings.txt: the names of a column, or words of one
// sense.
type headingBlock struct {
	claim claim
	sense sense
	texts []string
}

// headingBlocks takes headings.txt apart. A block that it does not understand
// would be a mistake of ours, and ends the program.
func headingBlocks(text string) []headingBlock {
	var blocks []headingBlock
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == ' ':
			b := &blocks[len(blocks)-1]
			for name := range strings.SplitSeq(line, "|") {
				b.texts = append(b.texts, strings.TrimSpace(name))
			}
		default:
			blocks = append(blocks, newHeadingBlock(line))
		}
	}
	return blocks
}

func newHeadingBlock(title string) headingBlock {
	if word := sense(strings.Trim(title, "()")); title[0] == '(' && (slices.Contains(senses, word) || zonePattern.MatchString(string(word))) {
		return headingBlock{sense: word}
	}
	name, open := strings.CutSuffix(title, "?")
	c := column(slices.Index(columns[:], name))
	if c < 0 {
		panic("headings.txt: no column " + title)
	}
	b := headingBlock{claim: claim{c, open}}
	if !open {
		b.texts = []string{name}
	}
	return b
}

// columnNamed is the column of which text is a whole name.
func columnNamed(text string) (claim, bool) {
	c, ok := headingWords().names[model.Fold(text)]
	return c, ok
}
