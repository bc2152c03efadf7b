package html

import (
	"fmt"
	escape "html"
	"html/template"
	"image/color"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"shirube/assets"
	"shirube/charts"
	"shirube/charts/scene"
)

const fontFamily = `"Noto Sans JP","Yu Gothic","Hiragino Sans",sans-serif`

// picture draws a chart as an SVG element for readers with eyes; its sentence
// stands on it for others.
func picture(c charts.Chart, width, height float64) template.HTML {
	s := scene.Lay(c, width, height, measure, paper)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="picture" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s">`,
		n(width), n(height), n(width), n(height), escape.EscapeString(c.Describe()))
	for _, item := range s.Items {
		switch v := item.(type) {
		case scene.Rect:
			fmt.Fprintf(&b, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s"%s/>`, n(v.X), n(v.Y), n(v.W), n(v.H), n(v.R), ink(v.Fill, v.Stroke, v.Width))
		case scene.Circle:
			fmt.Fprintf(&b, `<circle cx="%s" cy="%s" r="%s"%s/>`, n(v.X), n(v.Y), n(v.R), ink(v.Fill, v.Stroke, v.Width))
		case scene.Path:
			fmt.Fprintf(&b, `<path d="%s"%s/>`, outline(v), ink(v.Fill, v.Stroke, v.Width))
		case scene.Text:
			weight := ""
			if v.Bold {
				weight = ` font-weight="700"`
			}
			fmt.Fprintf(&b, `<text x="%s" y="%s" font-size="%s" text-anchor="%s"%s%s>%s</text>`,
				n(v.X), n(v.Y), n(v.Size), v.Anchor, weight, ink(v.Color, color.NRGBA{}, 0), escape.EscapeString(v.S))
		}
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

func outline(p scene.Path) string {
	var b strings.Builder
	for _, line := range p.Lines {
		for i, at := range line {
			b.WriteByte("ML"[min(i, 1)])
			b.WriteString(n(at.X) + " " + n(at.Y))
		}
		if p.Closed {
			b.WriteByte('Z')
		}
	}
	return b.String()
}

func ink(fill, stroke color.NRGBA, width float64) string {
	s := ` fill="none"`
	if fill.A > 0 {
		s = fmt.Sprintf(` fill="#%02x%02x%02x"%s`, fill.R, fill.G, fill.B, opacity("fill", fill.A))
	}
	if stroke.A > 0 && width > 0 {
		s += fmt.Sprintf(` stroke="#%02x%02x%02x" stroke-width="%s"%s`, stroke.R, stroke.G, stroke.B, n(width), opacity("stroke", stroke.A))
	}
	return s
}

func opacity(of string, a uint8) string {
	if a == 255 {
		return ""
	}
	return fmt.Sprintf(` %s-opacity="%s"`, of, n(float64(a)/255))
}

func n(v float64) string {
	s := strings.TrimRight(strconv.FormatFloat(v, 'f', 2, 64), "0")
	return strings.TrimSuffix(s, ".")
}

var faces = sync.OnceValue(func() [2]*sfnt.Font {
	var out [2]*sfnt.Font
	for i, b := range [][]byte{assets.FontRegular, assets.FontBold} {
		f, err := sfnt.Parse(b)
		if err != nil {
			panic(fmt.Errorf("html: embedded font: %w", err))
		}
		out[i] = f
	}
	return out
})

// measure gives the width of a text in the embedded font.
func measure(text string, size float64, bold bool) float64 {
	f := faces()[0]
	if bold {
		f = faces()[1]
	}
	var buf sfnt.Buffer
	em := fixed.I(1000)
	all := fixed.Int26_6(0)
	for _, r := range text {
		glyph, err := f.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		if advance, err := f.GlyphAdvance(&buf, glyph, em, font.HintingNone); err == nil {
			all += advance
		}
	}
	return float64(all) / 64 / 1000 * size
}
