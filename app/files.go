package app

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"shirube/assets/words"
	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/prospect"
	"shirube/data/store"
	"shirube/data/tabular"
)

// What can be imported.
const (
	Prospects = intake.Prospects
	Entries   = intake.Entries
	Deals     = intake.Deals
	Measures  = intake.Measures
)

// OpenFile stands before the first row of a file.
func OpenFile(f intake.File) (intake.Source, error) {
	return tabular.Open(f.Path, tabular.Options{Encoding: f.Encoding, Delimiter: f.Delimiter, Sheet: f.Sheet, HasHeader: f.HasHeader})
}

// PreviewFile gives what the reader sees of a file: its first rows, 0 for all.
func PreviewFile(ctx context.Context, f intake.File, limit int) (intake.Sample, error) {
	src, err := OpenFile(f)
	if err != nil {
		return intake.Sample{}, err
	}
	defer src.Close()
	return intake.Preview(ctx, src, limit)
}

// Import takes a file of a noun into the workspace, all good rows in one batch.
func (ws *Workspace) Import(ctx context.Context, noun string, f intake.File, o intake.Options) (intake.Result, error) {
	src, err := OpenFile(f)
	if err != nil {
		return intake.Result{}, err
	}
	defer src.Close()
	return ws.ImportFrom(ctx, noun, src, o)
}

// ImportFrom is Import of a source at hand, for example pasted rows.
func (ws *Workspace) ImportFrom(ctx context.Context, noun string, src intake.Source, o intake.Options) (intake.Result, error) {
	clock := ws.timer()
	stage := func(text string) (string, error) {
		st, err := ws.Stage(ctx, text)
		return st.Key, err
	}
	companies := prospect.Deps{Store: ws.store, News: ws.News, Clock: clock, Stage: stage}
	switch noun {
	case Prospects:
		return prospect.Import(ctx, src, o, companies)
	case Entries:
		return funnel.ImportEntries(ctx, src, o, funnel.Deps{Store: ws.store, News: ws.News, Clock: clock, Stage: stage})
	case Deals:
		return prospect.ImportDeals(ctx, src, o, companies)
	case Measures:
		return measure.Import(ctx, src, o, measure.Deps{Store: ws.store, News: ws.News, Clock: clock, Taken: ws.kpiKeys})
	}
	return intake.Result{}, data.Errorf("unknown_noun", noun, "", nil)
}

// ImportPostal takes Japan Post's KEN_ALL.CSV as the table of postal codes.
func (ws *Workspace) ImportPostal(ctx context.Context, f intake.File, dry bool) (intake.Result, error) {
	none := false
	f.HasHeader = &none
	src, err := OpenFile(f)
	if err != nil {
		return intake.Result{}, err
	}
	defer src.Close()
	return prospect.ImportPostal(ctx, src, ws.store, ws.News, ws.timer(), dry)
}

// timer is the clock of imports: the day is the workspace's, but it runs, so
// that seconds can be told although a sample's clock stands still.
func (ws *Workspace) timer() data.Clock {
	began, shown := data.SystemClock(), ws.Now()
	return func() time.Time { return shown.Add(data.SystemClock().Sub(began)) }
}

// Stage finds a stage by its key or by what it is called in either language.
//
// Where no stage is called so, "won" is the last one: lists of closed deals call it that.
func (ws *Workspace) Stage(ctx context.Context, text string) (funnel.Stage, error) {
	stages, err := ws.Funnels.Stages(ctx)
	if err != nil {
		return funnel.Stage{}, err
	}
	for _, lang := range []string{"ja", "en"} {
		w, called := words.In(lang), slices.Clone(stages)
		for i, st := range stages {
			called[i].Name = w.Name("stage", st.Key, st.Name)
		}
		var found funnel.Stage
		if found, err = funnel.FindStage(called, text); err == nil {
			return found, nil
		}
	}
	if strings.EqualFold(strings.TrimSpace(text), won) && len(stages) > 0 {
		return stages[len(stages)-1], nil
	}
	return funnel.Stage{}, err
}

