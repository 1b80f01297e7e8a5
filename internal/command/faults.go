package command

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"porthole/internal/model"
	"porthole/internal/store"
)

// usageError is a fault in what was typed: exit code 2.
type usageError struct{ *model.Fault }

// Unwrap lets the catalogue find the fault.
func (e usageError) Unwrap() error { return e.Fault }

// usage makes a usageError. Its arguments are cleaned: they may be whatever
// somebody typed.
func usage(key string, args ...any) error {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = model.Line(text, model.NameCells).String()
		}
	}
	return usageError{model.NewFault(key, args...)}
}

// asUsage makes a usageError of a Fault in what was typed.
func asUsage(err error) error {
	var fault *model.Fault
	if errors.As(err, &fault) {
		return usageError{fault}
	}
	return err
}

// unlisted is a usageError for what is none of a list, with the whole of it.
func unlisted[T ~string](key, typed string, list []T) error {
	return usageError{model.NewFault(key, cleaned(typed), names(list))}
}

// notFound are the faults that end with exit code 3.
var notFound = []error{
	model.ErrNotFound, model.ErrUnknownPartner, model.ErrUnknownAccount, model.NewFault("error.unknown_key"), store.ErrNoKey,
	model.NewFault("error.event.unknown"), model.NewFault("error.note.unknown"), model.NewFault("error.invite.unknown"), model.NewFault("error.link.unknown"),
	model.NewFault("error.mail.unknown"),
}

// naming tells by its name what the store did not find.
func naming(err error, name string) error {
	for _, kind := range []*model.Fault{model.ErrUnknownPartner, model.ErrUnknownAccount} {
		if errors.Is(err, kind) {
			return model.NewFault(kind.Key, cleaned(name))
		}
	}
	return err
}

// unknownAs is the Fault of key for what the store did not find.
func unknownAs(err error, key string, args ...any) error {
	if errors.Is(err, model.ErrNotFound) {
		return model.NewFault(key, args...)
	}
	return err
}

// errRefused ends a command that has already said what it could not do.
var errRefused = errors.New("some of it was refused")

// fail tells the reader what went wrong and gives the exit code.
func (s *session) fail(ctx context.Context, err error) int {
	var output *outputError
	var look *previewed
	switch {
	case err == nil:
		return ExitDone
	case errors.As(err, &look):
		return look.exit
	case errors.As(err, &output) || errors.Is(err, errRefused):
		return ExitFailed
	}
	message, hint, known := s.Words.Explain(err)
	switch {
	case known:
		s.complain(message, hint)
		return exitOf(err)
	case errors.Is(err, store.ErrClosed):
		s.complain(s.Words.Say("command.closed"), "")
		return ExitFailed
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		s.complain(s.Words.Say("command.interrupted"), "")
		return ExitFailed
	default:
		return s.ours(ctx, "a command failed", "error", err)
	}
}

func exitOf(err error) int {
	if errors.Is(err, model.ErrDone) {
		return ExitDone
	}
	var wrong usageError
	if errors.As(err, &wrong) {
		return ExitUsage
	}
	if slices.ContainsFunc(notFound, func(kind error) bool { return errors.Is(err, kind) }) {
		return ExitNotFound
	}
	return ExitFailed
}

// ours is for what is not the reader's doing: they get an id, and the log has
// the rest under the same id.
func (s *session) ours(ctx context.Context, what string, attributes ...any) int {
	id := newID()
	s.Log.ErrorContext(ctx, what, append([]any{
		"id", id, "account", s.Principal.Account, "command", fmt.Sprintf("%q", s.args),
	}, attributes...)...)
	s.complain(s.Words.Say("command.ours", id), s.Words.Say("command.ours.hint", s.contact(ctx)))
	return ExitFailed
}

func (s *session) panicked(caught any) int {
	return s.ours(context.Background(), "a command panicked", "panic", fmt.Sprint(caught), "stack", string(debug.Stack()))
}

func newID() string {
	var id [4]byte
	_, _ = rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}

