package reports

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"shirube/app/style"
	"shirube/assets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/native"
	"shirube/data/kpi"
	"shirube/data/report"
)

// The preview is paper seen from a little further away: its type is smaller
// than any on the screen and its colours are those of daylight.
const (
	paperScale  = 0.8
	paperMargin = 36
	paperTitle  = 19
	paperHead   = 13
	paperText   = 11
)

// sheet draws a document with the words of its language.
type sheet struct {
	doc   report.Document
	words *words.Words
	ink   palette.Palette
}

// newSheet is the paper that Write will put into a web page.
func newSheet(doc report.Document, to string, w *words.Words) fyne.CanvasObject {
	s := &sheet{doc, w, palette.Of(false)}
	parts := style.Column(14, s.head(to))
	for _, part := range []fyne.CanvasObject{s.goal(), s.kpis(), s.trends(), s.funnel(), s.channels(), s.rejected(), s.definitions()} {
		if part != nil {
			parts.Add(part)
		}
	}
	if len(parts.Objects) == 1 {
		parts.Add(s.text(w.T("reports.empty"), paperText, palette.Sub, false))
	}
	parts.Add(s.text(w.T("report.footer"), paperText, palette.Sub, false))
	ground := canvas.NewRectangle(s.ink[palette.Card])
	ground.StrokeColor, ground.StrokeWidth = s.ink[palette.Line2], 1
	paper := container.NewStack(ground, style.Pad(paperMargin, parts))
	return container.NewThemeOverride(paper, style.New(theme.VariantLight, paperScale))
}

func (s *sheet) text(words string, size float32, token palette.Token, bold bool) *canvas.Text {
	t := canvas.NewText(style.Clean(words), s.ink[token])
	t.TextSize, t.TextStyle.Bold = size, bold
	return t
}

// cut shortens what has no room; paper doesn't grow with the window's text.
func (s *sheet) cut(words string, bold bool, width float32) string {
	return style.Cut(words, paperText/style.Grow(1), bold, width)
}

// icon is one of the line icons in daylight, whatever the window's theme.
func (s *sheet) icon(name string, token palette.Token, size float32) fyne.CanvasObject {
	svg := strings.NewReplacer("currentColor", palette.Hex(s.ink[token]), "paper", palette.Hex(s.ink[palette.Card])).Replace(assets.Icon(name))
	i := canvas.NewImageFromResource(fyne.NewStaticResource("paper-"+name+".svg", []byte(svg)))
	i.FillMode = canvas.ImageFillContain
	i.SetMinSize(fyne.NewSquareSize(size))
	return i
}

func (s *sheet) right(words string, token palette.Token, bold bool) *canvas.Text {
	t := s.text(words, paperText, token, bold)
	t.Alignment = fyne.TextAlignTrailing
	return t
}

func (s *sheet) rule(token palette.Token) fyne.CanvasObject {
	return style.Fixed(1, 1, canvas.NewRectangle(s.ink[token]))
}

func (s *sheet) section(title, note string, body ...fyne.CanvasObject) fyne.CanvasObject {
	head := style.Row(10, s.text(title, paperHead, palette.Ink, true), style.Spacer(), s.text(note, paperText, palette.Sub, false))
	return style.Column(6, append([]fyne.CanvasObject{head}, body...)...)
}

// chart draws a chart in a height; on paper nothing answers the pointer.
func (s *sheet) chart(c charts.Chart, width, height float32) fyne.CanvasObject {
	chart := native.New(c)
	chart.SetMinSize(fyne.NewSize(width, height))
	return chart
}

func (s *sheet) head(to string) fyne.CanvasObject {
	w := s.words
	from := s.doc.Company
	if from == "" {
		from = s.doc.Title
	}
	parts := style.Column(6,
		style.Row(0, s.text(to, paperText, palette.Ink, false), style.Spacer(),
			s.text(from+"  "+w.T("report.made", "day", w.Day(s.doc.Made.Time())), paperText, palette.Sub, false)),
		s.text(w.T("report.title", "period", charts.PeriodName(s.doc.Period, w)), paperTitle, palette.Ink, true),
		s.rule(palette.Ink))
	if !s.doc.Complete {
		parts.Add(s.text(w.T("report.unfinished"), paperText, palette.CautionText, false))
	}
	return parts
}

func (s *sheet) goal() fyne.CanvasObject {
	g := s.doc.Goal
	if g == nil {
		return nil
	}
	w := s.words
	said := w.Value(g.Value.Value, g.KPI.Unit)
	if g.Value.Target != nil {
		said += " / " + w.Value(g.Value.Target, g.KPI.Unit)
	}
	return s.section("KGI "+w.Name("kpi", g.KPI.Key, g.KPI.Name), charts.PeriodName(g.Year, w)+"  "+said,
		s.chart(charts.BulletOf(g.Value, g.KPI.Unit, w), 200, 52))
}

// state is a KPI's mark with its word in paper colours.
func (s *sheet) state(v kpi.Value) fyne.CanvasObject {
	icon, mark, token := "state-none", palette.Sub, palette.Sub
	switch v.State {
	case kpi.OnTrack:
		icon, mark, token = "state-good", palette.Good, palette.GoodText
	case kpi.Caution:
		icon, mark, token = "state-caution", palette.Caution, palette.CautionText
	case kpi.Behind:
		icon, mark, token = "state-bad", palette.Bad, palette.BadText
	}
	return style.Row(4, s.icon(icon, mark, 12), s.text(charts.StateWord(v.State, s.words), paperText, token, true))
}
