package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// entry is a command of the tree: its words, the act that it is, and how it is
// made. What is not somebody's to do does not exist for them: it is not in their
// tree, their help and their suggestions.
type entry struct {
	path string
	act  model.Act
	make func(*session) *cobra.Command
}

// entries are all commands. A command that others stand under comes before
// them.
func entries() []entry {
	return []entry{
		{"shipments", model.ActOwn, (*session).shipments},
		{"shipment", model.ActView, (*session).shipment},
		{"watch", model.ActView, (*session).watch},
		{"ics", model.ActView, (*session).ics},
		{"whoami", model.ActView, (*session).whoami},
		{"keys", model.ActOwn, (*session).keys},
		{"key add", model.ActOwn, (*session).keyAdd},
		{"key remove", model.ActOwn, (*session).keyRemove},
		{"notices", model.ActNotices, (*session).notices},
		{"desk", model.ActDesk, (*session).deskList},
		{"freshness", model.ActDesk, (*session).freshness},
		{"events", model.ActDesk, (*session).events},
		{"event post", model.ActEvents, (*session).eventPost},
		{"event hold", model.ActWithdraw, (*session).eventHold},
		{"event publish", model.ActEvents, (*session).eventPublish},
		{"event reason", model.ActEvents, (*session).eventReason},
		{"event withdraw", model.ActWithdraw, (*session).eventWithdraw},
		{"reschedule", model.ActEvents, (*session).reschedule},
		{"voyage depart", model.ActShipments, (*session).voyageDepart},
		{"voyage arrive", model.ActShipments, (*session).voyageArrive},
		{"notes", model.ActDesk, (*session).notes},
		{"note add", model.ActEvents, (*session).noteAdd},
		{"note publish", model.ActEvents, (*session).notePublish},
		{"note withdraw", model.ActWithdraw, (*session).noteWithdraw},
		{"shipment set", model.ActShipments, (*session).shipmentSet},
		{"leg add", model.ActShipments, (*session).legAdd},
		{"leg set", model.ActShipments, (*session).legSet},
		{"leg remove", model.ActShipments, (*session).legRemove},
		{"import", model.ActShipments, (*session).importFile},
		{"mappings", model.ActSources, (*session).mappings},
		{"mapping remove", model.ActSources, (*session).mappingRemove},
		{"partners", model.ActDesk, (*session).partners},
		{"partner add", model.ActCustomers, (*session).partnerAdd},
		{"accounts", model.ActDesk, (*session).accounts},
		{"account add", model.ActCustomers, (*session).accountAdd},
		{"account move", model.ActCustomers, (*session).accountMove},
		{"account disable", model.ActCustomers, (*session).accountDisable},
		{"account enable", model.ActCustomers, (*session).accountEnable},
		{"invite", model.ActCustomers, (*session).invite},
		{"invite revoke", model.ActCustomers, (*session).inviteRevoke},
		{"invites", model.ActCustomers, (*session).invites},
		{"link create", model.ActCodes, (*session).linkCreate},
		{"link renew", model.ActCodes, (*session).linkRenew},
		{"link revoke", model.ActRevoke, (*session).linkRevoke},
		{"links", model.ActDesk, (*session).links},
		{"preview", model.ActInspect, (*session).preview},
		{"doctor", model.ActInspect, (*session).doctor},
		{"review", model.ActReview, (*session).review},
		{"reviews", model.ActReview, (*session).reviews},
		{"check isolation", model.ActAudit, (*session).checkIsolation},
		{"audit", model.ActAudit, (*session).audit},
		{"audit verify", model.ActAudit, (*session).auditVerify},
		{"verify", model.ActAudit, (*session).verify},
		{"portal", model.ActDesk, (*session).portal},
		{"portal pause", model.ActPause, (*session).portalPause},
		{"portal resume", model.ActPause, (*session).portalResume},
		{"backup", model.ActKeep, (*session).backup},
		{"outbox", model.ActDesk, (*session).outbox},
		{"outbox retry", model.ActMail, (*session).outboxRetry},
		{"outbox drop", model.ActMail, (*session).outboxDrop},
		{"mail list", model.ActDesk, (*session).mailList},
		{"mail resend", model.ActMail, (*session).mailResend},
		{"mail notices", model.ActMail, (*session).mailNotices},
		{"carriers", model.ActDesk, (*session).carriers},
		{"carrier set", model.ActSources, (*session).carrierSet},
		{"settings", model.ActDesk, (*session).settings},
		{"settings set", model.ActSettings, (*session).settingsSet},
	}
}

