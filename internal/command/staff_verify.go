package command

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/upkeep"
)

// verify checks everything that the store holds, says in words what is not as it
// should be, and what to do. What is made of the office's records can be made
// anew with it by an administrator.
func (s *session) verify() *cobra.Command {
	var mend bool
	cmd := command("verify", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) (err error) {
		v := verified{session: s}
		if v.Report, err = office.Verify(ctx); err != nil {
			return err
		}
		if mend && v.some(upkeep.Part.Derived) {
			if err := v.rebuild(ctx, office); err != nil {
				return err
			}
		}
		return v.report(ctx)
	}))
	if s.mayMend() {
		cmd.Flags().BoolVar(&mend, "mend", false, s.Words.Say("command.flag.mend"))
	}
	return cmd
}

// mayMend says that the principal has --mend. For others it does not exist.
func (s *session) mayMend() bool { return s.may(model.ActKeep) }

// verified is what was found, and whether something was done about it.
type verified struct {
	*session
	upkeep.Report
	mended bool
}

// some says that something was found in parts of a kind.
func (v *verified) some(kind func(upkeep.Part) bool) bool {
	return slices.ContainsFunc(v.Problems, func(p upkeep.Problem) bool { return kind(p.Part) })
}

func lost(p upkeep.Part) bool { return !p.Derived() }

// rebuild makes anew what can be, and looks again. An office that cannot be read
// has nothing to make it of: what was found then stands.
func (v *verified) rebuild(ctx context.Context, office *store.Office) error {
	err := office.Rebuild(ctx)
	if errors.Is(err, model.NewFault("error.store_damaged")) {
		if !v.some(lost) {
			v.Problems = append(v.Problems, upkeep.Problem{Part: upkeep.PartFile, Cause: "the office cannot be read"})
		}
		return nil
	}
	if err != nil {
		return err
	}
	v.mended = true
	v.Report, err = office.Verify(ctx)
	return err
}

// report writes what was found; it fails when something is not as it should be.
func (v *verified) report(ctx context.Context) error {
	for _, p := range v.Problems {
		v.Log.WarnContext(ctx, "verify", "part", p.Part, "cause", p.Cause)
	}
	return v.verdict(v.Sound(), v.document(), v.describe)
}

// describe writes it for a person.
func (v *verified) describe() error {
	lines := []string{v.wrap(v.Words.Say("command.verify.looked", v.Shipments, v.Rooms, v.Lines, v.Audit), "")}
	if v.Unsealed > 0 {
		lines = append(lines, v.wrap(v.Words.Say("command.verify.unsealed", v.Unsealed), ""))
	}
	if v.mended {
		lines = append(lines, v.wrap(v.Words.Say("command.verify.mended"), ""))
	}
	if v.Sound() {
		return v.lines(append(lines, "✓ "+v.Words.Say("command.verify.whole")))
	}
	findings := v.findings()
	lines = append(lines, v.Words.Say("command.verify.found", len(findings)+v.More))
	for _, sentence := range findings {
		lines = append(lines, "✗ "+v.wrap(sentence, "  "))
	}
	if v.More > 0 {
		lines = append(lines, "  "+v.Words.Say("command.verify.rest", v.More))
	}
	return v.lines(append(append(lines, ""), v.advice()...))
}

// advice is what to do. Its last line is there to be pasted: it is never broken.
func (v *verified) advice() []string {
	if v.some(lost) {
		return []string{v.wrap(v.Words.Say("command.verify.lost"), ""), "  porthole restore FILE --data DIR"}
	}
	return []string{v.wrap(v.Words.Say("command.verify.mend"), ""), "  " + v.mendLine()}
}

// findings are the sentences, each once: what is one thing for a person can be
// many lines in the file.
func (v *verified) findings() []string {
	var said []string
	for _, p := range v.Problems {
		if sentence := v.finding(p); !slices.Contains(said, sentence) {
			said = append(said, sentence)
		}
	}
	return said
}

func (v *verified) finding(p upkeep.Problem) string {
	return v.Words.Say("verify."+string(p.Part), cleaned(p.Subject))
}

// mendLine is the command that makes anew what can be, behind who has it when
// the reader has not.
func (v *verified) mendLine() string {
	line := v.Prefix + " verify --mend"
	if v.mayMend() {
		return line
	}
	return v.Words.Say("command.role."+string(model.Admin)) + ": " + line
}

type jsonVerified struct {
	Whole     bool          `json:"whole"`
	Shipments int           `json:"shipments"`
	Rooms     int           `json:"rooms"`
	Lines     int           `json:"lines"`
	Audit     uint64        `json:"audit"`
	Unsealed  int           `json:"unsealed"`
	Mended    bool          `json:"mended"`
	Findings  []jsonProblem `json:"findings"`
	More      int           `json:"more"`
}

// jsonProblem is one thing that was found. Mend is what makes it anew, behind
// what the reader types before a command; null for what needs a backup.
type jsonProblem struct {
	Part    string  `json:"part"`
	Subject *string `json:"subject"`
	Finding string  `json:"finding"`
	Cause   string  `json:"cause"`
	Mend    *string `json:"mend"`
}

func (v *verified) document() jsonVerified {
	mend := ""
	if !v.some(lost) {
		mend = "verify --mend"
	}
	return jsonVerified{
		Whole: v.Sound(), Shipments: v.Shipments, Rooms: v.Rooms, Lines: v.Lines, Audit: v.Audit, Unsealed: v.Unsealed, Mended: v.mended, More: v.More,
		Findings: each(v.Problems, func(p upkeep.Problem) jsonProblem {
			return jsonProblem{string(p.Part), known(cleaned(p.Subject)), v.finding(p), cleaned(p.Cause), known(mend)}
		}),
	}
}
