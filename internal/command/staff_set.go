package command

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// shipmentSet corrects what a shipment is, field by field.
func (s *session) shipmentSet() *cobra.Command {
	var reason reasonFlags
	var yes bool
	run := func(ctx context.Context, args []string) error {
		changes, err := readChanges(args[1:], desk.FieldNames())
		if err != nil {
			return err
		}
		why, err := reason.read()
		if err != nil {
			return err
		}
		return s.setFacts(ctx, args[0], changes, why, yes)
	}
	cmd := command("set REF FIELD=VALUE …", from("REF", "FIELD=VALUE"), run)
	s.reasonFlags(cmd, &reason, "command.flag.reason_set", 2)
	s.publishFlags(cmd, nil, &yes)
	return cmd
}

// setFacts changes the fields. Customers see facts at once, so what the lint
// asks comes first here too.
func (s *session) setFacts(
	ctx context.Context, typed string, changes map[string]string, reason model.Reason, yes bool,
) error {
	d, record, err := s.onDesk(ctx, typed)
	if err != nil {
		return err
	}
	ref := record.Ref.String()
	would, err := d.ProposeFacts(ctx, ref, changes, reason)
	if err := s.confirmProposal(ctx, would, err, yes); err != nil {
		return naming(err, changes["partner"])
	}
	changed, err := d.SetFacts(ctx, ref, changes, reason)
	document := object{{"ref", ref}, {"changed", append([]string{}, changed...)}}
	switch {
	case err != nil:
		return naming(err, changes["partner"])
	case len(changed) == 0:
		return s.done(document, "command.shipment_set.same", ref)
	default:
		return s.published(document, "command.shipment_set.done", would, ref, strings.Join(changed, ", "))
	}
}

// assignment is what looks like FIELD=VALUE, whether or not there is such a
// field: a slip in a name must not become a part of the value before it. A name
// may have the part of the record before it: references.hbl.
var assignment = regexp.MustCompile(`^([A-Za-z_.]+)=`)

// readChanges reads `FIELD=VALUE …`. Words that are none belong to the value
// before them: a shell at the other end of ssh has taken the quotes.
func readChanges(args, fields []string) (map[string]string, error) {
	changes := map[string]string{}
	last := ""
	for _, arg := range args {
		match := assignment.FindStringSubmatch(arg)
		if match == nil && last != "" {
			changes[last] += " " + arg
			continue
		}
		name := cleaned(arg)
		if match != nil {
			name = strings.ToLower(match[1][strings.LastIndexByte(match[1], '.')+1:])
		}
		if match == nil || !slices.Contains(fields, name) {
			return nil, unlisted("error.usage.field", name, fields)
		}
		if _, twice := changes[name]; twice {
			return nil, usage("error.usage.twice", name)
		}
		last = name
		changes[name] = arg[len(match[0]):]
	}
	return changes, nil
}
