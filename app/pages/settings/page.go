package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/data/period"
	"shirube/data/setting"
)

// Backup is one copy of the workspace.
type Backup struct {
	Path  string
	At    time.Time
	Bytes int64
}

// Report is one that is written again and again.
type Report struct {
	Name, Folder string
	Formats      []string
	Next         period.Day
	Waiting      int // due and not written yet
}

// Schedule is how the scheduler of a system (windows, macos, linux) is told to
// write what is due: a line or a file.
type Schedule struct{ System, Name, Text string }

// Command is one line of the list of commands.
type Command struct{ Name, Keys string }

// Keeper keeps the settings and the backups.
type Keeper interface {
	Settings() setting.Settings
	// Save stores the settings and lets the window follow them.
	Save(setting.Settings)
	// Backups lists the copies, newest first. It may be called off the window's goroutine.
	Backups(ctx context.Context) ([]Backup, error)
	// Logo is the company's as a PNG, nil without one. It, KeepLogo and DropLogo
	// may be called off the window's goroutine.
	Logo(ctx context.Context) ([]byte, error)
	KeepLogo(ctx context.Context, path string) error
	DropLogo(ctx context.Context) error
	// Folder is where files are chosen.
	Folder() dialogs.Folder
	BackUp()
	// Restore puts a copy in the workspace's place; the caller has asked the user.
	Restore(path string)
	BackupFolder() string
	// Reports lists the recurring reports. It and Forget may be called off the window's goroutine.
	Reports(ctx context.Context) ([]Report, error)
	Forget(ctx context.Context, name string) error
	Schedules() []Schedule
	File() string
	Version() string
	Commands() []Command
}

// Page is 設定.
type Page struct {
	keeper                  Keeper
	nav                     route.Navigator
	words                   *words.Words
	list                    *fyne.Container // of backups
	due                     *fyne.Container // recurring reports
	logo                    *fyne.Container
	lane, reports, pictures task.Group
	waiting                 func() // saves what was typed last, nil when all is saved
	stop                    func()
	object                  fyne.CanvasObject
}

const (
	labelWidth = 168
	// typingRests is how long one must pause before what is typed is saved.
	typingRests = 600 * time.Millisecond
)

// New builds the page.
func New(keeper Keeper, nav route.Navigator, w *words.Words) *Page {
	p := &Page{keeper: keeper, nav: nav, words: w, stop: func() {}}
	left := style.Column(16, p.workspaceCard(), p.displayCard(), p.countingCard())
	right := style.Column(16, p.backupCard(), p.reportCard(), p.commandCard(), p.aboutCard())
	body := container.NewVScroll(style.PadSides(0, widgets.PagePadding, 24, widgets.PagePadding,
		style.Grid(2, 16, style.Column(0, left), style.Column(0, right))))
	p.object = style.Column(0,
		widgets.Header(w.T("settings.title"), w.T("settings.note"), nav, w),
		style.Stretch(body))
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.object }

// Route is the page's place.
func (p *Page) Route() route.Route { return route.Settings{} }

// Leave saves what was just typed.
func (p *Page) Leave() {
	p.flush()
	p.lane.Leave()
	p.reports.Leave()
	p.pictures.Leave()
}

// change saves at once what a choice does to the settings.
func (p *Page) change(set func(*setting.Settings)) {
	p.flush()
	s := p.keeper.Settings()
	set(&s)
	p.keeper.Save(s)
}

// typed saves what a field does to the settings once the typing rests.
func (p *Page) typed(set func(*setting.Settings)) {
	p.stop()
	p.waiting = func() {
		s := p.keeper.Settings()
		set(&s)
		p.keeper.Save(s)
	}
	p.stop = task.After(typingRests, p.flush)
}

func (p *Page) flush() {
	p.stop()
	if save := p.waiting; save != nil {
		p.waiting = nil
		save()
	}
}

// line is a label with what it names, and a sentence under it where there is one.
func line(label string, control fyne.CanvasObject, hint string) fyne.CanvasObject {
	name := style.Fixed(labelWidth, style.Grow(32), style.Row(0, style.Text(label, style.Small, palette.Sub, false)))
	value := style.Column(4, control)
	if hint != "" {
		value.Add(style.NewParagraph(hint, style.Small, palette.Sub, 260))
	}
	return style.RowFill(0, style.Column(0, name), style.Stretch(value))
}

func card(title, note string, link fyne.CanvasObject, lines ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Card(title, note, link, style.Column(12, lines...))
}
