package paper

import (
	"shirube/assets/face"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/charts/scene"
	"shirube/data/report"
)

// A page is measured in CSS pixels, 96 to the inch (25.4 mm).
const (
	Short  = 210 / 25.4 * 96 // the short side of A4
	Long   = 297 / 25.4 * 96
	margin = 48.0
	foot   = 40.0 // from the lower edge to the middle of the footer
)

// Sizes of type, in pixels: 22 is 16.5 points.
const (
	large  = 22.0
	medium = 15.0
	body   = 12.5
	small  = 11.0
)

const (
	lineHeight = 1.6  // of the size, in running text
	gap        = 22.0 // between sections
)

// Options are what the paper is like.
type Options struct{ Landscape bool }

// Pages lays a document out. There is at least one page.
func Pages(doc report.Document, w *words.Words, o Options) []*scene.Scene {
	s := &sheet{doc: doc, words: w, ink: palette.Of(false), width: Short, height: Long}
	if o.Landscape {
		s.width, s.height = Long, Short
	}
	s.turn()
	s.head()
	s.notes(doc.Notes)
	if before := s.y; !s.parts() && s.y == before {
		s.line(s.words.T("reports.empty"), palette.Sub)
	}
	for i, page := range s.pages {
		s.footer(page, i+1)
	}
	return s.pages
}

// sheet is paper being filled from the top.
type sheet struct {
	doc           report.Document
	words         *words.Words
	ink           palette.Palette
	width, height float64
	pages         []*scene.Scene
	y             float64 // where the next thing goes
}

func (s *sheet) page() *scene.Scene { return s.pages[len(s.pages)-1] }

// room is the width between the margins.
func (s *sheet) room() float64 { return s.width - 2*margin }

// bottom is where the page is full.
func (s *sheet) bottom() float64 { return s.height - margin - 16 }

// turn begins a page.
func (s *sheet) turn() {
	p := &scene.Scene{W: s.width, H: s.height}
	p.Items = append(p.Items, scene.Rect{Box: scene.Box{W: s.width, H: s.height}, Fill: s.ink[palette.Card]})
	s.pages = append(s.pages, p)
	s.y = margin
}

// need begins a page unless h has room on this one.
func (s *sheet) need(h float64) {
	if s.y+h > s.bottom() && s.y > margin {
		s.turn()
	}
}

// ink of a text.
type ink struct {
	size   float64
	token  palette.Token
	bold   bool
	anchor scene.Anchor
}

// set puts one line with its middle at y.
func (s *sheet) set(x, y float64, text string, k ink) {
	if text == "" {
		return
	}
	if k.anchor == "" {
		k.anchor = scene.Start
	}
	s.page().Items = append(s.page().Items, scene.Text{X: x, Y: y + k.size*0.37, S: clean(text), Size: k.size, Bold: k.bold, Color: s.ink[k.token], Anchor: k.anchor})
}

// line is one line of running text.
func (s *sheet) line(text string, token palette.Token) {
	s.paragraph(text, ink{size: body, token: token})
}

// paragraph sets text over as many lines and pages as it takes.
func (s *sheet) paragraph(text string, k ink) {
	for _, line := range broken(text, s.room(), k.size, k.bold) {
		s.need(k.size * lineHeight)
		s.set(margin, s.y+k.size*lineHeight/2, line, k)
		s.y += k.size * lineHeight
	}
}

func (s *sheet) rule(y float64, token palette.Token) {
	s.page().Items = append(s.page().Items, scene.Rect{Box: scene.Box{X: margin, Y: y, W: s.room(), H: 1}, Fill: s.ink[token]})
}

// chart draws c in a box, k times the size of the screen.
func (s *sheet) chart(c charts.Chart, x, y, w, h, k float64) {
	s.page().Put(scene.Lay(c, w/k, h/k, face.Width, s.ink), x, y, k)
}

// head stands over the first page.
func (s *sheet) head() {
	w, from := s.words, s.doc.Company
	if from == "" {
		from = s.doc.Title
	}
	s.logo()
	sub := ink{size: small, token: palette.Sub, anchor: scene.End}
	made := from + "  " + w.T("report.made", "day", w.Day(s.doc.Made.Time()))
	s.set(s.width-margin, s.y+8, made, sub)
	s.set(margin, s.y+8, cut(s.doc.For, s.room()-face.Width(made, small, false)-24, body, false), ink{size: body, token: palette.Ink})
	s.y += 26
	title := w.T("report.title", "period", charts.PeriodName(s.doc.Period, w))
	s.set(margin, s.y+16, cut(title, s.room(), large, true), ink{size: large, token: palette.Ink, bold: true})
	s.y += 38
	s.rule(s.y, palette.Ink)
	s.y += 14
	if !s.doc.Complete {
		s.paragraph(w.T("report.unfinished"), ink{size: small, token: palette.CautionText})
		s.y += 6
	}
}

// The most room for the company's logo, at the right over the first page.
const logoWide, logoHigh = 180.0, 36.0

func (s *sheet) logo() {
	l := s.doc.Logo
	if l == nil {
		return
	}
	k := min(logoWide/float64(l.Width), logoHigh/float64(l.Height))
	w, h := float64(l.Width)*k, float64(l.Height)*k
	s.page().Items = append(s.page().Items, scene.Image{Box: scene.Box{X: s.width - margin - w, Y: s.y - 12, W: w, H: h}, PNG: l.PNG})
	s.y += h
}

func (s *sheet) notes(text string) {
	if text != "" {
		s.line(text, palette.Ink)
		s.y += 8
	}
}

func (s *sheet) footer(p *scene.Scene, n int) {
	w := s.words
	put := func(x float64, anchor scene.Anchor, text string) {
		p.Items = append(p.Items, scene.Text{X: x, Y: s.height - foot, S: clean(text), Size: small, Color: s.ink[palette.Sub], Anchor: anchor})
	}
	left := w.T("report.footer")
	if n > 1 {
		left += " ・ " + w.T("report.title", "period", charts.PeriodName(s.doc.Period, w))
	}
	put(margin, scene.Start, left)
	put(s.width-margin, scene.End, w.T("report.page", "n", w.Int(n), "of", w.Int(len(s.pages))))
}

// Sketch is a page seen from afar: every line of text is a bar of its length.
func Sketch(page *scene.Scene) *scene.Scene {
	out := &scene.Scene{W: page.W, H: page.H}
	for _, it := range page.Items {
		t, ok := it.(scene.Text)
		if !ok {
			out.Items = append(out.Items, it)
			continue
		}
		wide, high := face.Width(t.S, t.Size, t.Bold), t.Size*0.55
		x := t.X
		switch t.Anchor {
		case scene.Middle:
			x -= wide / 2
		case scene.End:
			x -= wide
		}
		t.Color.A = 110
		if t.Size > medium {
			t.Color.A = 220
		}
		out.Items = append(out.Items, scene.Rect{Box: scene.Box{X: x, Y: t.Y - high, W: wide, H: high}, Fill: t.Color})
	}
	return out
}
