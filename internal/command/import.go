package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/intake"
	"porthole/internal/model"
	"porthole/internal/store"
)

// importFlags are what an import was asked to do.
type importFlags struct {
	format, shipment        string
	dryRun, publish, create bool
	zIsLocal                bool
	mapping                 mapFlags
	why                     reasonFlags
}

// importFile takes facts in: from standard input, or on the machine itself from
// a file of its disk.
func (s *session) importFile() *cobra.Command {
	var f importFlags
	cmd := command(s.importUsage(), from("FILE|-"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		if err := f.mapping.check(args[1:]); err != nil {
			return err
		}
		if _, err := f.why.read(); err != nil {
			return err
		}
		format, err := intake.ParseFormat(f.format)
		if err != nil {
			return asUsage(err)
		}
		f.format = format
		in, err := s.openImport(args[0])
		if err != nil {
			return err
		}
		defer in.Close() //nolint:errcheck // it was only read
		return s.takeIn(ctx, office, in, importName(args[0]), f)
	}))
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", s.Words.Say("command.flag.format"))
	flags.BoolVar(&f.dryRun, "dry-run", false, s.Words.Say("command.flag.dry_run"))
	flags.BoolVar(&f.publish, "publish", false, s.Words.Say("command.flag.publish"))
	flags.BoolVar(&f.create, "create-partners", false, s.Words.Say("command.flag.create_partners"))
	s.mapFlags(cmd, &f.mapping)
	flags.StringVar(&f.shipment, "shipment", "", s.Words.Say("command.flag.shipment"))
	flags.BoolVar(&f.zIsLocal, "z-is-local", false, s.Words.Say("command.flag.z_is_local"))
	s.reasonFlags(cmd, &f.why, "command.flag.reason_import", 1)
	return cmd
}

func (s *session) importUsage() string {
	if s.Local {
		return "import FILE|-"
	}
	return "import -"
}

// takeIn runs the import under a bar, and says what became of it.
func (s *session) takeIn(ctx context.Context, office *store.Office, in io.Reader, name string, f importFlags) error {
	typed, remembered, err := f.mapping.headings(ctx, office)
	if err != nil {
		return err
	}
	defer s.Frugal()()
	bar := s.progress()
	report, err := intake.Run(ctx, office, in, intake.Options{
		Format: f.format, Name: name, DryRun: f.dryRun, Publish: f.publish, CreatePartners: f.create, Shipment: f.shipment,
		Partner: f.mapping.partner, Map: typed, Remembered: remembered,
		Why:  model.Reason{Text: sentence(f.why.text), None: f.why.none},
		Zone: s.Words.Zone(), ZIsLocal: f.zIsLocal, Progress: bar.Show,
	})
	bar.Clear()
	if err != nil && !report.Stopped {
		return fmt.Errorf("importing: %w", err)
	}
	told := s.reportImport(report)
	if err != nil {
		return fmt.Errorf("importing: %w", err)
	}
	if !f.dryRun {
		if err := s.keepMapping(ctx, office, f, typed); err != nil {
			return err
		}
	}
	return told
}

// importName tells the intake what the file is called, which may say what is
// in it.
func importName(argument string) string {
	if argument == "-" {
		return ""
	}
	return filepath.Base(argument)
}

// openImport opens what is to be read. Over ssh a file name would mean the
// server's own disk, which is nobody's business.
func (s *session) openImport(argument string) (io.ReadCloser, error) {
	if argument == "-" {
		return io.NopCloser(s.In), nil
	}
	name := model.Line(argument, model.NameCells).String()
	if !s.Local {
		return nil, usageError{model.NewFault("error.command.file", name, s.Prefix)}
	}
	file, err := os.Open(argument)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, model.NewFault("error.command.no_file", name)
	case err != nil:
		return nil, model.NewFault("error.command.unreadable", name)
	}
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		_ = file.Close()
		return nil, model.NewFault("error.command.unreadable", name)
	}
	return file, nil
}

// reportImport says what became of the rows. Refused rows end in failure, but
// the good ones are in.
func (s *session) reportImport(r intake.Report) error {
	return s.verdict(r.OK(), r.Say(s.Words), func() error { return s.lines(s.describeImport(r)) })
}

// describeImport says to a person what became of the rows, and of a dry run how they
// were read.
func (s *session) describeImport(r intake.Report) []string {
	var lines []string
	for _, l := range slices.Concat(r.Summary(s.Words), r.Readings(s.Words), r.Problems(s.Words)) {
		indent := strings.Repeat(" ", l.Indent)
		lines = append(lines, indent+s.flow(l.Text, indent+"  "))
	}
	return lines
}

// flow breaks a sentence at the edge of a terminal; in a file it stays a line.
func (s *session) flow(text, indent string) string {
	if s.Width == 0 {
		return text
	}
	return s.wrap(text, indent)
}
