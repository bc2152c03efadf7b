package route

import (
	"fyne.io/fyne/v2"

	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

// Route is a comparable-by-kind place in the window, with the state the page
// needs to be rebuilt. Back and forward keep routes, not widgets.
type Route interface{ Page() Name }

// Name of a page: the key of its navigation entry and of its words.
type Name string

// The pages, in the order of the navigation.
const (
	PageHome      Name = "home"
	PageProspects Name = "prospects"
	PageFunnels   Name = "funnels"
	PageKPIs      Name = "kpis"
	PageReviews   Name = "reviews"
	PageReports   Name = "reports"
	PageSettings  Name = "settings"
	PageLists     Name = "lists"
	PageImport    Name = "import"
	PageSame      Name = "duplicates"
	PageTable     Name = "table"
	PageSheet     Name = "sheet"
	PageStart     Name = "start"
	PageGoal      Name = "goal"
)

// Home is 今日.
type Home struct{}

// Prospects is the list, seen through a query; IDs, when not nil, is a fixed
// list of prospects (what a count stood for) under Title.
type Prospects struct {
	Query    prospect.Query
	IDs      []int64
	Title    string
	Selected int64
}

// Funnels is the funnel page with its question; Typing opens the grid in which
// daily counts are typed.
type Funnels struct {
	Question *funnel.Question
	Typing   bool
	Toward   Toward       // "" is TowardReference
	Rates    *funnel.Aims // that were typed; nil = none
}

// Toward is what the funnel page's ranking raises the steps to.
type Toward string

// A step is raised to what it has shown it can have, to its target, or to a
// typed rate.
const (
	TowardReference Toward = "reference"
	TowardTarget    Toward = "target"
	TowardTyped     Toward = "typed"
)

// KPIs is the KPI page; Key "" = the first.
type KPIs struct {
	Key string
	Tab string // tree, list, targets
}

// Reviews is 振り返り of a period ("" = the last complete month).
type Reviews struct{ Period, KPI string }

// Reports is the report page.
type Reports struct{ Period string }

// Settings is 設定.
type Settings struct{}

// Import is the import wizard; File "" asks for one. Noun: prospects, entries,
// deals, measures. Number, when not 0, shows what that import did.
type Import struct {
	Noun, File string
	Number     int64
}

// Duplicates is the page of companies that may be one; Kind "" shows all
// pairs, A and B one to begin with.
type Duplicates struct {
	Kind prospect.Reason
	A, B int64
}

// Table is the import of a table of KPIs by month: of a file, or of what was
// pasted; with neither it asks for one.
type Table struct{ File, Pasted string }

// Sheet is the sheet in which the numbers of a week or month are typed; Grain
// "" is the one with more that is due. Measure, where given, is gone to.
type Sheet struct {
	Grain   period.Grain
	Measure string
}

// Lists is 名簿.
type Lists struct{}

// Goal is the way from a goal to KPIs in four steps.
type Goal struct{}

// Start is the first start, without a workspace, or while one is being opened.
type Start struct {
	Opening string // file that is being opened, "" = none
}

func (Home) Page() Name       { return PageHome }
func (Prospects) Page() Name  { return PageProspects }
func (Funnels) Page() Name    { return PageFunnels }
func (KPIs) Page() Name       { return PageKPIs }
func (Reviews) Page() Name    { return PageReviews }
func (Reports) Page() Name    { return PageReports }
func (Settings) Page() Name   { return PageSettings }
func (Import) Page() Name     { return PageImport }
func (Duplicates) Page() Name { return PageSame }
func (Table) Page() Name      { return PageTable }
func (Sheet) Page() Name      { return PageSheet }
func (Start) Page() Name      { return PageStart }
func (Lists) Page() Name      { return PageLists }
func (Goal) Page() Name       { return PageGoal }

// Page is what the window shows in its middle.
type Page interface {
	// Object is the whole page, header included; it fills the place beside the navigation.
	Object() fyne.CanvasObject
	// Route gives the page's present state, for back and forward.
	Route() Route
	// Reload reads the data again in the background and shows it; what is shown is never blanked.
	Reload()
	// Leave is called when another page takes its place: running work is cancelled.
	Leave()
}

// Navigator is the window as pages see it. All methods are for the window's goroutine.
type Navigator interface {
	Go(Route)
	Back()
	Forward()
	CanBack() bool
	CanForward() bool
	// Palette opens the search over pages, commands, prospects and KPIs (Ctrl+K).
	Palette()
	// Toast shows a sentence at the bottom; undo, when not nil, adds 元に戻す.
	Toast(text string, undo func())
	// Fail shows err in words, with what to do next.
	Fail(err error)
	// Undo takes back the last change.
	Undo()
	// SaveChart offers at a place of the window to save a chart as a picture.
	SaveChart(c charts.Chart, at fyne.Position)
	// Window is for dialogs and file choosers.
	Window() fyne.Window
	// Open shows a file or folder with the system's own program.
	Open(path string)
}
