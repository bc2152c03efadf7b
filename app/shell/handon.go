package shell

import (
	"context"
	"path/filepath"
	"time"

	"shirube/app"
	"shirube/app/route"
	"shirube/app/task"
)

// dueEvery is how often an open window looks whether a report is due.
const dueEvery = time.Hour

// keepHandingOn writes the reports that are due in ws, now and every hour as
// long as it is open. Who only looks writes none.
func (s *Shell) keepHandingOn(ws *app.Workspace) {
	if s.workspace != ws || ws.ReadOnly() {
		return
	}
	s.handOn()
	task.After(dueEvery, func() { s.keepHandingOn(ws) })
}

// handOn writes what is due and says where it lies. What fails is told and
// tried again the next time.
func (s *Shell) handOn() {
	ws := s.workspace
	if s.lanes.due.Busy() {
		return
	}
	s.lanes.due.Title = s.words.T("reports.writing")
	task.Run(s.ctx, &s.lanes.due, func(ctx context.Context, _ task.Progress) ([]app.Handed, error) {
		return ws.WriteDue(ctx)
	}, s.handed)
}

func (s *Shell) handed(all []app.Handed, err error) {
	written := 0
	last := ""
	for _, h := range all {
		if h.Err != nil {
			err = h.Err
			continue
		}
		written += len(h.Files)
		last = h.Files[len(h.Files)-1]
	}
	if len(all) > 0 && s.page != nil {
		s.page.Reload() // settings tell what is due next
	}
	switch {
	case err != nil:
		text, _ := s.words.Error(err)
		s.toasts.show(s.words.T("shell.due.failed", "text", text), s.words.T("shell.due.settings"), func() { s.Go(route.Settings{}) })
	case written == 1:
		s.toasts.show(s.words.T("shell.due.written", "file", filepath.Base(last)), s.words.T("shell.due.open"), func() { s.Open(last) })
	case written > 1:
		s.toasts.show(s.words.T("shell.due.several", "n", s.words.Int(written)), s.words.T("shell.due.folder"), func() { s.Open(filepath.Dir(last)) })
	}
}
