package settings

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/period"
	"shirube/data/setting"
)

func (p *Page) workspaceCard() fyne.CanvasObject {
	w, s := p.words, p.keeper.Settings()
	name, company := widgets.NewField(""), widgets.NewField("")
	name.SetText(s.Title)
	company.SetText(s.Company)
	name.OnChanged = func(text string) { p.typed(func(s *setting.Settings) { s.Title = text }) }
	company.OnChanged = func(text string) { p.typed(func(s *setting.Settings) { s.Company = text }) }
	return card(w.T("settings.workspace"), "", nil,
		line(w.T("settings.name"), name, ""),
		line(w.T("settings.company"), company, w.T("settings.company.hint")),
		p.logoLine(),
		line(w.T("settings.file"), style.Column(0, style.Space(6), widgets.NewCutText(p.keeper.File(), style.Small, palette.Ink, false)), ""))
}

func (p *Page) displayCard() fyne.CanvasObject {
	w, s := p.words, p.keeper.Settings()
	languages, themes := []string{"", "ja", "en"}, []string{"", "light", "dark"}
	language := widgets.NewSegmented([]string{w.T("settings.system"), "日本語", "English"}, slices.Index(languages, s.Language), func(i int) {
		p.change(func(s *setting.Settings) { s.Language = languages[i] })
	})
	theme := widgets.NewSegmented([]string{w.T("settings.system"), w.T("settings.light"), w.T("settings.dark")}, slices.Index(themes, s.Theme), func(i int) {
		p.change(func(s *setting.Settings) { s.Theme = themes[i] })
	})
	scale := style.Row(8,
		widgets.NewIconButton("minus", w.T("settings.smaller"), func() { p.grow(-ScaleStep) }),
		style.Fixed(48, 0, style.Centred(w.Number(100*s.TextScale, 0)+"%", style.Small, palette.Ink, true)),
		widgets.NewIconButton("plus", w.T("settings.larger"), func() { p.grow(+ScaleStep) }))
	return card(w.T("settings.display"), "", nil,
		line(w.T("settings.language"), style.Row(0, language), ""),
		line(w.T("settings.theme"), style.Row(0, theme), ""),
		line(w.T("settings.scale"), style.Row(0, scale), ""))
}

// ScaleStep is one step of the text size.
const ScaleStep = 0.1

// Grown gives the settings with a text size that many larger, within its limits.
func Grown(s setting.Settings, by float64) setting.Settings {
	s.TextScale = math.Round(10*min(setting.LargestText, max(setting.SmallestText, s.TextScale+by))) / 10
	return s
}

func (p *Page) grow(by float64) {
	p.change(func(s *setting.Settings) { *s = Grown(*s, by) })
}

func (p *Page) countingCard() fyne.CanvasObject {
	w, s := p.words, p.keeper.Settings()
	var months []widgets.Option
	for m := time.January; m <= time.December; m++ {
		months = append(months, widgets.Option{Key: strconv.Itoa(int(m)), Text: w.MonthShort(time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC))})
	}
	fiscal := widgets.NewSelect(months, strconv.Itoa(int(s.FiscalStart)), func(o widgets.Option) {
		if m, err := strconv.Atoi(o.Key); err == nil {
			p.change(func(s *setting.Settings) { s.FiscalStart = time.Month(m) })
		}
	})
	window := p.number(s.Window, 0, setting.LongestWindow, w.T("settings.window.error"), func(s *setting.Settings, n int) { s.Window = n })
	window.Suffix(w.T("settings.window.unit"))
	closed := widgets.NewTextArea(w.T("settings.closed.hint"), 4)
	closed.SetText(strings.Join(s.ClosedDays, "\n"))
	closed.OnChanged = func(text string) {
		days, err := parseDays(text)
		if err != nil {
			closed.SetError(w.T("settings.closed.error", "text", err.text))
			return
		}
		closed.SetError("")
		p.typed(func(s *setting.Settings) { s.ClosedDays = days })
	}
	return card(w.T("settings.counting"), "", nil,
		line(w.T("settings.fiscal"), fiscal, ""),
		line(w.T("settings.window"), window, w.T("settings.window.hint")),
		line(w.T("settings.closed"), closed, w.T("settings.closed.note")))
}

// number is a field for a whole number between two limits.
func (p *Page) number(value, low, high int, failure string, set func(*setting.Settings, int)) *widgets.Field {
	f := widgets.NewField("")
	f.SetText(strconv.Itoa(value))
	f.OnChanged = func(text string) {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < low || n > high {
			f.SetError(failure)
			return
		}
		f.SetError("")
		p.typed(func(s *setting.Settings) { set(s, n) })
	}
	return f
}

type notADay struct{ text string }

func (e *notADay) Error() string { return fmt.Sprintf("settings: %q is not a day", e.text) }

// parseDays reads days apart by line ends, blanks or commas, and gives them in
// order, each once.
func parseDays(text string) ([]string, *notADay) {
	days := []string{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n,、　", r) }) {
		d, err := period.ParseDay(word)
		if err != nil {
			return nil, &notADay{word}
		}
		days = append(days, d.String())
	}
	slices.Sort(days)
	return slices.Compact(days), nil
}
