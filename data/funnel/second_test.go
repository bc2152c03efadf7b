package funnel_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

const (
	worlds      = 1000
	perFile     = 100 // worlds that share a workspace, its prospects, lists and visits, one after the other
	worldPeople = 12
)

// TestASecondImplementationAgrees asks 1,000 small worlds, each in a real
// workspace, what loops over all their entries (plain) answer too: counts,
// lists, immature, rates, days, groups and what was out of order.
func TestASecondImplementationAgrees(t *testing.T) {
	ctx, r := t.Context(), datatest.Random(5)
	for range worlds / perFile {
		st := datatest.Workspace(t)
		w := settle(t, ctx, st, r)
		for range perFile {
			ids := w.fill(t, ctx, st, r)
			s := funnel.NewService(st, st, st, &change.Bus{}, datatest.Clock)
			for range 3 {
				w.compare(t, ctx, s, randomQuestion(r))
			}
			if err := st.DeleteEntries(ctx, datatest.Op, ids); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// settle makes what the worlds of one workspace share.
func settle(t *testing.T, ctx context.Context, st *store.Store, r *rand.Rand) world {
	t.Helper()
	w := world{prospects: datatest.Prospects(r.Uint64N(1000), worldPeople), optedOut: map[int64]bool{}, lists: map[string][]int64{}}
	for i := range w.prospects {
		w.prospects[i].Industry = some(r, "製造", "物流", "")
		w.prospects[i].ContactEmail = w.prospects[i].ExternalID + "@example.jp"
	}
	ids, err := st.SaveProspects(ctx, datatest.Op, w.prospects)
	if err != nil {
		t.Fatal(err)
	}
	people := prospect.NewService(st, &change.Bus{}, datatest.Clock)
	for i, id := range ids {
		if w.prospects[i].ID = id; r.IntN(6) == 0 {
			w.optedOut[id] = true
		}
	}
	if err := people.OptOutAll(ctx, slices.Collect(maps.Keys(w.optedOut))); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"展示会2026", "購入名簿", "空の名簿"}[:r.IntN(4)] {
		var on []int64
		for _, id := range ids {
			if name != "空の名簿" && r.IntN(2) == 0 {
				on = append(on, id)
			}
		}
		if err := people.EnlistNew(ctx, prospect.List{Name: name}, on); err != nil {
			t.Fatal(err)
		}
		w.lists[name] = on
	}
	if err := st.SaveMeasure(ctx, datatest.Op, measure.Measure{Key: "visits", Over: measure.Sum, Unit: "count"}); err != nil {
		t.Fatal(err)
	}
	for range r.IntN(20) {
		v := measure.Value{Measure: "visits", Day: datatest.Day(r.IntN(320)), Channel: some(r, "web", "紹介", "広告", ""), Value: float64(r.IntN(300))}
		if !slices.ContainsFunc(w.visits, func(o measure.Value) bool { return o.Day == v.Day && o.Channel == v.Channel }) {
			w.visits = append(w.visits, v)
		}
	}
	if err := st.SetValues(ctx, datatest.Op, w.visits, nil); err != nil {
		t.Fatal(err)
	}
	return w
}

func some(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// fill gives the world stages, some of them fed by visits, and entries that
// skip stages, go back, come again and lie on the same day; it gives the
// entries' ids.
func (w *world) fill(t *testing.T, ctx context.Context, st *store.Store, r *rand.Rand) []int64 {
	t.Helper()
	w.stages, w.entries = nil, nil
	var identified []string
	for i := range funnel.FewestStages + r.IntN(5) {
		s := funnel.Stage{Key: string(rune('a' + i))}
		if r.IntN(5) == 0 && (i > 0 || r.IntN(2) == 0) {
			s.Measure = "visits"
		} else {
			identified = append(identified, s.Key)
		}
		w.stages = append(w.stages, s)
	}
	if err := st.SetStages(ctx, datatest.Op, w.stages); err != nil {
		t.Fatal(err)
	}
	if len(identified) == 0 {
		return nil
	}
	spread := 1 + r.IntN(200)
	for _, p := range w.prospects {
		begin := r.IntN(200)
		for k := range r.IntN(6) {
			e := funnel.Entry{Prospect: p.ID, Stage: some(r, identified...), Day: datatest.Day(begin + r.IntN(spread)),
				Channel: some(r, "web", "展示会", "紹介", ""), Campaign: some(r, "春", ""), Owner: some(r, "田中", "佐藤", "")}
			if r.IntN(2) == 0 && k < len(identified) {
				e.Stage, e.Day = identified[k], datatest.Day(begin+k*spread/8)
			}
			w.entries = append(w.entries, e)
		}
	}
	ids, err := st.SaveEntries(ctx, datatest.Op, w.entries)
	if err != nil {
		t.Fatal(err)
	}
	var kept []funnel.Entry // an equal (prospect, stage, day) is not added twice
	for _, e := range w.entries {
		if !slices.ContainsFunc(kept, func(o funnel.Entry) bool { return o.Prospect == e.Prospect && o.Stage == e.Stage && o.Day == e.Day }) {
			kept = append(kept, e)
		}
	}
	w.entries = kept
	slices.Sort(ids)
	return slices.Compact(ids)
}

func randomQuestion(r *rand.Rand) funnel.Question {
	q := funnel.Question{By: some(r, append([]string{""}, funnel.Breakdowns...)...), Today: datatest.Day(100 + r.IntN(300)),
		View: []funnel.View{funnel.Cohort, funnel.Cohort, funnel.Cohort, funnel.Flow, funnel.Stock}[r.IntN(5)]}
	if r.IntN(3) > 0 {
		q.Range = period.Range{From: datatest.Day(r.IntN(100)), To: datatest.Day(100 + r.IntN(200))}
	}
	if days := []int{-1, 0, 30, 90}[r.IntN(4)]; days >= 0 {
		q.Window = &days
	}
	if days := r.IntN(60); r.IntN(3) == 0 {
		q.Step = &days
	}
	if q.Strict = r.IntN(3) == 0; r.IntN(2) == 0 {
		q.Touch = funnel.LastTouch
	}
	switch r.IntN(5) {
	case 0:
		q.Where = prospect.Filter{{Field: "prefecture", Op: prospect.IsNot, Value: "東京都"}}
	case 1:
		q.Where = prospect.Filter{{Field: "opt_out", Op: prospect.Is}}
	}
	return q
}

// compare asks both and tells where they differ.
func (w world) compare(t *testing.T, ctx context.Context, s *funnel.Service, q funnel.Question) {
	t.Helper()
	got, err := s.Funnel(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	want, outOfOrder := w.plain(q)
	if got.OutOfOrder != outOfOrder {
		t.Errorf("%+v: %d out of order, want %d", q, got.OutOfOrder, outOfOrder)
	}
	if len(got.Groups) != len(want) {
		t.Errorf("%+v: %d groups, want %v", q, len(got.Groups), slices.Collect(maps.Keys(want)))
	}
	for _, g := range got.Groups {
		name := ""
		if g.Group != nil {
			name = *g.Group
		}
		if want[name] == nil {
			t.Errorf("%+v: nobody is in the group %q", q, name)
			continue
		}
		w.compareGroup(t, q, g, want[name])
	}
	if t.Failed() {
		t.Logf("stages %+v", w.stages)
		t.Fatalf("entries %+v", w.entries)
	}
}

func (w world) compareGroup(t *testing.T, q funnel.Question, g funnel.Group, want []tallied) {
	t.Helper()
	for i, c := range g.Stages {
		x := want[i]
		slices.Sort(x.who)
		who := g.Members(c.Stage, false)
		if c.Count != x.count() || c.Unmeasured != x.unmeasured || c.Immature != x.immature || !slices.Equal(who, x.who) {
			t.Errorf("%+v: %s has %d (%d immature) %v, want %d (%d) %v", q, c.Stage, c.Count, c.Immature, who, x.count(), x.immature, x.who)
		}
		for k, days := range []*float64{c.LowerDays, c.MedianDays, c.UpperDays} {
			if p := float64(k+1) / 4; !equal(days, quartile(x.days, p)) {
				t.Errorf("%+v: %s took days of %v, quantile %v", q, c.Stage, x.days, p)
			}
		}
		if i == 0 {
			continue
		}
		if rate := w.rate(want, i-1, i, q); !equal(c.FromPrevious, rate) {
			t.Errorf("%+v: %s has a rate that is not %v", q, c.Stage, rate)
		}
		if q.View == funnel.Cohort && w.stages[i].Measure == "" && w.stages[i-1].Measure == "" {
			var lost []int64
			for _, id := range want[i-1].who {
				if !slices.Contains(x.who, id) {
					lost = append(lost, id)
				}
			}
			slices.Sort(lost)
			if found := g.Members(c.Stage, true); !slices.Equal(found, lost) {
				t.Errorf("%+v: %v stayed before %s, want %v", q, found, c.Stage, lost)
			}
		}
	}
}

// rate is that from one stage to the next, of the mature where both are known
// by name; nil where there is none.
func (w world) rate(of []tallied, from, to int, q funnel.Question) *float64 {
	a, b := of[from], of[to]
	if q.View == funnel.Stock || a.unmeasured || b.unmeasured {
		return nil
	}
	n, d := b.count(), a.count()
	if w.stages[from].Measure == "" && w.stages[to].Measure == "" {
		n, d = n-b.immature, d-a.immature
	}
	if d == 0 {
		return nil
	}
	v := float64(n) / float64(d)
	return &v
}

func equal(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }
