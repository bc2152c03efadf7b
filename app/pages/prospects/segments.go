package prospects

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"shirube/app/dialogs"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/data"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// newSegments is the line of saved segments.
func (p *Page) newSegments() *widgets.ChipLine {
	w := p.words
	save := widgets.NewChip(w.T("prospects.segment.add"), "", widgets.Add, p.saveSegment)
	if p.deps.ReadOnly {
		save.Disable()
	}
	return widgets.NewChipLine(save, func(n int) string { return w.T("prospects.segment.more", "n", w.Int(n)) })
}

// present is the segment that stands for what is searched now, without a name.
func (p *Page) present() prospect.Segment {
	return prospect.Segment{Text: intake.Clean(p.query.Text), Where: p.query.Filter.String()}
}

// inForce tells whether a segment is what is searched now.
func (p *Page) inForce(g prospect.Segment) bool {
	now := p.present()
	return p.fixed == nil && g.Text == now.Text && g.Where == now.Where
}

func (p *Page) showSegments() {
	w := p.words
	all := widgets.NewChip(w.T("common.all"), "", widgets.On, p.leaveAll)
	chips := []*widgets.Chip{all}
	for _, g := range p.segments {
		count := ""
		if n, known := p.counts[g.Key]; known {
			count = w.Int(n)
		}
		kind := widgets.Saved
		chip := widgets.NewChip(g.Name, count, kind, nil)
		chip.Enable()
		chip.OnMenu = func() { p.segmentMenu(chip, g) }
		chip.OnTapped = func() { p.choose(g) }
		if p.inForce(g) {
			chip.Set(widgets.On, count)
			chip.OnTapped = chip.OnMenu
			all.Set(widgets.Saved, "")
		}
		chips = append(chips, chip)
	}
	p.segmentLine.SetChips(chips...)
}

// choose searches what a segment stands for.
func (p *Page) choose(g prospect.Segment) {
	q, err := g.Query()
	if err != nil {
		p.nav.Fail(err)
		return
	}
	p.query.Text, p.query.Filter, p.fixed, p.title = q.Text, q.Filter, nil, ""
	p.still = true
	p.search.SetText(q.Text)
	p.still = false
	p.showChips()
	p.find(false)
}

// countSegments counts what each segment finds, in the background; what is
// shown stays until all are known. One whose filter can't be read has no count.
func (p *Page) countSegments() {
	segments := slices.Clone(p.segments)
	task.Run(context.Background(), &p.counting, func(ctx context.Context, _ task.Progress) (map[string]int, error) {
		counts := map[string]int{}
		for _, g := range segments {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if n, err := p.deps.Prospects.CountSegment(ctx, g); err == nil {
				counts[g.Key] = n
			} else if data.CodeOf(err) == "internal" {
				return nil, err
			}
		}
		return counts, nil
	}, func(counts map[string]int, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.counts = counts
		p.showSegments()
	})
}

func (p *Page) segmentMenu(chip *widgets.Chip, g prospect.Segment) {
	w := p.words
	widgets.ShowMenuUnder(chip,
		widgets.MenuItem{Text: w.T("prospects.segment.rename"), Disabled: p.deps.ReadOnly, Tapped: func() { p.renameSegment(g) }},
		widgets.MenuItem{Text: w.T("prospects.segment.change"), Disabled: p.deps.ReadOnly || p.inForce(g), Tapped: func() {
			now := p.present()
			now.Key, now.Name = g.Key, g.Name
			p.keepSegment(now)
		}},
		widgets.MenuItem{Text: w.T("common.delete"), Disabled: p.deps.ReadOnly, Tapped: func() {
			p.act(1, w.T("prospects.segment.deleted", "name", g.Name), func(ctx context.Context) error {
				return p.deps.Prospects.DeleteSegment(ctx, g.Key)
			}, p.nav.Fail)
		}})
}

// saveSegment asks for a name for what is searched now. That of another
// segment changes that one.
func (p *Page) saveSegment() {
	g := p.present()
	var parts []string
	if g.Text != "" {
		parts = append(parts, p.words.T("prospects.segment.text", "text", g.Text))
	}
	for _, part := range p.parts() {
		parts = append(parts, p.partText(part))
	}
	if len(parts) == 0 {
		p.nav.Toast(p.words.T("prospects.segment.nothing"), nil)
		return
	}
	p.segmentForm(p.words.T("prospects.segment.save"), strings.Join(parts, p.words.T("prospects.between")), "", func(name string) {
		g.Name = name
		g.Key = segmentKey(name, p.segments)
		p.keepSegment(g)
	})
}

func (p *Page) renameSegment(g prospect.Segment) {
	p.segmentForm(p.words.T("prospects.segment.rename"), "", g.Name, func(name string) {
		g.Name = name
		p.keepSegment(g)
	})
}

func (p *Page) segmentForm(title, note, name string, take func(string)) {
	w := p.words
	entry := widgets.NewField(w.T("prospects.segment.example"))
	entry.SetText(name)
	entry.OnChanged = func(string) { entry.SetError("") }
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: title, Note: note, Act: w.T("common.save"),
		Lines: []dialogs.Line{{Label: w.T("prospects.segment.name"), Entry: entry}},
	}, func() bool {
		text := intake.Clean(entry.Text())
		if text == "" {
			entry.SetError(w.T("prospects.segment.missing"))
			return false
		}
		take(text)
		return true
	})
}

func (p *Page) keepSegment(g prospect.Segment) {
	p.act(1, p.words.T("prospects.segment.saved", "name", g.Name), func(ctx context.Context) error {
		return p.deps.Prospects.SaveSegment(ctx, g)
	}, p.nav.Fail)
}

// segmentKey is the key of the segment of a name, else a new one made of it.
func segmentKey(name string, all []prospect.Segment) string {
	for _, g := range all {
		if g.Name == name {
			return g.Key
		}
	}
	key := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, name)
	if r := []rune(key); !unicode.IsLetter(r[0]) {
		key = "s" + key
	}
	if r := []rune(key); len(r) > 32 {
		key = string(r[:32])
	}
	taken := func(key string) bool {
		return slices.ContainsFunc(all, func(g prospect.Segment) bool { return g.Key == key })
	}
	unique := key
	for n := 2; taken(unique); n++ {
		unique = fmt.Sprint(key, "_", n)
	}
	return unique
}
