package duplicates

import (
	"context"
	"slices"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/prospect"
)

// ready tells whether the pair one is at is the one that has been read; between
// two pairs nothing can be done to either.
func (p *Page) ready() bool {
	return p.two != nil && p.at >= 0 && p.two.pair.A == p.shown[p.at].A && p.two.pair.B == p.shown[p.at].B
}

// swap lets the other company stay; what was picked by hand stays picked.
func (p *Page) swap() {
	if !p.ready() {
		return
	}
	p.two.stays = 1 - p.two.stays
	p.showCompare()
	p.list.Focus()
}

// merge makes one company of the pair shown.
func (p *Page) merge() {
	if p.deps.ReadOnly || !p.ready() {
		return
	}
	t := p.two
	kept, gone := t.both[t.stays], t.both[1-t.stays]
	stay, other := t.fromOther(t.lines(p.words))
	p.act(p.words.T("duplicates.merged", "name", kept.Name), func(ctx context.Context) ([]int64, error) {
		_, err := p.deps.Prospects.Merge(ctx, kept.ID, gone.ID, stay, other)
		return []int64{gone.ID}, err
	})
}

// keepApart remembers that the pair shown is two companies.
func (p *Page) keepApart() {
	if p.deps.ReadOnly || !p.ready() {
		return
	}
	pair := p.two.pair
	p.act(p.words.T("duplicates.kept_apart", "a", p.two.both[0].Name, "b", p.two.both[1].Name), func(ctx context.Context) ([]int64, error) {
		return nil, p.deps.Prospects.KeepApart(ctx, pair.A, pair.B)
	})
}

// act does something with the pair shown, goes on to the next one and offers
// to take it back. do gives who is no more.
func (p *Page) act(done string, do func(context.Context) ([]int64, error)) {
	pair := p.two.pair
	p.two = nil
	task.Run(context.Background(), &task.Group{}, func(ctx context.Context, _ task.Progress) ([]int64, error) {
		return do(ctx)
	}, func(gone []int64, err error) {
		if err != nil {
			p.nav.Fail(err)
			p.turn(p.at)
			return
		}
		p.nav.Toast(done, p.nav.Undo)
		p.drop(func(x prospect.Pair) bool {
			return x.A == pair.A && x.B == pair.B || slices.Contains(gone, x.A) || slices.Contains(gone, x.B)
		})
	})
}

// drop takes pairs out of sight and shows what follows them.
func (p *Page) drop(settled func(prospect.Pair) bool) {
	at := p.at
	p.pairs = slices.DeleteFunc(slices.Clone(p.pairs), settled)
	p.wanted = [2]int64{}
	if rest := slices.DeleteFunc(slices.Clone(p.shown), settled); len(rest) > 0 {
		next := rest[min(at, len(rest)-1)]
		p.wanted = [2]int64{next.A, next.B}
	}
	p.choose(p.kind)
	p.list.Focus()
}

// foresee shows what merging all pairs of a kind would do, before it is done.
func (p *Page) foresee() {
	pairs := prospect.Disjoint(p.shown)
	var ids []int64
	for _, x := range pairs {
		ids = append(ids, x.A, x.B)
	}
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (map[int64]prospect.Prospect, error) {
		found, err := p.deps.Prospects.Page(ctx, ids)
		by := make(map[int64]prospect.Prospect, len(found))
		for _, c := range found {
			by[c.ID] = c
		}
		return by, err
	}, func(by map[int64]prospect.Prospect, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.askAll(pairs, by)
	})
}

func (p *Page) askAll(pairs []prospect.Pair, by map[int64]prospect.Prospect) {
	w := p.words
	list := widgets.NewRowList(
		widgets.Column{Title: w.T("duplicates.stays"), Width: 200, Stretch: true},
		widgets.Column{Title: w.T("duplicates.goes"), Width: 200},
		widgets.Column{Title: w.T("duplicates.address"), Width: 176})
	list.Inset, list.RowHeight = 0, 28
	list.Row = func(i int) ([]widgets.Cell, bool) {
		a, b := by[pairs[i].A], by[pairs[i].B]
		return []widgets.Cell{{Text: a.Name, Bold: true}, {Text: b.Name}, {Text: a.Prefecture + a.City + a.Address, Token: palette.Sub}}, true
	}
	list.SetLength(len(pairs))
	note := w.T("duplicates.all.note", "why", w.T("duplicate."+string(p.kind)))
	if rest := len(p.shown) - len(pairs); rest > 0 {
		note += w.T("duplicates.all.rest", "n", w.Int(rest))
	}
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("duplicates.all.title", "n", w.Int(len(pairs))), Note: note, Width: 680,
		Act:   w.T("duplicates.all.act", "n", w.Int(len(pairs))),
		Lines: []dialogs.Line{{Entry: style.Fixed(0, style.Grow(280), list)}},
	}, func() bool {
		p.mergeAll(pairs)
		return true
	})
}

func (p *Page) mergeAll(pairs []prospect.Pair) {
	w := p.words
	lane := &task.Group{Title: w.T("duplicates.merging")}
	task.Run(context.Background(), lane, func(ctx context.Context, _ task.Progress) ([]prospect.Pair, error) {
		return p.deps.Prospects.MergeAll(ctx, pairs)
	}, func(done []prospect.Pair, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		gone := make(map[int64]bool, len(done))
		for _, x := range done {
			gone[x.B] = true
		}
		p.nav.Toast(w.T("duplicates.merged_all", "n", w.Int(len(done))), p.nav.Undo)
		p.drop(func(x prospect.Pair) bool { return gone[x.A] || gone[x.B] })
	})
}
