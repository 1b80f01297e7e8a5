package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// Who a command is for. What is not somebody's does not exist for them: it is
// not in their tree, their help and their suggestions.
var (
	everyone  = []model.Role{model.Portal, model.Operations, model.CS, model.Manager, model.Admin}
	anybody   = append([]model.Role{model.Holder}, everyone...)
	staff     = []model.Role{model.Operations, model.CS, model.Manager, model.Admin}
	customers = []model.Role{model.Portal}
	editors   = []model.Role{model.Operations, model.Admin}
	overseer  = []model.Role{model.Operations, model.Manager, model.Admin}
	managers  = []model.Role{model.Manager, model.Admin}
	admins    = []model.Role{model.Admin}
)

// entry is a command of the tree: its words, who has it, and how it is made.
type entry struct {
	path string
	who  []model.Role
	make func(*session) *cobra.Command
}

// entries are all commands. A command that others stand under comes before
// them.
func entries() []entry {
	return []entry{
		{"shipments", everyone, (*session).shipments},
		{"shipment", anybody, (*session).shipment},
		{"watch", anybody, (*session).watch},
		{"ics", anybody, (*session).ics},
		{"whoami", anybody, (*session).whoami},
		{"keys", everyone, (*session).keys},
		{"key add", everyone, (*session).keyAdd},
		{"key remove", everyone, (*session).keyRemove},
		{"notices", customers, (*session).notices},
		{"desk", overseer, (*session).deskList},
		{"freshness", overseer, (*session).freshness},
		{"events", overseer, (*session).events},
		{"event post", editors, (*session).eventPost},
		{"event hold", overseer, (*session).eventHold},
		{"event publish", editors, (*session).eventPublish},
		{"event reason", editors, (*session).eventReason},
		{"event withdraw", overseer, (*session).eventWithdraw},
		{"reschedule", editors, (*session).reschedule},
		{"voyage depart", editors, (*session).voyageDepart},
		{"voyage arrive", editors, (*session).voyageArrive},
		{"notes", overseer, (*session).notes},
		{"note add", editors, (*session).noteAdd},
		{"note publish", editors, (*session).notePublish},
		{"note withdraw", overseer, (*session).noteWithdraw},
		{"shipment set", editors, (*session).shipmentSet},
		{"leg add", editors, (*session).legAdd},
		{"leg set", editors, (*session).legSet},
		{"leg remove", editors, (*session).legRemove},
		{"import", editors, (*session).importFile},
		{"mappings", editors, (*session).mappings},
		{"mapping remove", editors, (*session).mappingRemove},
		{"partners", overseer, (*session).partners},
		{"partner add", editors, (*session).partnerAdd},
		{"accounts", overseer, (*session).accounts},
		{"account add", editors, (*session).accountAdd},
		{"account move", editors, (*session).accountMove},
		{"account disable", editors, (*session).accountDisable},
		{"account enable", editors, (*session).accountEnable},
		{"invite", editors, (*session).invite},
		{"invite revoke", editors, (*session).inviteRevoke},
		{"invites", editors, (*session).invites},
		{"link create", editors, (*session).linkCreate},
		{"link renew", editors, (*session).linkRenew},
		{"link revoke", overseer, (*session).linkRevoke},
		{"links", overseer, (*session).links},
		{"preview", staff, (*session).preview},
		{"doctor", staff, (*session).doctor},
		{"review", managers, (*session).review},
		{"reviews", managers, (*session).reviews},
		{"check isolation", managers, (*session).checkIsolation},
		{"audit", managers, (*session).audit},
		{"audit verify", managers, (*session).auditVerify},
		{"verify", managers, (*session).verify},
		{"backup", admins, (*session).backup},
		{"outbox", overseer, (*session).outbox},
		{"outbox retry", editors, (*session).outboxRetry},
		{"outbox drop", editors, (*session).outboxDrop},
		{"mail resend", editors, (*session).mailResend},
		{"carriers", overseer, (*session).carriers},
		{"carrier set", editors, (*session).carrierSet},
		{"settings", overseer, (*session).settings},
		{"settings set", admins, (*session).settingsSet},
	}
}

// lookable are the commands of customers that change nothing when they are only
// asked, and so all that a preview may run. What is not listed is refused.
var lookable = []string{"shipments", "shipment", "watch", "ics", "whoami", "keys", "notices"}

// may says whether the principal's role is among those of a command.
func (s *session) may(who []model.Role) bool {
	p := s.Principal
	return (p.IsStaff() || p.IsPortal() || p.IsHolder()) && slices.Contains(who, p.Role)
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
	root.Flags().SortFlags, root.PersistentFlags().SortFlags = false, false
	for _, e := range entries() {
		if s.may(e.who) {
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
func wordsKey(cmd *cobra.Command) string {
	path := strings.TrimSpace(cmd.CommandPath())
	if path == "" {
		return "command.root"
	}
	return "command." + strings.ReplaceAll(path, " ", "_")
}
