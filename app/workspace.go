package app

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/report"
	"shirube/data/review"
	"shirube/data/setting"
	"shirube/data/store"
)

// Version is the program's.
const Version = "0.1.0"

// Options are how a workspace is opened.
type Options struct {
	Clock     data.Clock // nil = the system's; a sample workspace's stands at SampleDay
	ReadOnly  bool       // only look
	TakeOver  bool       // write in a synced folder although another computer left its lock there
	BackupDir string     // "<name> backups" beside the file unless given
}

// Workspace is one open file with the services that work on it.
type Workspace struct {
	News      *change.Bus
	Prospects *prospect.Service
	Funnels   *funnel.Service
	Measures  *measure.Service
	KPIs      *kpi.Service
	Reports   *report.Service
	Config    *setting.Service

	store   *store.Store
	clock   atomic.Pointer[data.Clock]
	recount atomic.Bool // the segments may have changed since they were counted
}

// Open opens a workspace and makes its services. Errors: those of store.Open.
func Open(ctx context.Context, path string, o Options) (*Workspace, error) {
	ws := newWorkspace(o)
	st, err := store.Open(ctx, path, ws.storeOptions(o))
	if err != nil {
		return nil, err
	}
	return ws.serve(ctx, st, o)
}

func newWorkspace(o Options) *Workspace {
	ws := &Workspace{News: &change.Bus{}}
	ws.setClock(o.Clock)
	return ws
}

func (ws *Workspace) storeOptions(o Options) store.Options {
	return store.Options{Clock: ws.Now, ReadOnly: o.ReadOnly, TakeOver: o.TakeOver, BackupDir: o.BackupDir}
}

func (ws *Workspace) serve(ctx context.Context, st *store.Store, o Options) (*Workspace, error) {
	ws.store = st
	var err error
	if ws.Config, err = setting.NewService(ctx, st, ws.News); err != nil {
		st.Close()
		return nil, err
	}
	if o.Clock == nil && ws.Settings().Sample {
		ws.setClock(SampleClock)
	}
	ws.Prospects = prospect.NewService(st, ws.News, ws.Now)
	ws.Measures = &measure.Service{Store: st, News: ws.News, Taken: ws.kpiKeys}
	ws.Funnels = funnel.NewService(st, st, st, ws.News, ws.Now)
	ws.KPIs = kpi.NewService(st, st, ws.News, ws.Now, ws.Calendar)
	ws.Reports = &report.Service{KPIs: ws.KPIs, Funnels: ws.Funnels, Measures: st, Imports: rejections{st}, Logos: st, Reviews: ws.Reviews(), Settings: ws.Settings,
		Calendar: ws.Calendar, Clock: ws.Now}
	if err := ws.watchSegments(ctx); err != nil {
		st.Close()
		return nil, err
	}
	return ws, nil
}

// rejections lists imports with the rows they rejected, for a report's notes.
type rejections struct{ *store.Store }

func (r rejections) Imports(ctx context.Context) ([]intake.Import, error) {
	all, err := r.Store.Imports(ctx)
	for i := range all {
		if err == nil && all[i].Result.RejectedCount > 0 {
			all[i], err = r.ImportOf(ctx, all[i].ID)
		}
	}
	return all, err
}

// Reviews reads the KPIs as signals, with their causes and what was done.
func (ws *Workspace) Reviews() *review.Service {
	s := review.NewService(review.Reviewer{KPIs: ws.KPIs, Calendar: ws.Calendar}, ws.store, ws.Now)
	s.News = ws.News
	return s
}

// SampleClock stands at the evening of SampleDay.
func SampleClock() time.Time {
	y, m, d := SampleDay.Date()
	return time.Date(y, m, d, 18, 2, 0, 0, time.Local)
}

func (ws *Workspace) setClock(c data.Clock) {
	if c == nil {
		c = data.SystemClock
	}
	ws.clock.Store(&c)
}

// kpiKeys are the keys that measures must not take.
func (ws *Workspace) kpiKeys(ctx context.Context) ([]string, error) {
	kpis, err := ws.store.KPIs(ctx)
	keys := make([]string, len(kpis))
	for i, k := range kpis {
		keys[i] = k.Key
	}
	return keys, err
}

// Now is the clock of the workspace.
func (ws *Workspace) Now() time.Time { return (*ws.clock.Load())() }

// Today is the day its clock stands at.
func (ws *Workspace) Today() period.Day { return period.On(ws.Now()) }

// Settings are the workspace's settings as they are.
func (ws *Workspace) Settings() setting.Settings { return ws.Config.Get() }

// Calendar is the office's: its fiscal year and closed days.
func (ws *Workspace) Calendar() period.Calendar { return ws.Settings().Calendar() }

// Path of the workspace file.
func (ws *Workspace) Path() string { return ws.store.Path() }

// ReadOnly tells whether the workspace can only be looked at.
func (ws *Workspace) ReadOnly() bool { return ws.store.ReadOnly() }

// OtherProcess gives who else has the workspace open for writing, nil if nobody.
func (ws *Workspace) OtherProcess() *store.Process { return ws.store.OtherProcess() }

// Shared gives the kind of shared folder the file lies in, "" for none.
func (ws *Workspace) Shared() string { return ws.store.Shared() }

// DataVersion changes whenever another process has written.
func (ws *Workspace) DataVersion(ctx context.Context) (int64, error) {
	return ws.store.DataVersion(ctx)
}

// Loaded waits until the list of prospects stands in memory, where searches
// are fast, and tells whether it does.
func (ws *Workspace) Loaded() bool { return ws.store.Loaded() }

// Close makes the day's backup where something changed, and leaves one file.
func (ws *Workspace) Close() error {
	return errors.Join(ws.CountSegments(context.Background()), ws.store.Close())
}
