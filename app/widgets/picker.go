package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"golang.org/x/text/width"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Option is one of the many to pick from.
type Option struct {
	Key, Text string
	Note      string // in a column of its own, secondary
	Icon      string
}

// searchAbove is the number of options from which a Picker has a search field.
const searchAbove = 50

const pickerRows = 10

// Picker lists options; above 50 it has a search field over them. Enter or a
// click picks, Escape leaves.
type Picker struct {
	OnPicked func(Option)
	OnEscape func()

	options []Option
	shown   []int
	list    *RowList
	search  *Field
	object  fyne.CanvasObject
}

// NewPicker lists options with the one of key current. wide is its width.
func NewPicker(options []Option, key, placeholder string, wide float32, picked func(Option)) *Picker {
	p := &Picker{options: options, OnPicked: picked}
	p.list = NewRowList(Column{Width: wide - 16, Stretch: true})
	notes := false
	for _, o := range options {
		notes = notes || o.Note != ""
	}
	if notes {
		p.list.SetColumns(0, Column{Width: wide * 0.6, Stretch: true}, Column{Width: wide*0.4 - 16, Align: Right})
	}
	p.list.NoHeader, p.list.RowHeight, p.list.Inset = true, 32, 8
	p.list.Row = func(i int) ([]Cell, bool) {
		o := p.options[p.shown[i]]
		cells := []Cell{{Text: o.Text, Icon: o.Icon}}
		if notes {
			cells = append(cells, Cell{Text: o.Note, Token: palette.Sub})
		}
		return cells, true
	}
	p.list.onPressed = p.pick
	p.list.OnOpen = func(i int) { p.pick(i) }
	p.list.OnEscape = p.escape
	p.filter("")
	for i, o := range options {
		if o.Key == key && key != "" {
			p.list.current = i
		}
	}
	rows := float32(min(max(1, len(options)), pickerRows))
	body := style.Fixed(wide, style.Grow(32)*rows, p.list)
	p.object = body
	if len(options) > searchAbove {
		p.search = NewField(placeholder)
		p.search.OnChanged = p.filter
		p.search.OnSubmitted = func(string) { p.pick(max(0, p.list.current)) }
		p.search.OnEscape = p.escape
		p.search.OnArrow = func(k fyne.KeyName) bool {
			p.list.TypedKey(&fyne.KeyEvent{Name: k})
			return true
		}
		p.object = style.Column(4, p.search, body)
	}
	return p
}

// Object is what to show.
func (p *Picker) Object() fyne.CanvasObject { return p.object }

// Focus begins with the search, or the list.
func (p *Picker) Focus() {
	if p.search != nil {
		p.search.Focus()
		return
	}
	p.list.Focus()
}

func (p *Picker) escape() {
	if p.OnEscape != nil {
		p.OnEscape()
	}
}

func (p *Picker) pick(i int) {
	if i >= 0 && i < len(p.shown) {
		p.OnPicked(p.options[p.shown[i]])
	}
}

func (p *Picker) filter(query string) {
	query = plain(query)
	p.shown = p.shown[:0]
	for i, o := range p.options {
		if query == "" || strings.Contains(plain(o.Text+" "+o.Note), query) {
			p.shown = append(p.shown, i)
		}
	}
	p.list.SetLength(len(p.shown))
	if query != "" && len(p.shown) > 0 {
		p.list.SetCurrent(0)
	}
}

// plain folds case and full- and half-width forms.
func plain(s string) string { return strings.ToLower(width.Fold.String(s)) }