// factless are the commands that print no facts. All others have --json, as their last
// flag where they do not say another place themselves.
var factless = []string{
	"ics", "key remove", "note withdraw", "mapping remove", "account move", "account disable", "account enable", "invite revoke", "link revoke",
	"preview", "portal pause", "portal resume", "backup", "outbox retry", "outbox drop",
}

// lookable are the commands of customers that change nothing when they are only
// asked, and so all that a preview may run. What is not listed is refused.
var lookable = []string{"shipments", "shipment", "watch", "ics", "whoami", "keys", "notices"}

// may says that the principal may do the act.
func (s *session) may(a model.Act) bool {
	p := s.Principal
	return (p.IsStaff() || p.IsPortal() || p.IsHolder()) && p.Role.May(a)
}

// tree is the principal's own tree.
func (s *session) tree() *cobra.Command {
	root := &cobra.Command{
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs, // seen to by unknown
		RunE:              func(cmd *cobra.Command, _ []string) error { return s.help(cmd) },
	}
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetIn(s.In)
	root.SetFlagErrorFunc(s.flagFault)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { _ = s.help(cmd) })
	root.SetHelpCommand(s.helpCommand())
	root.PersistentFlags().BoolP("help", "h", false, s.Words.Say("command.flag.help"))
	id := root.PersistentFlags().String("id", "", "") // for scripts, see docs/json.md
	_ = root.PersistentFlags().MarkHidden("id")
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) { cmd.SetContext(model.Once(cmd.Context(), *id)) }
	root.Flags().SortFlags, root.PersistentFlags().SortFlags = false, false
	for _, e := range entries() {
		if s.may(e.act) {
			s.attach(root, e)
		}
	}
	root.InitDefaultHelpCmd()
	return root
}

// attach hangs a command into the tree, under a group where its path has two
// words.
func (s *session) attach(root *cobra.Command, e entry) {
	parent := root
	if group, _, grouped := strings.Cut(e.path, " "); grouped {
		parent = child(root, group)
		if parent == nil {
			parent = s.group(group)
			root.AddCommand(parent)
		}
	}
	cmd := e.make(s)
	if cmd.Flags().Lookup("json") == nil && !slices.Contains(factless, e.path) {
		s.jsonFlag(cmd)
	}
	if s.Principal.Previewer != "" && !slices.Contains(lookable, e.path) {
		refuse(cmd)
	}
	parent.AddCommand(cmd)
}

// child is the direct child of a name; nil when there is none.
func child(parent *cobra.Command, name string) *cobra.Command {
	for _, cmd := range parent.Commands() {
		if cmd.Name() == name {
			return cmd
		}
	}
	return nil
}

// takesArguments tells a command whose first word may be an argument, such as
// the shipment's number, from one under which only other commands stand.
func takesArguments(cmd *cobra.Command) bool { return len(strings.Fields(cmd.Use)) > 1 }

// group is a command that only holds others.
func (s *session) group(name string) *cobra.Command {
	return &cobra.Command{
		Use: name,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usage("error.usage.subcommand", cmd.CommandPath())
		},
	}
}

// command is one that does something. Usage is its line in the help, such as
// `shipment REF`; its words are in the catalogue under `command.` and its path.
func command(usage string, args cobra.PositionalArgs, run func(ctx context.Context, args []string) error) *cobra.Command {
	cmd := &cobra.Command{
		Use:  usage,
		Args: args,
		RunE: func(cmd *cobra.Command, args []string) error { return run(cmd.Context(), args) },
	}
	cmd.Flags().SortFlags = false
	return cmd
}

// wordsKey is where the words of a command are in the catalogue.
func wordsKey(cmd *cobra.Command) string { return keyOf(strings.TrimSpace(cmd.CommandPath())) }

func keyOf(path string) string {
	if path == "" {
		return "command.root"
	}
	return "command." + strings.ReplaceAll(path, " ", "_")
}
