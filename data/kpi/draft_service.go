package kpi

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/measure"
	"shirube/data/period"
)

// Draft gives the draft that was left, or begins one: with the KPIs there are,
// or with a template's tree where none of them has a target yet. A draft that
// has landed is taken up again only where its landing was undone.
func (s *Service) Draft(ctx context.Context, template string) (Draft, error) {
	text, err := s.store.Draft(ctx)
	if err != nil {
		return Draft{}, err
	}
	d, err := s.desk(ctx)
	if err != nil {
		return Draft{}, err
	}
	var kept Draft
	if json.Unmarshal([]byte(text), &kept) == nil && len(kept.Factors) > 0 {
		there := !slices.ContainsFunc(kept.Kept(), func(f *Factor) bool { return !holds(d.book.KPIs, f.Key) })
		if !kept.Landed || !there {
			kept.Landed = false
			return kept, nil
		}
	}
	begun := DraftOf(d.book, d.targets[Aim], d.calendar, d.today)
	if len(d.targets[Aim]) > 0 || !untouched(d.book.KPIs, template) {
		return begun, nil
	}
	fresh := Outline(template, begun.Year)
	fresh.Replaces = begun.Replaces
	return fresh, nil
}

// untouched tells whether the KPIs are still those a template brought.
func untouched(have []KPI, template string) bool {
	t, err := FindTemplate(template)
	return err == nil && len(have) == len(t.KPIs) && !slices.ContainsFunc(t.KPIs, func(k KPI) bool {
		i := slices.IndexFunc(have, func(h KPI) bool { return h.Key == k.Key })
		return i < 0 || have[i].Formula != k.Formula
	})
}

// KeepDraft keeps a draft for later.
func (s *Service) KeepDraft(ctx context.Context, d Draft) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return s.store.KeepDraft(ctx, string(text))
}

// Try computes KPIs of a book that need not be saved over periods, oldest
// first, by key; without keys all. One whose formula is broken has no values,
// and targets don't apply.
func (s *Service) Try(ctx context.Context, b *Book, ps []period.Period, keys ...string) (map[string][]Value, error) {
	if len(keys) == 0 {
		for _, k := range b.KPIs {
			keys = append(keys, k.Key)
		}
	}
	found := map[string][]Value{}
	if len(ps) == 0 {
		return found, nil
	}
	sums, err := measure.LoadSums(ctx, s.measures, b.Measures(keys...), period.Range{From: ps[0].From, To: ps[len(ps)-1].To}, slices.Collect(maps.Values(b.measures))...)
	if err != nil {
		return nil, err
	}
	d := &desk{book: b, sums: sums, calendar: s.calendar(), today: s.Today()}
	for _, key := range keys {
		k, err := b.KPI(key)
		if err != nil {
			return nil, err
		}
		if b.Broken[key] != nil {
			continue
		}
		for _, p := range ps {
			v, err := d.value(ctx, k, p)
			if err != nil {
				return nil, err
			}
			found[key] = append(found[key], v)
		}
	}
	return found, nil
}

// Land makes KPIs and targets of a draft, as one action: the KPIs it began from
// and no longer has are removed, the goal has its target for the year, and each
// chosen factor has its own from the running month to the year's end. What was
// set for the past stays. Errors: draft_goal (no name or no amount),
// draft_open (What has neither parts nor a measure), bad_period, those of Check.
func (s *Service) Land(ctx context.Context, d Draft) error {
	have, err := s.store.KPIs(ctx)
	if err != nil {
		return err
	}
	measures, err := s.measures.Measures(ctx)
	if err != nil {
		return err
	}
	if d.Goal().Key == "" || d.Goal().Target == nil {
		return data.Errorf("draft_goal", "", "", nil)
	}
	ks := d.KPIs()
	if i := slices.IndexFunc(ks, func(k KPI) bool { return k.Formula == "" }); i >= 0 {
		return data.Errorf("draft_open", ks[i].Key, cmp.Or(ks[i].Name, ks[i].Key), nil)
	}
	edit := Edit{Measures: d.Measures}
	var rest []KPI
	for _, k := range have {
		switch {
		case holds(ks, k.Key):
		case slices.Contains(d.Replaces, k.Key):
			edit.Gone = append(edit.Gone, k.Key)
		default:
			rest = append(rest, k)
		}
	}
	edit.KPIs = place(rest, ks...)
	book := NewBook(slices.Concat(edit.KPIs, slices.DeleteFunc(slices.Clone(rest), func(k KPI) bool { return holds(edit.KPIs, k.Key) })), slices.Concat(measures, d.Measures))
	for _, k := range ks {
		if err := book.checked(k, measures); err != nil {
			return err
		}
	}
	for _, k := range rest {
		var broken *data.Error
		if errors.As(book.Broken[k.Key], &broken) && slices.Contains(edit.Gone, broken.What) {
			return data.Errorf("kpi_in_use", broken.What, k.Key, nil)
		}
	}
	if edit.Targets, err = s.landing(ctx, d, book); err != nil {
		return err
	}
	op := change.Op{Title: "kpi.land", Args: map[string]string{"kpi": d.Goal().Key}}
	if err := s.store.EditKPIs(ctx, op, edit); err != nil {
		return err
	}
	d.Landed = true
	if err := s.KeepDraft(ctx, d); err != nil {
		return err
	}
	s.publish(op, change.Measure, change.KPI, change.Target)
	return nil
}

// landing are the targets of a draft that aren't set like that already.
func (s *Service) landing(ctx context.Context, d Draft, book *Book) ([]Target, error) {
	targets, err := s.Targets(ctx)
	if err != nil {
		return nil, err
	}
	c := s.calendar()
	year, err := c.Parse(d.Year)
	if err != nil {
		return nil, err
	}
	var set []Target
	add := func(key string, p period.Period, v float64) {
		if now := targets.At(c, key, book.Grows(key), p); now == nil || *now != v {
			set = append(set, Target{KPI: key, Period: p.String(), Value: v, Set: s.clock()})
		}
	}
	add(d.Goal().Key, year, *d.Goal().Target)
	for _, f := range d.Kept()[1:] {
		if !f.Chosen || f.Target == nil {
			continue
		}
		for _, month := range c.Periods(period.Month, year.Range) {
			if month.To >= s.Today() {
				add(f.Key, month, *f.Target)
			}
		}
	}
	return set, nil
}
