package widgets

import (
	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/assets/palette"
	"shirube/charts"
)

// State of a KPI against its pace or target. The names are those of data/kpi's
// states, but none of that package is needed here.
type State int

// None is not measured, or too early to judge.
const (
	None State = iota
	OnTrack
	Caution
	Behind
)

// StateOf is the state drawn as a chart's mark.
func StateOf(m charts.Mark) State {
	switch m {
	case charts.Good:
		return OnTrack
	case charts.Caution:
		return Caution
	case charts.Bad:
		return Behind
	}
	return None
}

func (s State) icon() (name string, mark, text palette.Token) {
	switch s {
	case OnTrack:
		return "state-good", palette.Good, palette.GoodText
	case Caution:
		return "state-caution", palette.Caution, palette.CautionText
	case Behind:
		return "state-bad", palette.Bad, palette.BadText
	}
	return "state-none", palette.Sub, palette.Sub
}

// StateMark is the state's shape and its word. An empty word shows the mark
// alone, which is allowed only where the word is on the same page.
func StateMark(s State, word string) fyne.CanvasObject {
	icon, mark, text := s.icon()
	if word == "" {
		return style.Image(icon, mark, 14)
	}
	return style.Row(6, style.Image(icon, mark, 14), style.Text(word, style.Small, text, true))
}

// StateText is a value in the state's reading colour behind its mark, as large as size.
func StateText(s State, value string, size float32) fyne.CanvasObject {
	icon, mark, text := s.icon()
	return style.Row(8, style.Image(icon, mark, style.Grow(size)-2), style.Text(value, size, text, true))
}
