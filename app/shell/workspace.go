package shell

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"shirube/app"
	"shirube/app/dialogs"
	"shirube/app/pages/imports"
	"shirube/app/route"
	"shirube/app/task"
	"shirube/data"
	"shirube/data/change"
	"shirube/data/setting"
)

// opener opens a workspace off the window's goroutine.
type opener func(context.Context) (*app.Workspace, error)

func (s *Shell) openOptions() app.Options {
	return app.Options{Clock: s.options.Clock}
}

// openWorkspace opens a file and shows its first page. The one that is open
// stays until the new one is; the same file again is closed first.
func (s *Shell) openWorkspace(path string) {
	open := func(ctx context.Context) (*app.Workspace, error) { return app.Open(ctx, path, s.openOptions()) }
	title := s.words.T("start.opening", "file", filepath.Base(path))
	if s.workspace != nil && s.workspace.Path() == path {
		s.release(func() { s.take(title, open, route.Home{}) })
		return
	}
	s.take(title, open, route.Home{})
}

// take opens a workspace in the background and goes on to a page of it.
func (s *Shell) take(title string, open opener, then route.Route) {
	s.sure(func() { s.open(title, open, then) })
}

func (s *Shell) open(title string, open opener, then route.Route) {
	s.lanes.open.Title = title
	if !s.opening() {
		s.Toast(title, nil)
	}
	task.Run(s.ctx, &s.lanes.open, func(ctx context.Context, _ task.Progress) (*app.Workspace, error) {
		return open(ctx)
	}, func(ws *app.Workspace, err error) {
		s.toasts.hide()
		if err != nil {
			if s.workspace == nil {
				s.show(route.Start{})
			}
			s.Fail(err)
			return
		}
		s.release(func() { s.settle(ws, then) })
	})
}

// opening tells whether the page says that a workspace is being opened.
func (s *Shell) opening() bool {
	if s.page == nil {
		return false
	}
	at, waits := s.page.Route().(route.Start)
	return waits && at.Opening != ""
}

// settle makes ws the open workspace.
func (s *Shell) settle(ws *app.Workspace, then route.Route) {
	s.workspace = ws
	s.settings = ws.Settings()
	s.desk = &imports.Desk{}
	s.unsubscribe = ws.News.Subscribe(func(n change.News) { task.Do(func() { s.heard(n) }) })
	s.history.forget()
	s.page = nil
	s.facts = s.firstFacts()
	s.dress()
	s.resizeAsLeft()
	s.Go(then)
	s.readFacts()
	s.readKPIs()
	s.keepHandingOn(ws)
	if ws.ReadOnly() {
		s.watch(ws, 0)
	}
	if err := s.recent.Add(ws.Path()); err != nil {
		s.Fail(err)
	}
}

// sure goes on at once, or where work is under way asks whether to stop it.
func (s *Shell) sure(then func()) {
	running := task.List()
	if len(running) == 0 {
		then()
		return
	}
	q := dialogs.Question{Title: s.words.T("shell.busy.title"), Act: s.words.T("shell.busy.act"), Destructive: true}
	for _, r := range running {
		q.Lines = append(q.Lines, r.Title)
	}
	dialogs.Confirm(s.window, s.words, q, then)
}

// stopWork cancels what is under way and goes on when it has ended: an import
// ends with nothing written.
func (s *Shell) stopWork(then func()) {
	running := task.List()
	if len(running) == 0 {
		then()
		return
	}
	for _, r := range running {
		r.Cancel()
	}
	task.After(newsRests, func() { s.stopWork(then) })
}

// release closes the open workspace, if there is one, and then goes on.
func (s *Shell) release(then func()) {
	ws := s.workspace
	if ws == nil {
		then()
		return
	}
	if s.page != nil {
		s.page.Leave()
		s.page = nil
	}
	s.rememberSize()
	s.unsubscribe()
	s.stopNews()
	for _, lane := range []*task.Group{&s.lanes.facts, &s.lanes.kpis, &s.lanes.undo, &s.lanes.watch, &s.lanes.due} {
		lane.Leave()
	}
	s.workspace = nil
	s.settings = setting.Default()
	s.stopWork(func() {
		s.lanes.close.Title = s.words.T("shell.closing")
		task.Run(context.WithoutCancel(s.ctx), &s.lanes.close, func(context.Context, task.Progress) (struct{}, error) {
			return struct{}{}, ws.Close()
		}, func(_ struct{}, err error) {
			if err != nil {
				s.Fail(err)
			}
			then()
		})
	})
}

// closeWorkspace goes back to the start page.
func (s *Shell) closeWorkspace() {
	s.sure(func() {
		s.release(func() {
			s.history.forget()
			s.dress()
			s.show(route.Start{})
		})
	})
}

// quit closes the workspace properly and then the window.
func (s *Shell) quit() { s.sure(func() { s.release(s.leave) }) }

// leave closes the window without further questions.
func (s *Shell) leave() {
	s.window.SetCloseIntercept(nil)
	s.window.Close()
}

// heard shows what a commit changed.
func (s *Shell) heard(n change.News) {
	if s.workspace == nil || s.page == nil {
		return
	}
	if slices.Contains(n.Nouns, change.Setting) && len(n.Nouns) == 1 && (s.place() == route.PageSettings || s.place() == route.PageProspects) {
		return // who wrote it
	}
	s.stopNews()
	s.stopNews = task.After(newsRests, s.reload)
}

// newsRests merges the news of one action into one reading of the page.
const newsRests = 30 * time.Millisecond

// Fail shows err in words, with what to do next.
func (s *Shell) Fail(err error) { dialogs.Fail(s.window, s.words, err) }

// Undo takes back the last change.
func (s *Shell) Undo() {
	if !writable(s) {
		return
	}
	ws, shown := s.workspace, task.Time("undo")
	task.Run(s.ctx, &s.lanes.undo, func(ctx context.Context, _ task.Progress) (change.Undone, error) {
		return ws.Undo(ctx)
	}, func(u change.Undone, err error) {
		switch {
		case data.CodeOf(err) == "nothing_to_undo":
			text, _ := s.words.Error(err)
			s.Toast(text, nil)
		case err != nil:
			s.Fail(err)
		default:
			s.Toast(s.undone(u), nil)
			shown("", u.Reverted)
		}
	})
}

func (s *Shell) undone(u change.Undone) string {
	what := s.words.Change(u.Action.Op.Title, u.Action.Op.Args)
	if n := len(u.Kept); n > 0 {
		return s.words.T("shell.toast.undone.kept", "what", what, "n", s.words.Int(n))
	}
	return s.words.T("shell.toast.undone", "what", what)
}

func opened(s *Shell) bool { return s.workspace != nil }

func writable(s *Shell) bool { return s.workspace != nil && !s.workspace.ReadOnly() }
