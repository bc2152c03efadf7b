package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shirube/app"
	"shirube/app/task"
	"shirube/data/change"
	"shirube/data/period"
)

// facts are what navigation, status line and notice know of the workspace.
type facts struct {
	companies int
	file      string
	bytes     int64
	backup    time.Time // zero = none yet
	readOnly  bool
	notice    notice
	waiting   int // signals of the last complete month without a cause
}

// firstFacts is what is known without reading.
func (s *Shell) firstFacts() facts {
	ws := s.workspace
	f := facts{file: filepath.Base(ws.Path()), readOnly: ws.ReadOnly()}
	switch {
	case ws.OtherProcess() != nil:
		f.notice = noticeSecond
	case ws.ReadOnly():
		f.notice = noticeLocked
	case ws.Shared() != "":
		f.notice = noticeShared
	}
	return f
}

// readFacts reads them again and shows them.
func (s *Shell) readFacts() {
	ws := s.workspace
	if ws == nil {
		return
	}
	known := s.firstFacts()
	task.Run(s.ctx, &s.lanes.facts, func(ctx context.Context, _ task.Progress) (facts, error) {
		return read(ctx, ws, known)
	}, func(f facts, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.facts = f
		s.showStatus(f)
		s.showCount()
	})
}

func read(ctx context.Context, ws *app.Workspace, f facts) (facts, error) {
	n, err := ws.Companies(ctx)
	if err != nil {
		return f, err
	}
	f.companies = n
	if info, err := os.Stat(ws.Path()); err == nil {
		f.bytes = info.Size()
	}
	if backups := ws.Backups(); len(backups) > 0 {
		f.backup = backups[0].At.In(ws.Now().Location())
	}
	calendar := ws.Calendar()
	f.waiting, err = ws.Reviews().Unexplained(ctx, calendar.Previous(calendar.Of(period.Month, ws.Today())))
	return f, err
}

// showCount puts the number of waiting signals beside the review.
func (s *Shell) showCount() {
	if s.reviewItem == nil {
		return
	}
	count := ""
	if s.facts.waiting > 0 {
		count = s.words.Int(s.facts.waiting)
	}
	s.reviewItem.setCount(count)
}

// title of the workspace, or its file's name where it has none.
func (s *Shell) title() string {
	if s.settings.Title != "" {
		return s.settings.Title
	}
	return strings.TrimSuffix(s.facts.file, Extension)
}

// watchEvery is how often a window that only looks asks whether the other
// process has written.
const watchEvery = 2 * time.Second

// watch reads the pages again whenever another process has written to ws.
func (s *Shell) watch(ws *app.Workspace, known int64) {
	task.After(watchEvery, func() {
		if s.workspace != ws {
			return
		}
		task.Run(s.ctx, &s.lanes.watch, func(ctx context.Context, _ task.Progress) (int64, error) {
			return ws.DataVersion(ctx)
		}, func(version int64, err error) {
			if err == nil && known != 0 && version != known {
				ws.News.Publish(change.News{Nouns: change.Nouns})
			}
			s.watch(ws, version)
		})
	})
}
