package pdf

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"image/color"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"shirube/assets"
	"shirube/assets/face"
	"shirube/charts/scene"
)

// point is the size of a page's pixel (96 to the inch) in points (72).
const point = 72.0 / 96

// family is the name of the embedded fonts in the file.
const family = "NotoSansJP"

// Info is what the file says of itself.
type Info struct {
	Title, Author string
	Lang          string // ja or en
	Made          time.Time
}

// Write writes the pages. It fails where out does, or where a page can't be
// written; nothing is known then of what out got.
func Write(out io.Writer, pages []*scene.Scene, info Info) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("pdf: %v", broken)
		}
	}()
	p := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", SizeStr: "A4"})
	p.SetCatalogSort(true)
	p.SetCreationDate(info.Made)
	p.SetModificationDate(info.Made)
	p.SetTitle(plain(info.Title), true)
	p.SetAuthor(plain(info.Author), true)
	p.SetCreator("Shirube", true)
	p.SetLang(info.Lang)
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(0, 0, 0)
	p.AddUTF8FontFromBytes(family, "", assets.FontRegular)
	p.AddUTF8FontFromBytes(family, "B", assets.FontBold)
	w := &writer{pdf: p}
	for _, page := range pages {
		p.AddPageFormat("P", fpdf.SizeType{Wd: page.W * point, Ht: page.H * point})
		for _, it := range page.Items {
			w.item(it)
		}
	}
	if err := p.Output(out); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

type writer struct{ pdf *fpdf.Fpdf }

func (w *writer) item(it scene.Item) {
	switch it := it.(type) {
	case scene.Rect:
		w.rect(it)
	case scene.Circle:
		w.paint(it.Fill, it.Stroke, it.Width, func(how string) { w.pdf.Circle(it.X*point, it.Y*point, it.R*point, how) })
	case scene.Path:
		w.paint(it.Fill, it.Stroke, it.Width, func(how string) { w.path(it, how) })
	case scene.Text:
		w.text(it)
	case scene.Image:
		name := fmt.Sprintf("%08x", crc32.ChecksumIEEE(it.PNG))
		options := fpdf.ImageOptions{ImageType: "PNG"}
		w.pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(it.PNG))
		w.pdf.ImageOptions(name, it.X*point, it.Y*point, it.W*point, it.H*point, false, options, 0, "")
	}
}

func (w *writer) rect(r scene.Rect) {
	in := 0.0
	if r.Stroke.A > 0 {
		in = r.Width / 2
	}
	x, y, wide, high := (r.X+in)*point, (r.Y+in)*point, (r.W-2*in)*point, (r.H-2*in)*point
	w.paint(r.Fill, r.Stroke, r.Width, func(how string) {
		if r.R > 0 {
			w.pdf.RoundedRect(x, y, wide, high, r.R*point, "1234", how)
		} else {
			w.pdf.Rect(x, y, wide, high, how)
		}
	})
}

func (w *writer) path(path scene.Path, how string) {
	for _, line := range path.Lines {
		for i, at := range line {
			if i == 0 {
				w.pdf.MoveTo(at.X*point, at.Y*point)
			} else {
				w.pdf.LineTo(at.X*point, at.Y*point)
			}
		}
		if path.Closed {
			w.pdf.ClosePath()
		}
	}
	w.pdf.DrawPath(how)
}

// paint fills and strokes a shape, each in its own opacity.
func (w *writer) paint(fill, stroke color.NRGBA, width float64, draw func(how string)) {
	if fill.A > 0 {
		w.pdf.SetFillColor(int(fill.R), int(fill.G), int(fill.B))
		w.pdf.SetAlpha(float64(fill.A)/255, "Normal")
		draw("F")
	}
	if stroke.A > 0 && width > 0 {
		w.pdf.SetDrawColor(int(stroke.R), int(stroke.G), int(stroke.B))
		w.pdf.SetLineWidth(width * point)
		w.pdf.SetAlpha(float64(stroke.A)/255, "Normal")
		draw("D")
	}
	w.pdf.SetAlpha(1, "Normal")
}

// text sets a line. Characters beyond the basic plane, which the library can't
// write, are drawn as their outlines; what the font lacks is 〓.
func (w *writer) text(t scene.Text) {
	said, size := plain(t.S), t.Size*point
	x, y := t.X*point, t.Y*point
	switch t.Anchor {
	case scene.Middle:
		x -= face.Width(said, size, t.Bold) / 2
	case scene.End:
		x -= face.Width(said, size, t.Bold)
	}
	style := ""
	if t.Bold {
		style = "B"
	}
	w.pdf.SetFont(family, style, size)
	w.pdf.SetTextColor(int(t.Color.R), int(t.Color.G), int(t.Color.B))
	run := ""
	flush := func() {
		if run != "" {
			w.pdf.Text(x, y, run)
			x += face.Width(run, size, t.Bold)
			run = ""
		}
	}
	for _, r := range said {
		if r <= 0xFFFF && face.Has(r, t.Bold) {
			run += string(r)
			continue
		}
		flush()
		w.outline(r, x, y, size, t)
		x += face.Width(string(r), size, t.Bold)
	}
	flush()
}

func (w *writer) outline(r rune, x, y, size float64, t scene.Text) {
	moves := face.Outline(r, size, t.Bold)
	if len(moves) == 0 {
		return
	}
	w.pdf.SetFillColor(int(t.Color.R), int(t.Color.G), int(t.Color.B))
	for i, m := range moves {
		a := m.To
		switch m.Kind {
		case 'M':
			if i > 0 {
				w.pdf.ClosePath()
			}
			w.pdf.MoveTo(x+a[0], y+a[1])
		case 'L':
			w.pdf.LineTo(x+a[0], y+a[1])
		case 'Q':
			w.pdf.CurveTo(x+a[0], y+a[1], x+a[2], y+a[3])
		case 'C':
			w.pdf.CurveBezierCubicTo(x+a[0], y+a[1], x+a[2], y+a[3], x+a[4], y+a[5])
		}
	}
	w.pdf.ClosePath()
	w.pdf.DrawPath("F")
}

// plain drops what only chooses a variant of the character before it, and what
// has no shape.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF, r == 0x200D, r == 0x200B, r == 0xFEFF, r < 0x20:
			return -1
		case r >= 0xD800 && r <= 0xDFFF:
			return '〓'
		}
		return r
	}, s)
}
