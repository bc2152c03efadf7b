package duplicates

import (
	"context"
	"maps"
	"slices"
	"strings"

	"shirube/app/task"
	"shirube/assets/words"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// two is the pair shown: both companies, which of them stays, and whose value
// stays where they differ.
type two struct {
	pair    prospect.Pair
	both    [2]prospect.Prospect
	hanging [2]hanging
	stays   int            // 0 or 1
	pick    map[string]int // by line, 0 or 1; not in it = the one that stays, or the one that knows
}

// hanging is what goes over to the company that stays.
type hanging struct{ activities, deals int }

// line is one row of the comparison: fields that are chosen together.
type line struct {
	key    string
	label  string
	fields []string // of a merge; none where both values stay
	texts  [2]string
}

// differ tells whether there is something to choose; other spellings of one
// thing can be chosen, but are not marked.
func (l line) differ() bool { return l.texts[0] != l.texts[1] }

func (l line) marked() bool { return prospect.Fold(l.texts[0]) != prospect.Fold(l.texts[1]) }

// chosen tells whose value of a line stays.
func (t *two) chosen(l line) int {
	if side, picked := t.pick[l.key]; picked {
		return side
	}
	if l.texts[t.stays] == "" && l.texts[1-t.stays] != "" {
		return 1 - t.stays
	}
	return t.stays
}

// look reads a pair; the one before stays in sight until then.
func (p *Page) look(pair prospect.Pair) {
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (*two, error) {
		t := &two{pair: pair, pick: map[string]int{}}
		for side, id := range []int64{pair.A, pair.B} {
			var err error
			if t.both[side], err = p.deps.Prospects.Get(ctx, id); err != nil {
				return nil, err
			}
			activities, err := p.deps.Prospects.Activities(ctx, id)
			if err != nil {
				return nil, err
			}
			deals, err := p.deps.Prospects.Deals(ctx, id)
			if err != nil {
				return nil, err
			}
			t.hanging[side] = hanging{len(activities), len(deals)}
		}
		return t, nil
	}, func(t *two, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.two = t
		p.showCompare()
	})
}

// lines are the rows of the comparison of which one side at least knows something.
func (t *two) lines(w *words.Words) []line {
	var out []line
	add := func(key, label string, fields []string, text func(prospect.Prospect) string) {
		l := line{key: key, label: label, fields: fields, texts: [2]string{text(t.both[0]), text(t.both[1])}}
		if l.texts[0] != "" || l.texts[1] != "" {
			out = append(out, l)
		}
	}
	number := func(n *int64) string {
		if n == nil {
			return ""
		}
		return w.Int(int(*n))
	}
	for _, f := range []string{"name", "corporate_number", "kana"} {
		add(f, w.T("field."+f), []string{f}, func(c prospect.Prospect) string { return c.Text(f) })
	}
	add("address", w.T("duplicates.address"), []string{"postal_code", "prefecture", "city", "address"}, func(c prospect.Prospect) string {
		return strings.TrimSpace(c.Text("postal_code") + " " + c.Prefecture + c.City + c.Address)
	})
	for _, f := range []string{"phone", "email", "url"} {
		add(f, w.T("field."+f), []string{f}, func(c prospect.Prospect) string { return c.Text(f) })
	}
	add("contact", w.T("duplicates.contact"), []string{"contact"}, func(c prospect.Prospect) string {
		return strings.Join(strings.Fields(c.ContactTitle+" "+c.ContactName+" "+c.ContactEmail), " ")
	})
	add("employees", w.T("field.employees"), []string{"employees"}, func(c prospect.Prospect) string { return number(c.Employees) })
	add("capital", w.T("field.capital"), []string{"capital"}, func(c prospect.Prospect) string { return number(c.Capital) })
	for _, f := range []string{"industry", "channel", "owner", "closed_day", "external_id"} {
		add(f, w.T("field."+f), []string{f}, func(c prospect.Prospect) string { return c.Text(f) })
	}
	add("tag", w.T("duplicates.both", "field", w.T("field.tag")), nil, func(c prospect.Prospect) string { return strings.Join(c.Tags, " ") })
	add("note", w.T("duplicates.both", "field", w.T("field.note")), nil, func(c prospect.Prospect) string { return strings.Join(strings.Fields(c.Note), " ") })
	own := map[string]bool{}
	for _, c := range t.both {
		for k := range c.Custom {
			own[k] = true
		}
	}
	for _, k := range slices.Sorted(maps.Keys(own)) {
		add(intake.Custom+k, k, []string{intake.Custom + k}, func(c prospect.Prospect) string { return c.Custom[k] })
	}
	if t.hanging[0] != (hanging{}) || t.hanging[1] != (hanging{}) {
		l := line{key: "hanging", label: w.T("duplicates.hanging")}
		for side, h := range t.hanging {
			l.texts[side] = w.T("duplicates.hanging.n", "activities", w.Int(h.activities), "deals", w.Int(h.deals))
		}
		out = append(out, l)
	}
	return out
}

// fromOther lists the fields that stay as the company has them that goes.
func (t *two) fromOther(lines []line) (stay, other []string) {
	for _, l := range lines {
		switch {
		case !l.differ():
		case t.chosen(l) == t.stays:
			stay = append(stay, l.fields...)
		default:
			other = append(other, l.fields...)
		}
	}
	return stay, other
}
