package art

import (
	_ "embed"
	"strings"
)

//go:embed logo.svg
var logo string

//go:embed start.svg
var start string

// The colours of the pictures by night, in pairs: day, night.
var night = strings.NewReplacer(
	"#F0D9CF", "#5A3A31", // sun
	"#CFDEE5", "#1D2F39", // mountain
	"#F6F7F6", "#C9D4D9", // snow
	"#B5CDD8", "#20394A",
	"#8FB3C6", "#3A6C85",
	"#3C7C9B", "#285A75",
	"#EDF0EE", "#B9C3C6", // road
	"#1F2326", "#E9E7E1", // post
	"#165E83", "#62B2D8",
	"#2F7698", "#3E86A8",
	"#FFFFFF", "#0F1417", // letters
)

// Logo is the sign, 24 by 26, as SVG.
func Logo(dark bool) []byte { return picture(logo, dark) }

// Start is the landscape of the first start, 416 by 520, clear above the
// mountain, as SVG.
func Start(dark bool) []byte { return picture(start, dark) }

func picture(svg string, dark bool) []byte {
	if dark {
		svg = night.Replace(svg)
	}
	return []byte(svg)
}
