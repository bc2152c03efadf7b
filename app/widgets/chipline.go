package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
)

// ChipLine is one line of chips with one behind them (＋条件を保存). Those that
// don't fit are in the menu of a chip that says how many they are; one that is
// On stays in sight.
type ChipLine struct {
	widget.BaseWidget
	chips  []*Chip
	end    *Chip
	more   *Chip
	words  func(hidden int) string
	hidden []*Chip
}

// NewChipLine shows the chip at the end; words says how many more there are.
func NewChipLine(end *Chip, words func(hidden int) string) *ChipLine {
	l := &ChipLine{end: end, words: words}
	l.more = NewChip("", "", Saved, l.menu)
	l.ExtendBaseWidget(l)
	return l
}

// SetChips shows these chips, the first always.
func (l *ChipLine) SetChips(chips ...*Chip) {
	l.chips = chips
	l.Refresh()
}

func (l *ChipLine) menu() {
	var items []MenuItem
	for _, c := range l.hidden {
		items = append(items, MenuItem{Text: c.text + "  " + c.count, Tapped: c.act})
	}
	ShowMenuUnder(l.more, items...)
}

// fitting gives how many of the chips fit, and whether all do.
func (l *ChipLine) fitting(chips []*Chip, width float32) (n int, all bool) {
	room := width - l.end.MinSize().Width
	for _, c := range chips {
		room -= c.MinSize().Width + chipGap
	}
	if room >= 0 {
		return len(chips), true
	}
	l.more.text = l.words(len(chips))
	room = width - l.end.MinSize().Width - l.more.MinSize().Width - chipGap
	for _, c := range chips {
		if room -= c.MinSize().Width + chipGap; room < 0 {
			break
		}
		n++
	}
	return max(1, n), false
}

const chipGap = 8

// arranged gives the chips in sight and leaves the others in hidden.
func (l *ChipLine) arranged(width float32) []*Chip {
	chips := slices.Clone(l.chips)
	n, all := l.fitting(chips, width)
	if on := slices.IndexFunc(chips, func(c *Chip) bool { return c.kind == On }); !all && on >= n {
		c := chips[on]
		chips = slices.Insert(slices.Delete(chips, on, on+1), 1, c)
		n, _ = l.fitting(chips, width)
	}
	l.hidden = chips[n:]
	return chips[:n]
}

// CreateRenderer lays the chips out anew whenever the width changes.
func (l *ChipLine) CreateRenderer() fyne.WidgetRenderer {
	box := &fyne.Container{}
	d := &drawing{owner: l, objects: []fyne.CanvasObject{box}}
	d.min = func() fyne.Size { return fyne.NewSize(160, style.Grow(24)) }
	d.refresh = func() {}
	d.layout = func(s fyne.Size) {
		if len(l.chips) == 0 {
			return
		}
		shown := l.arranged(s.Width)
		if len(l.hidden) > 0 {
			l.more.text = l.words(len(l.hidden))
			shown = append(shown, l.more)
		}
		box.Objects = box.Objects[:0]
		x := float32(0)
		for _, c := range append(shown, l.end) {
			m := c.MinSize()
			c.Move(fyne.NewPos(x, 0))
			c.Resize(m)
			c.Refresh()
			box.Objects = append(box.Objects, c)
			x += m.Width + chipGap
		}
		box.Resize(s)
	}
	return d
}
