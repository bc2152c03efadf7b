package palette

import (
	"fmt"
	"image/color"
	"math"
)

// Token is a colour by its use.
type Token int

// The tokens. Mark colours (Good, Caution, Bad) fill marks and bars; words are
// set in their Text colours, which are dark enough to read.
const (
	Ground     Token = iota // window
	Card                    // cards, entries, popups
	Nav                     // navigation, status line
	Track                   // bar ground, segmented control, mute chip
	Hover                   // row or button under the pointer
	Line                    // hairline
	Line2                   // control border
	Ink                     // 墨: text
	Sub                     // 鈍: secondary text
	Faint                   // placeholder and dash on card; disabled
	Accent                  // 藍: actual, primary, link
	AccentMid               // mean, limits, forecast
	AccentTint              // selection
	AccentDark              // primary under the pointer
	OnAccent                // text on accent
	Band                    // natural limits
	Good                    // 若竹
	GoodText
	GoodTint
	Caution // 山吹: also target lines
	CautionText
	CautionTint
	Mark // under what a search found
	Bad  // 朱
	BadText
	BadTint
	Hatch // immature, not yet
	Series1
	Series2
	Series3
	Series4
	Series5
	count
)

// Palette gives a colour per token: p[palette.Ink].
type Palette [count]color.NRGBA

var light = Palette{
	Ground: rgb(0xFAFAF7), Card: rgb(0xFFFFFF), Nav: rgb(0xF3F2ED), Track: rgb(0xECEBE5), Hover: rgb(0xF3F2ED),
	Line: rgb(0xE3E2DC), Line2: rgb(0xCFCEC6), Ink: rgb(0x1F2326), Sub: rgb(0x62676C), Faint: rgb(0x707579),
	Accent: rgb(0x165E83), AccentMid: rgb(0x8FB3C6), AccentTint: rgb(0xE6EEF2), AccentDark: rgb(0x124C6A),
	OnAccent: rgb(0xFFFFFF), Band: rgb(0xDCE8EE),
	Good: rgb(0x2F8F5B), GoodText: rgb(0x1E7346), GoodTint: rgb(0xE8F3EC),
	Caution: rgb(0xB98500), CautionText: rgb(0x7D5A00), CautionTint: rgb(0xFAF2DC), Mark: rgb(0xF7E4A3),
	Bad: rgb(0xC8401F), BadText: rgb(0xB5371A), BadTint: rgb(0xFBEAE5),
	Hatch:   rgb(0xC9CFCF),
	Series1: rgb(0x165E83), Series2: rgb(0xC97B2A), Series3: rgb(0x4C9BC4), Series4: rgb(0x2B3640), Series5: rgb(0x8B8E8C),
}

var dark = Palette{
	Ground: rgb(0x15191C), Card: rgb(0x1C2125), Nav: rgb(0x111517), Track: rgb(0x2A3136), Hover: rgb(0x232A2F),
	Line: rgb(0x2E353A), Line2: rgb(0x424A50), Ink: rgb(0xE9E7E1), Sub: rgb(0xA3A9AD), Faint: rgb(0x858C91),
	Accent: rgb(0x62B2D8), AccentMid: rgb(0x3A6C85), AccentTint: rgb(0x1D323D), AccentDark: rgb(0x4E9CC2),
	OnAccent: rgb(0x0F1417), Band: rgb(0x21343F),
	Good: rgb(0x4FB982), GoodText: rgb(0x62C592), GoodTint: rgb(0x1B2F26),
	Caution: rgb(0xDDAE3A), CautionText: rgb(0xE2B84E), CautionTint: rgb(0x332B17), Mark: rgb(0x5A4A16),
	Bad: rgb(0xEE7658), BadText: rgb(0xF08468), BadTint: rgb(0x3A2320),
	Hatch:   rgb(0x3B4449),
	Series1: rgb(0x62B2D8), Series2: rgb(0xE29A62), Series3: rgb(0x9AD6CC), Series4: rgb(0xF4E3B5), Series5: rgb(0x83898C),
}

// Of gives the dark or the light palette.
func Of(inDark bool) Palette {
	if inDark {
		return dark
	}
	return light
}

// Mix puts part (0 to 1) of over into under.
func Mix(under, over color.NRGBA, part float64) color.NRGBA {
	part = math.Max(0, math.Min(1, part))
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-part) + float64(b)*part)) }
	return color.NRGBA{mix(under.R, over.R), mix(under.G, over.G), mix(under.B, over.B), mix(under.A, over.A)}
}

// Hex writes a colour as #RRGGBB, without its opacity.
func Hex(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// Luminance is the relative luminance of WCAG 2.2, 0 (black) to 1 (white).
func Luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// Contrast is the contrast ratio of WCAG 2.2, 1 to 21.
func Contrast(a, b color.NRGBA) float64 {
	x, y := Luminance(a)+0.05, Luminance(b)+0.05
	return math.Max(x, y) / math.Min(x, y)
}

func rgb(v uint32) color.NRGBA { return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255} }
