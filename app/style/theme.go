package style

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"shirube/assets"
	"shirube/assets/palette"
)

// Variants beside theme.VariantLight and theme.VariantDark.
const System fyne.ThemeVariant = 99 // follow the desktop

// Theme is Shirube's Fyne theme. Entries have no frame of their own in it: a
// field draws one. (A container.ThemeOverride round each would parse the fonts
// anew at every refresh, and empty the caches of text sizes and icons.)
type Theme struct {
	variant fyne.ThemeVariant
	scale   float32
}

var (
	regular = fyne.NewStaticResource("NotoSansJP-Regular.ttf", assets.FontRegular)
	bold    = fyne.NewStaticResource("NotoSansJP-Bold.ttf", assets.FontBold)
)

// New makes the theme in a variant (light, dark or System) with texts grown by
// textScale (1 is as drawn; anything not above 0 counts as 1).
func New(variant fyne.ThemeVariant, textScale float32) fyne.Theme {
	if textScale <= 0 {
		textScale = 1
	}
	return &Theme{variant, textScale}
}

func inForce() *Theme {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return &Theme{theme.VariantLight, 1}
}

// Dark tells whether the theme in force is dark.
func Dark() bool {
	v := inForce().variant
	if v == System {
		v = fyne.CurrentApp().Settings().ThemeVariant()
	}
	return v == theme.VariantDark
}

// Color is a token's colour in the theme in force.
func Color(token palette.Token) color.NRGBA { return palette.Of(Dark())[token] }

// Grow gives a length that holds text, such as a row's height, at the text size in force.
func Grow(length float32) float32 { return length * inForce().scale }

const ownName = "shirube-"

// ColorName is a token's name for Fyne's own widgets.
func ColorName(token palette.Token) fyne.ThemeColorName {
	return fyne.ThemeColorName(ownName + strconv.Itoa(int(token)))
}

var tokens = map[fyne.ThemeColorName]palette.Token{
	theme.ColorNameBackground:          palette.Ground,
	theme.ColorNameButton:              palette.Card,
	theme.ColorNameDisabledButton:      palette.Track,
	theme.ColorNameDisabled:            palette.Faint,
	theme.ColorNameError:               palette.Bad,
	theme.ColorNameFocus:               palette.AccentTint,
	theme.ColorNameForeground:          palette.Ink,
	theme.ColorNameForegroundOnError:   palette.OnAccent,
	theme.ColorNameForegroundOnPrimary: palette.OnAccent,
	theme.ColorNameForegroundOnSuccess: palette.OnAccent,
	theme.ColorNameForegroundOnWarning: palette.OnAccent,
	theme.ColorNameHeaderBackground:    palette.Ground,
	theme.ColorNameHover:               palette.Hover,
	theme.ColorNameHyperlink:           palette.Accent,
	theme.ColorNameMenuBackground:      palette.Card,
	theme.ColorNameOverlayBackground:   palette.Card,
	theme.ColorNamePlaceHolder:         palette.Faint,
	theme.ColorNamePressed:             palette.Line,
	theme.ColorNamePrimary:             palette.Accent,
	theme.ColorNameScrollBar:           palette.Line2,
	theme.ColorNameSelection:           palette.Band,
	theme.ColorNameSeparator:           palette.Line,
	theme.ColorNameSuccess:             palette.Good,
	theme.ColorNameWarning:             palette.Caution,
}

// Color gives the colour of a token's name, or of Fyne's own names.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if t.variant != System {
		variant = t.variant
	}
	p := palette.Of(variant == theme.VariantDark)
	if n, own := strings.CutPrefix(string(name), ownName); own {
		if i, err := strconv.Atoi(n); err == nil && i >= 0 && i < len(p) {
			return p[i]
		}
	}
	if token, ok := tokens[name]; ok {
		return p[token]
	}
	switch name {
	case theme.ColorNameShadow:
		c := p[palette.Line2]
		c.A = 128
		return c
	case theme.ColorNameScrollBarBackground, theme.ColorNameInputBackground, theme.ColorNameInputBorder:
		return color.Transparent
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font is Noto Sans JP, regular or bold, for every style.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	if s.Bold {
		return bold
	}
	return regular
}

// Icon is Fyne's own; pages use style.Icon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

var lengths = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:         4,
	theme.SizeNameInnerPadding:    6,
	theme.SizeNameInputBorder:     0,
	theme.SizeNameInputRadius:     6,
	theme.SizeNameSelectionRadius: 4,
	theme.SizeNameScrollBar:       8,
	theme.SizeNameScrollBarSmall:  4,
	theme.SizeNameScrollBarRadius: 4,
	theme.SizeNameInlineIcon:      18,
	theme.SizeNameButtonRadius:    6,
	theme.SizeNameCardRadius:      8,
	theme.SizeNameDialogRadius:    8,
	theme.SizeNamePopupRadius:     8,
	theme.SizeNameMenuRadius:      6,
	theme.SizeNameModalBlurRadius: 0,
}

// Size gives text sizes grown by the text scale, and lengths.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText, theme.SizeNameCaptionText:
		return Small * t.scale
	case theme.SizeNameSubHeadingText:
		return Panel * t.scale
	case theme.SizeNameHeadingText:
		return Title * t.scale
	}
	if l, ok := lengths[name]; ok {
		return l
	}
	return theme.DefaultTheme().Size(name)
}
