package shell

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"shirube/app"
	"shirube/app/pages/imports"
	"shirube/app/pages/start"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/setting"
)

// Shell is the window with what stands in it. All its methods are for the
// window's goroutine.
type Shell struct {
	toolkit fyne.App
	window  fyne.Window
	options Options
	ctx     context.Context

	words     *words.Words
	settings  setting.Settings // of the open workspace, or the default
	workspace *app.Workspace   // nil while none is open
	facts     facts
	recent    start.Recent

	history history
	page    route.Page

	nav, middle, notice *fyne.Container
	frame               *fyne.Container // all of them, with the status line
	reviewItem          *navItem
	status              *status
	backupWords         string
	toasts              *toasts
	finder              *finder
	kpis                []kpi.KPI     // for the palette
	desk                *imports.Desk // where an import lies while it runs
	pastes              pastes
	lastFolder          string // where a file was last chosen
	reportFolder        string // where a report was last written
	unsubscribe         func()
	stopNews            func()            // stops the reading that news asked for
	point               fyne.CanvasObject // that tells of the first frame; nil unless times are taken
	started             bool              // the toolkit runs; a menu set before would be drawn
	lanes               lanes
}

// lanes are the background work of the window itself.
type lanes struct {
	open, close, facts, kpis, undo, backup, watch, drop, due, picture task.Group
}

var _ route.Navigator = (*Shell)(nil)

// Window is for dialogs and file choosers.
func (s *Shell) Window() fyne.Window { return s.window }

// Go leaves the present page for r.
func (s *Shell) Go(r route.Route) {
	s.history.visit(s.leaving(), r)
	s.show(r)
}

// Back shows the page before, as it was left.
func (s *Shell) Back() {
	if r := s.history.back(s.leaving()); r != nil {
		s.show(r)
	}
}

// Forward shows the page that Back left.
func (s *Shell) Forward() {
	if r := s.history.forward(s.leaving()); r != nil {
		s.show(r)
	}
}

// CanBack tells whether Back leads anywhere.
func (s *Shell) CanBack() bool { return len(s.history.past) > 0 }

// CanForward tells whether Forward leads anywhere.
func (s *Shell) CanForward() bool { return len(s.history.future) > 0 }

func (s *Shell) leaving() route.Route {
	if s.page == nil {
		return nil
	}
	return s.page.Route()
}

// show puts the page of r into the window.
func (s *Shell) show(r route.Route) {
	widgets.HideTip()
	if s.page != nil {
		s.page.Leave()
	}
	s.window.Canvas().Unfocus()
	s.page = s.build(r)
	s.middle.Objects = []fyne.CanvasObject{s.page.Object()}
	s.middle.Refresh()
	s.showNavigation()
}

// place is the page whose row of the navigation is marked.
func (s *Shell) place() route.Name {
	if s.page == nil {
		return ""
	}
	switch name := s.page.Route().Page(); name {
	case route.PageImport, route.PageSame, route.PageLists:
		return route.PageProspects
	case route.PageTable, route.PageSheet, route.PageGoal:
		return route.PageKPIs
	default:
		return name
	}
}

func (s *Shell) showNavigation() {
	s.nav.Objects = nil
	inside := s.workspace != nil && s.place() != route.PageStart
	if inside {
		s.nav.Objects = []fyne.CanvasObject{s.navigation()}
	}
	if s.status != nil {
		s.status.object.Hidden = !inside
	}
	s.frame.Refresh()
}

// dress builds the whole window anew in the language, theme, text size and
// navigation of the settings, with the page as it stands.
func (s *Shell) dress() {
	here := s.leaving()
	if s.page != nil {
		s.page.Leave()
		s.page = nil
	}
	s.words = words.In(s.language())
	s.toolkit.Settings().SetTheme(style.New(variant(s.themeName()), float32(s.settings.TextScale)))
	s.nav, s.middle, s.notice = container.NewStack(), container.New(room{}), container.NewStack()
	s.toasts = newToasts()
	s.status = nil
	page := style.Stretch(style.Column(0, s.notice, style.Stretch(s.middle)))
	s.frame = style.Column(0, style.Stretch(container.New(beside{}, page, s.nav)))
	if s.workspace != nil {
		s.status = s.newStatus()
		s.frame.Add(s.status.object)
		s.showStatus(s.facts)
		s.showNotice()
	}
	content := container.NewStack(
		s.frame,
		s.toasts.layer,
		widgets.NewTipLayer().Container)
	if s.point != nil {
		content.Add(s.point)
	}
	s.window.SetContent(content)
	s.window.SetTitle(s.words.T("shell.name"))
	if s.workspace != nil {
		s.window.SetTitle(s.title() + " – " + s.words.T("shell.name"))
	}
	if s.started {
		s.setMenu()
	}
	if here != nil {
		s.show(here)
	}
}

// beside sets the navigation at the left of the page. It stands behind the page
// in the order in which Tab goes through the window.
type beside struct{}

func (beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	page, nav := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(page.Width+nav.Width, max(page.Height, nav.Height))
}

func (beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	page, nav := o[0], o[1]
	width := nav.MinSize().Width
	nav.Move(fyne.Position{})
	nav.Resize(fyne.NewSize(width, s.Height))
	page.Move(fyne.NewPos(width, 0))
	page.Resize(fyne.NewSize(s.Width-width, s.Height))
}

// room gives a page the place there is. A page that wants more doesn't make the
// window grow.
type room struct{}

func (room) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(roomWidth, roomHeight) }

func (room) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}

// The least place for a page: less than this can't be worked in.
const roomWidth, roomHeight = 720, 480

func variant(name string) fyne.ThemeVariant {
	switch name {
	case "light":
		return theme.VariantLight
	case "dark":
		return theme.VariantDark
	}
	return style.System
}

// Toast shows a sentence at the bottom; undo, when not nil, adds 元に戻す.
func (s *Shell) Toast(text string, undo func()) {
	s.toasts.show(text, s.words.T("common.undo"), undo)
}

func (s *Shell) reload() {
	if s.page != nil {
		s.page.Reload()
	}
	s.readFacts()
	s.readKPIs()
}

func (s *Shell) folded() bool { return s.settings.NavFolded }