const won = "won"

// Imports lists the imports, latest first.
func (ws *Workspace) Imports(ctx context.Context) ([]intake.Import, error) {
	return ws.store.Imports(ctx)
}

// ImportOf gives one import with its rejected rows.
func (ws *Workspace) ImportOf(ctx context.Context, id int64) (intake.Import, error) {
	return ws.store.ImportOf(ctx, id)
}

// ImportChanged gives the prospects of one kind of a register's changes that are still there.
func (ws *Workspace) ImportChanged(ctx context.Context, number int64, kind string) ([]int64, error) {
	return ws.store.ImportChanged(ctx, number, kind)
}

// LastMapping gives how the latest import with a header of this kind was told to read its file.
func (ws *Workspace) LastMapping(ctx context.Context, noun, header string) (intake.Options, bool, error) {
	return ws.store.LastMapping(ctx, noun, header)
}

// ForeseeUndo tells what UndoImport would take back and leave alone; it changes nothing.
func (ws *Workspace) ForeseeUndo(ctx context.Context, number int64) (change.Undone, error) {
	return ws.store.ForeseeUndo(ctx, number)
}

// UndoImport takes a whole import back, but rows edited since.
func (ws *Workspace) UndoImport(ctx context.Context, id int64) (change.Undone, error) {
	u, err := ws.store.UndoImport(ctx, id)
	return u, ws.tellUndone(u, err)
}

// Undo takes back the last change that still stands.
func (ws *Workspace) Undo(ctx context.Context) (change.Undone, error) {
	u, err := ws.store.UndoLast(ctx)
	return u, ws.tellUndone(u, err)
}

// UndoAction takes back one change of the journal.
func (ws *Workspace) UndoAction(ctx context.Context, action int64) (change.Undone, error) {
	u, err := ws.store.Undo(ctx, action)
	return u, ws.tellUndone(u, err)
}

func (ws *Workspace) tellUndone(u change.Undone, err error) error {
	if err == nil {
		ws.News.Publish(change.News{Op: change.Op{Title: "undo", Args: u.Action.Op.Args}, ID: u.Action.ID})
	}
	return err
}

// Actions is the journal, the latest first; limit 0 = all.
func (ws *Workspace) Actions(ctx context.Context, limit int) ([]change.Action, error) {
	return ws.store.Actions(ctx, limit)
}

// Backup writes a verified copy of the workspace.
func (ws *Workspace) Backup(ctx context.Context, path string) error {
	return ws.store.Backup(ctx, path)
}

// Problem is one thing that a check found wrong.
type Problem = store.Problem

// Restore puts a backup in the place of the workspace at path, which nobody
// may have open, and gives where what stood there is kept.
func Restore(ctx context.Context, backup, path string, o Options) (kept string, err error) {
	return store.Restore(ctx, backup, path, newWorkspace(o).storeOptions(o))
}

// Check looks through the whole file for damage; an empty list is a sound file.
func (ws *Workspace) Check(ctx context.Context) ([]Problem, error) { return ws.store.Check(ctx) }

// Dump writes everything the workspace holds as text, in a fixed order.
func (ws *Workspace) Dump(ctx context.Context, w io.Writer) error { return ws.store.Dump(ctx, w) }

// Exported is what an export wrote.
type Exported struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
	Lost int    `json:"lost"` // characters the encoding lacks
}

// Export writes the prospects that q finds in a format; see ExportOf.
func (ws *Workspace) Export(ctx context.Context, q prospect.Query, path, format string) (Exported, error) {
	ids, err := ws.Prospects.List(ctx, q)
	if err != nil {
		return Exported{}, err
	}
	lost, err := ws.ExportOf(ctx, ids, path, format, func(int64, int64) {})
	return Exported{File: path, Rows: len(ids), Lost: lost}, err
}