// complain writes an error and its hint to standard error. There is nobody to
// tell when that fails too.
func (s *session) complain(message, hint string) {
	if s.json {
		_ = writeJSON(s.err.data(), object{{"error", object{{"message", message}, {"hint", known(hint)}}}}, false)
		return
	}
	_ = s.err.line(message)
	if hint != "" {
		_ = s.err.line(hint)
	}
}

// contact is whom to ask: the forwarder, as far as the store knows it.
func (s *session) contact(ctx context.Context) string {
	forwarder, err := s.Store.Directory().Forwarder(ctx)
	if err != nil {
		return ""
	}
	return forwarder.Contact()
}

// guestFault is all that a guest gets, whatever they typed.
func (s *session) guestFault(ctx context.Context) error {
	return model.NewFault("error.guest", s.contact(ctx))
}

// unknown is the error for words that name no command in the principal's own
// tree; nil when they do.
func (s *session) unknown(root *cobra.Command) error {
	found, rest, err := root.Find(s.args)
	if err != nil {
		return usage("error.usage.command", strings.Join(s.args, " "))
	}
	if !found.HasSubCommands() || takesArguments(found) {
		return nil
	}
	words := arguments(found.Flags(), gather(found.Flags(), rest))
	if len(words) == 0 {
		return nil
	}
	path := strings.TrimSpace(found.CommandPath() + " " + words[0])
	if meant := suggest(found, words[0]); meant != "" {
		return usage("error.usage.command_close", path, meant)
	}
	return usage("error.usage.command", path)
}

// suggest is the command of the tree that was probably meant: one that is a
// letter off before one that is two, and of those the one nearest in length.
func suggest(parent *cobra.Command, typed string) string {
	const longest = 32
	if len(typed) > longest {
		return ""
	}
	meant, off := "", longest
	for letters := 1; letters <= 2 && meant == ""; letters++ {
		parent.SuggestionsMinimumDistance = letters
		for _, name := range parent.SuggestionsFor(typed) {
			if by := max(len(name)-len(typed), len(typed)-len(name)); name != "help" && by < off {
				meant, off = name, by
			}
		}
	}
	if meant == "" {
		return ""
	}
	return strings.TrimSpace(parent.CommandPath() + " " + meant)
}

// flagFault says in the reader's words what the flag parser found.
func (s *session) flagFault(cmd *cobra.Command, err error) error {
	path := strings.TrimSpace(cmd.CommandPath())
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown) && path == "":
		return usage("error.usage.command", dashed(unknown))
	case errors.As(err, &unknown):
		if meant := flagMeant(cmd.Flags(), unknown.GetSpecifiedName()); meant != "" {
			return usage("error.usage.flag_close", dashed(unknown), path, meant)
		}
		return usage("error.usage.flag", dashed(unknown), path)
	case errors.As(err, &missing):
		return usage("error.usage.flag_value", "--"+missing.GetFlag().Name, path)
	case errors.As(err, &invalid):
		return usage("error.usage.flag_invalid", invalid.GetValue(), "--"+invalid.GetFlag().Name, path)
	default:
		return usage("error.usage.syntax", path)
	}
}

// flagMeant is the flag that was probably meant: one that is nearly the same, or
// begins like it.
func flagMeant(flags *pflag.FlagSet, typed string) string {
	near := &cobra.Command{SuggestionsMinimumDistance: 2}
	flags.VisitAll(func(f *pflag.Flag) {
		near.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	if meant := suggest(near, typed); meant != "" {
		return "--" + meant
	}
	return ""
}

// dashed is an unknown flag as it was typed.
func dashed(e *pflag.NotExistError) string {
	if short := e.GetSpecifiedShortnames(); short != "" {
		return "-" + short
	}
	return "--" + e.GetSpecifiedName()
}

// exactly is for a command with as many arguments as its usage line names.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > len(names) {
			return usage("error.usage.too_many", args[len(names)], cmd.CommandPath())
		}
		return from(names...)(cmd, args)
	}
}

// from is for a command whose arguments after the named ones belong to a text:
// a shell at the other end of ssh has taken the quotes away.
func from(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < len(names) {
			return usage("error.usage.missing", names[len(args)], cmd.CommandPath())
		}
		return nil
	}
}
