package style_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"shirube/app/style"
	"shirube/assets"
	"shirube/assets/palette"
)

func use(t *testing.T, variant fyne.ThemeVariant, scale float32) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(style.New(variant, scale))
}

func box(w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(style.Color(palette.Ink))
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

func at(t *testing.T, name string, o fyne.CanvasObject, x, y, w, h float32) {
	t.Helper()
	if o.Position() != fyne.NewPos(x, y) || o.Size() != fyne.NewSize(w, h) {
		t.Errorf("%s: at %v %v, want %v,%v %v×%v", name, o.Position(), o.Size(), x, y, w, h)
	}
}

func TestRowAndColumnKeepTheirGaps(t *testing.T) {
	use(t, theme.VariantLight, 1)
	a, b, c := box(10, 10), box(20, 20), box(30, 30)
	hidden := box(99, 99)
	hidden.Hide()
	row := style.Row(8, a, hidden, style.Stretch(b), c)
	if row.MinSize() != fyne.NewSize(76, 30) {
		t.Errorf("row wants %v", row.MinSize())
	}
	row.Resize(fyne.NewSize(200, 40))
	at(t, "fixed", a, 0, 15, 10, 10)
	at(t, "stretched", row.Objects[2], 18, 0, 144, 40)
	at(t, "last", c, 170, 5, 30, 30)
	column := style.Column(4, a, style.Spacer(), c)
	column.Resize(fyne.NewSize(50, 100))
	at(t, "top", a, 0, 0, 50, 10)
	at(t, "bottom", c, 0, 70, 50, 30)
}

func TestGridHasEqualColumns(t *testing.T) {
	use(t, theme.VariantLight, 1)
	cells := []fyne.CanvasObject{box(10, 10), box(10, 20), box(10, 10), box(10, 10)}
	grid := style.Grid(3, 16, cells...)
	if grid.MinSize() != fyne.NewSize(62, 46) {
		t.Errorf("grid wants %v", grid.MinSize())
	}
	grid.Resize(fyne.NewSize(332, 46))
	at(t, "second", cells[1], 116, 0, 100, 20)
	at(t, "fourth", cells[3], 0, 36, 100, 10)
}

func TestWhatWrapsPushesDownWhatFollows(t *testing.T) {
	use(t, theme.VariantLight, 1)
	chips := style.Flow(8, box(60, 24), box(60, 24), box(60, 24))
	words := style.NewParagraph(strings.Repeat("新規 8,612社を消します。", 6), style.Small, palette.Ink, 1000)
	last := box(10, 10)
	column := style.Column(0, style.Column(0, chips), words, last)
	column.Resize(fyne.NewSize(140, 400))
	if chips.Size().Height != 56 {
		t.Errorf("three chips of 60 in 140 take %v, want two lines of 24 and 8", chips.Size().Height)
	}
	lines := len(style.Lines(strings.Repeat("新規 8,612社を消します。", 6), style.Small, false, 140))
	if want := 56 + float32(lines)*13*1.6; last.Position().Y < want-0.1 || last.Position().Y > want+0.1 {
		t.Errorf("what follows stands at %v, want %v", last.Position().Y, want)
	}
}

func TestCutFits(t *testing.T) {
	use(t, theme.VariantLight, 1)
	for _, s := range []string{"株式会社江戸川パッケージ製作所", "Tokyo Precision Instruments Co.", "03-0000-1201"} {
		for width := float32(0); width < 300; width += 7 {
			cut := style.Cut(s, style.Small, false, width)
			if w := style.Width(cut, style.Small, false); w > width+1 {
				t.Errorf("%q at %v is %v wide", cut, width, w)
			}
			if cut != s && cut != "" && (!strings.HasSuffix(cut, "…") || !strings.HasPrefix(s, strings.TrimSuffix(cut, "…"))) {
				t.Errorf("%q isn't the beginning of %q", cut, s)
			}
		}
		if got := style.Cut(s, style.Small, false, 1000); got != s {
			t.Errorf("%q was cut where it fits", got)
		}
	}
}

func TestLinesLoseNothing(t *testing.T) {
	use(t, theme.VariantLight, 1)
	text := "新規 8,612社を消し、更新 541,379社を元の値に戻します。the quick brown fox (and more) 終わり。"
	squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	for width := float32(40); width < 700; width += 13 {
		lines := style.Lines(text, style.Small, false, width)
		if squeeze(strings.Join(lines, "")) != squeeze(text) {
			t.Fatalf("at %v: %q", width, lines)
		}
		for _, l := range lines {
			if w := style.Width(l, style.Small, false); w > width+2 {
				t.Errorf("%q is %v wide, more than %v", l, w, width)
			}
			if strings.HasPrefix(l, "、") || strings.HasPrefix(l, "。") {
				t.Errorf("%q begins with a closing mark", l)
			}
		}
	}
	if got := style.Lines("一\n\n二", style.Small, false, 100); len(got) != 3 || got[1] != "" {
		t.Errorf("line ends: %q", got)
	}
}

func TestClean(t *testing.T) {
	if got := style.Clean("株式会社\t03\r\n\x00x"); got != "株式会社 03   x" {
		t.Errorf("%q", got)
	}
}

func TestThemeFollowsVariantAndScale(t *testing.T) {
	use(t, theme.VariantDark, 1.25)
	if !style.Dark() || style.Color(palette.Ink) != palette.Of(true)[palette.Ink] {
		t.Error("dark isn't dark")
	}
	if s := style.Text("x", style.Title, palette.Ink, true); s.TextSize != 30 || !s.TextStyle.Bold {
		t.Errorf("24 at 1.25 is %v", s.TextSize)
	}
	th := style.New(style.System, 0)
	for _, v := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
		p := palette.Of(v == theme.VariantDark)
		if th.Color(theme.ColorNamePrimary, v) != p[palette.Accent] || th.Color(style.ColorName(palette.Bad), v) != p[palette.Bad] {
			t.Errorf("variant %v has other colours", v)
		}
	}
	if th.Size(theme.SizeNameText) != 13 {
		t.Errorf("text %v", th.Size(theme.SizeNameText))
	}
	if th.Font(fyne.TextStyle{Bold: true}) == th.Font(fyne.TextStyle{Monospace: true}) {
		t.Error("bold is regular")
	}
}

func TestEveryIconDraws(t *testing.T) {
	use(t, theme.VariantLight, 1)
	names := assets.IconNames()
	if len(names) < 40 {
		t.Fatalf("%d icons", len(names))
	}
	for _, name := range names {
		w := test.NewWindow(style.Image(name, palette.Ink, 24))
		w.SetPadded(false)
		w.Resize(fyne.NewSize(24, 24))
		picture, ground := w.Canvas().Capture(), style.Color(palette.Ground)
		marked := 0
		for y := range 24 {
			for x := range 24 {
				if r, _, _, _ := picture.At(x, y).RGBA(); uint8(r>>8) < ground.R-60 {
					marked++
				}
			}
		}
		if marked < 8 {
			t.Errorf("%s marks %d pixels", name, marked)
		}
		w.Close()
	}
}
