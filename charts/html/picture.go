package html

import (
	"fmt"
	"html/template"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"shirube/assets"
	"shirube/charts"
	"shirube/charts/scene"
)

const fontFamily = `"Noto Sans JP","Noto Sans CJK JP","Yu Gothic","Hiragino Sans",sans-serif`

// picture draws a chart as an SVG element; its sentence stands on it.
func picture(c charts.Chart, width, height float64) template.HTML {
	return template.HTML(scene.Lay(c, width, height, measure, paper).SVG(c.Describe()))
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
