package face

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"shirube/assets"
)

// em is the size glyphs are read at.
const em = 1000

// missing stands for a character that the font lacks.
const missing = '〓'

var fonts = sync.OnceValue(func() [2]*sfnt.Font {
	var out [2]*sfnt.Font
	for i, b := range [][]byte{assets.FontRegular, assets.FontBold} {
		f, err := sfnt.Parse(b)
		if err != nil {
			panic(fmt.Errorf("face: embedded font: %w", err))
		}
		out[i] = f
	}
	return out
})

func at(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// known holds the advances of the basic plane, in 1/64 of 1/1000 em and one
// more, 0 where not read yet: reading a glyph's advance costs more than a text.
var known [2][1 << 16]atomic.Int32

// Width of a line of text at a size, in the unit of the size.
func Width(text string, size float64, bold bool) float64 {
	all := int64(0)
	var buf sfnt.Buffer
	for _, r := range text {
		all += int64(advance(&buf, r, bold))
	}
	return float64(all) / 64 / em * size
}

func advance(buf *sfnt.Buffer, r rune, bold bool) fixed.Int26_6 {
	if r >= 0 && r < 1<<16 {
		cell := &known[at(bold)][r]
		if v := cell.Load(); v > 0 {
			return fixed.Int26_6(v - 1)
		}
		v := read(buf, r, bold)
		cell.Store(int32(v) + 1)
		return v
	}
	return read(buf, r, bold)
}

func read(buf *sfnt.Buffer, r rune, bold bool) fixed.Int26_6 {
	f := fonts()[at(bold)]
	glyph, err := f.GlyphIndex(buf, r)
	if err != nil {
		return 0
	}
	v, err := f.GlyphAdvance(buf, glyph, fixed.I(em), font.HintingNone)
	if err != nil {
		return 0
	}
	return v
}

// Has tells whether the font can show a character.
func Has(r rune, bold bool) bool {
	var buf sfnt.Buffer
	glyph, err := fonts()[at(bold)].GlyphIndex(&buf, r)
	return err == nil && glyph != 0
}

// Move is one step of an outline: M, L, Q or C to the last of its points
// (x, y pairs; y grows downwards).
type Move struct {
	Kind byte
	To   [6]float64
}

// Outline gives a character's shape at a size, its baseline at 0. A character
// that the font lacks is 〓.
func Outline(r rune, size float64, bold bool) []Move {
	var buf sfnt.Buffer
	f := fonts()[at(bold)]
	glyph, err := f.GlyphIndex(&buf, r)
	if err != nil || glyph == 0 {
		if glyph, err = f.GlyphIndex(&buf, missing); err != nil {
			return nil
		}
	}
	segments, err := f.LoadGlyph(&buf, glyph, fixed.I(em), nil)
	if err != nil {
		return nil
	}
	moves := make([]Move, 0, len(segments))
	for _, s := range segments {
		m := Move{Kind: "MLQC"[s.Op]}
		for i, p := range s.Args {
			m.To[2*i], m.To[2*i+1] = float64(p.X)/64/em*size, float64(p.Y)/64/em*size
		}
		moves = append(moves, m)
	}
	return moves
}
