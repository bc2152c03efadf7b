package start

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
)

// Template of a new workspace.
type Template string

// The templates; Blank has the four stages and no KPI.
const (
	Sales     Template = "sales"
	Marketing Template = "marketing"
	Blank     Template = "blank"
)

// Starter does what was chosen. The window asks for paths, shows progress and
// goes on to the page that follows.
type Starter interface {
	Create(Template)
	ChooseImport()
	ChooseWorkspace()
	OpenWorkspace(path string)
	OpenSample()
	SetLanguage(lang string)
	// Recent are the workspaces used last, newest first.
	Recent() []string
}

// Page is the first page.
type Page struct {
	starter Starter
	words   *words.Words
	nav     route.Navigator
	route   route.Start
	chosen  Template
	cards   map[Template]*templateCard
	begin   *widgets.Button
	object  fyne.CanvasObject
}

const (
	pictureWidth = 416
	sideRoom     = 48
	// recentShown is how many workspaces have room in their row.
	recentShown = 3
)

// New builds the page. While a file is being opened there is nothing to choose:
// it shows what is coming, and is drawn at once.
func New(starter Starter, nav route.Navigator, w *words.Words, r route.Start) *Page {
	p := &Page{starter: starter, words: w, nav: nav, route: r, chosen: Sales, cards: map[Template]*templateCard{}}
	if r.Opening != "" {
		p.object = container.NewCenter(style.Text(w.T("start.opening", "file", r.Opening), style.Body, palette.Sub, false))
		return p
	}
	p.object = style.RowFill(0, picture(w), style.Stretch(style.PadSides(46, sideRoom, 16, sideRoom, p.choices())))
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.object }

// Route is the start.
func (p *Page) Route() route.Route { return p.route }

// Reload has nothing to read.
func (p *Page) Reload() {}

// Act makes a workspace of the chosen template.
func (p *Page) Act() {
	if p.begin != nil {
		p.begin.Press()
	}
}

// Leave has nothing to stop.
func (p *Page) Leave() {}

func (p *Page) choices() fyne.CanvasObject {
	w := p.words
	var cards []fyne.CanvasObject
	for _, t := range []Template{Sales, Marketing} {
		c := newTemplateCard(t, w, func() { p.choose(t) })
		p.cards[t] = c
		cards = append(cards, c)
	}
	p.begin = widgets.NewButton("", widgets.Primary, func() { p.starter.Create(p.chosen) }).Height(40)
	p.choose(p.chosen)
	buttons := style.Row(16,
		style.Fixed(176, 0, p.begin),
		style.Fixed(136, 0, widgets.NewButton(w.T("start.blank"), widgets.Plain, func() { p.starter.Create(Blank) }).Height(40)),
		style.Spacer(),
		style.Text(w.T("start.next"), style.Small, palette.Sub, false))
	return style.Column(0,
		style.Text(w.T("start.title"), style.Title, palette.Ink, true),
		style.Space(3),
		style.Text(w.T("start.question"), style.Body, palette.Sub, false),
		style.Space(22),
		style.Grid(2, 16, cards...),
		style.Space(16), buttons,
		style.Space(24), style.Hairline(), style.Space(16),
		style.Text(w.T("start.or"), style.Body, palette.Ink, true),
		style.Space(8),
		p.way("table", "import", nil, p.starter.ChooseImport), style.Space(8),
		p.way("folder", "open", p.recent(), p.starter.ChooseWorkspace), style.Space(8),
		p.way("star", "sample", nil, p.starter.OpenSample),
		style.Spacer(),
		style.Row(8, style.Text(w.T("start.drop"), style.Small, palette.Sub, false), style.Spacer(), p.language()))
}

func (p *Page) choose(t Template) {
	p.chosen = t
	for name, c := range p.cards {
		c.choose(name == t)
	}
	p.begin.SetText(p.words.T("start." + string(t) + ".begin"))
}

// way is one of the rows under または; instead, when not nil, stands where the note would.
func (p *Page) way(icon, key string, instead fyne.CanvasObject, act func()) fyne.CanvasObject {
	w := p.words
	square := canvas.NewRectangle(style.Color(palette.AccentTint))
	square.CornerRadius = 6
	if instead == nil {
		instead = widgets.NewCutText(w.T("start."+key+".note"), style.Small, palette.Sub, false)
	}
	row := style.Row(14,
		style.Fixed(32, 32, container.NewStack(square, style.Pad(7, style.Image(icon, palette.Accent, 18)))),
		style.Text(w.T("start."+key), style.Body, palette.Ink, true),
		style.Stretch(style.Column(0, style.Spacer(), instead, style.Spacer())),
		style.Fixed(120, 28, widgets.NewButton(w.T("start."+key+".act"), widgets.Plain, act).Height(28)))
	return style.Fixed(0, style.Grow(48), container.NewStack(style.Box(palette.Card, palette.Line, 8), style.PadSides(0, 12, 0, 12, row)))
}

func (p *Page) recent() fyne.CanvasObject {
	paths := p.starter.Recent()
	if len(paths) == 0 {
		return nil
	}
	row := style.Row(16)
	for _, path := range paths[:min(len(paths), recentShown)] {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		row.Add(widgets.NewLink(style.Cut(name, style.Small, false, 130), func() { p.starter.OpenWorkspace(path) }).WithTip(path))
	}
	return row
}

func (p *Page) language() fyne.CanvasObject {
	var b *widgets.Button
	b = widgets.NewButton(p.words.T("start.language"), widgets.TextOnly, func() {
		menu := fyne.NewMenu("",
			fyne.NewMenuItem("日本語", func() { p.starter.SetLanguage("ja") }),
			fyne.NewMenuItem("English", func() { p.starter.SetLanguage("en") }))
		pop := widget.NewPopUpMenu(menu, p.nav.Window().Canvas())
		pop.ShowAtRelativePosition(fyne.NewPos(0, -pop.MinSize().Height), b)
	}).WithIcon("globe")
	return b
}
