package list

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
)

// keeps says that what is searched for can be kept as a tab.
func (l *List) keeps() bool { return l.env.Keeper != nil && l.search.Text != "" && l.fault == nil }

// mine says that the tab that is shown is one of the person's own.
func (l *List) mine() bool { return l.at >= len(model.Tabs()) }

// changeSaved reads the person's own tabs, after a change; show is the one to go to.
func (l *List) changeSaved(show model.Text, change func() error) tea.Cmd {
	keeper, ctx := l.env.Keeper, l.env.Ctx
	if keeper == nil {
		return nil
	}
	return screen.AskFor(l.env, &l.keeping, func(context.Context) ([]model.SavedFilter, error) {
		err := change()
		filters, failed := keeper.Filters(ctx)
		return filters, errors.Join(err, failed)
	}, func(filters []model.SavedFilter, err error) tea.Cmd { return l.savedLoaded(show, filters, err) })
}

func (l *List) savedLoaded(show model.Text, filters []model.SavedFilter, err error) tea.Cmd {
	var fault *model.Fault
	if errors.As(err, &fault) {
		return func() tea.Msg { return session.Notice{Key: fault.Key, Args: fault.Args} }
	}
	if err != nil {
		return nil // then there are the usual tabs
	}
	l.saved = filters
	at := slices.IndexFunc(l.saved, func(f model.SavedFilter) bool { return f.Name == show })
	if at < 0 {
		l.at = min(l.at, len(l.tabs())-1)
		return nil
	}
	l.search.Set("")
	told := session.Notice{Key: "filter.kept", Args: []any{show}}
	return tea.Batch(l.show(len(model.Tabs())+at), func() tea.Msg { return told })
}

// nameKey takes the keys while a tab gets its name.
func (l *List) nameKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyFinish.Hit(msg):
		return l.keep()
	case keyCancel.Hit(msg):
		l.naming = false
		l.name.Set("")
	default:
		l.name.Key(msg)
	}
	return nil
}

// keep puts what is asked for among the tabs.
func (l *List) keep() tea.Cmd {
	f := model.SavedFilter{Name: model.Line(l.name.Text, model.SavedFilterCells), Line: l.line()}
	keeper, ctx := l.env.Keeper, l.env.Ctx
	l.naming = false
	l.name.Set("")
	return l.changeSaved(f.Name, func() error { return keeper.KeepFilter(ctx, f) })
}

// drop takes the tab that is shown away. What it asked for stays in the line, from
// where it can be kept again.
func (l *List) drop() tea.Cmd {
	gone := l.saved[l.at-len(model.Tabs())]
	keeper, ctx := l.env.Keeper, l.env.Ctx
	l.search.Set(l.line())
	l.at, l.saved = 0, model.WithoutFilter(l.saved, gone.Name)
	told := session.Notice{Key: "filter.dropped", Args: []any{gone.Name}}
	return tea.Batch(
		l.ask(), func() tea.Msg { return told },
		l.changeSaved(model.Text{}, func() error { return keeper.DropFilter(ctx, gone.Name) }),
	)
}
