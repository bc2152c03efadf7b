package imports

import (
	"context"

	"shirube/app/dialogs"
	"shirube/app/task"
	"shirube/data"
	"shirube/data/change"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// Deps are what the wizard asks of the workspace.
type Deps struct {
	Open     func(intake.File) (intake.Source, error)
	Import   func(ctx context.Context, noun string, src intake.Source, o intake.Options) (intake.Result, error)
	Undo     func(ctx context.Context, number int64) (change.Undone, error)
	Imports  func(context.Context) ([]intake.Import, error)      // the latest first
	ImportOf func(context.Context, int64) (intake.Import, error) // with its rejected rows
	// LastMapping gives how the latest file with a header of this signature was read.
	LastMapping func(ctx context.Context, noun, header string) (intake.Options, bool, error)
	ForeseeUndo func(ctx context.Context, number int64) (change.Undone, error)
	Changed     func(ctx context.Context, number int64, kind string) ([]int64, error) // of a register
	Duplicates  func(ctx context.Context, progress func(read int)) ([]prospect.Pair, error)
	Lists       func(context.Context) ([]prospect.List, error)
	Postal      func(ctx context.Context, path string, dry bool) (intake.Result, error)
	Stages      func(context.Context) ([]funnel.Stage, error)
	Save        func(path string, rows [][]string) error // writes a table, its header first
	// IsTable tells whether a file is a table of KPIs by month, which another page reads.
	IsTable func(ctx context.Context, path string) bool
	// Recurring lists the files that come again, each with the newest of its kind.
	Recurring func(context.Context) ([]intake.Waiting, error)
	Remember  func(ctx context.Context, noun string, f intake.File, o intake.Options) (intake.Recurring, error)
	Forget    func(ctx context.Context, name string) error
	Clock     data.Clock // a clock that runs, for the pace
	Folder    dialogs.Folder
	Desk      *Desk
}

// Desk is where an import lies while it runs: it outlives the page, so that one
// can go on working. Its zero value is empty; a window has one. For the window's
// goroutine only.
type Desk struct {
	lane    task.Group
	running bool
	noun    string
	path    string
	rows    int // read so far
	all     int // as the dry run counted, 0 = not known
	pace    float64
	result  *intake.Result // of the last import
	show    func()         // tells the page that is open
}

// Busy tells whether an import runs.
func (d *Desk) Busy() bool { return d.running }

func (d *Desk) tell() {
	if d.show != nil {
		d.show()
	}
}
