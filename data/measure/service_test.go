package measure_test

import (
	"context"
	"math"
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/measure"
	"shirube/data/period"
)

func day(n int) period.Day { return period.Of(2026, 10, n) }

func october(from, to int) period.Range { return period.Range{From: day(from), To: day(to)} }

func TestKeys(t *testing.T) {
	for name, want := range map[string]string{"LP訪問数": "LP訪問数", "広告費（税込）": "広告費_税込", " Mail opened ": "Mail_opened", "ｖｉｓｉｔｓ": "visits", "2026": "_2026", "min": "_min", "deal.won": "deal_won", "?": "_"} {
		if got := measure.KeyOf(name); got != want || !measure.ValidKey(got) {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	for _, bad := range []string{"", "deal.won", "a b", "1a", "not", "max", "a-b"} {
		if measure.ValidKey(bad) {
			t.Errorf("%q is a key", bad)
		}
	}
}

func TestTypedNumbers(t *testing.T) {
	ctx, st, news := t.Context(), datatest.Workspace(t), &change.Bus{}
	heard := 0
	news.Subscribe(func(change.News) { heard++ })
	s := &measure.Service{Store: st, News: news, Taken: func(context.Context) ([]string, error) { return []string{"win_rate"}, nil }}
	five, seven := 5.0, 7.0
	typed := []measure.Typed{
		{Value: measure.Value{Measure: "visits", Day: day(1)}, Number: &five},
		{Value: measure.Value{Measure: "visits", Day: day(2)}, Number: &seven},
	}
	if err := s.SetAll(ctx, typed); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, "visits", day(2), "", nil); err != nil {
		t.Fatal(err)
	}
	grid, err := s.Grid(ctx, []string{"visits"}, october(1, 31), "")
	if err != nil || len(grid["visits"]) != 1 || grid["visits"][day(1)] != 5 || heard != 2 {
		t.Errorf("grid %v, %d news (%v)", grid, heard, err)
	}
	typed = []measure.Typed{{Value: measure.Value{Measure: "visits", Day: day(1)}}, {Value: measure.Value{Measure: "visits", Day: day(3)}, Number: &seven}}
	if err := s.SetAll(ctx, typed); err != nil {
		t.Fatal(err)
	}
	if _, err := st.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	if grid, err = s.Grid(ctx, []string{"visits"}, october(1, 31), ""); err != nil || len(grid["visits"]) != 1 || grid["visits"][day(1)] != 5 {
		t.Errorf("typed at once, but not taken back at once: %v (%v)", grid, err)
	}
	infinite := math.Inf(1)
	for code, err := range map[data.Code]error{
		"measure_derived": s.Set(ctx, "deal.won", day(1), "", &five),
		"measure_key":     s.Set(ctx, "my visits", day(1), "", &five),
		"key_taken":       s.Set(ctx, "win_rate", day(1), "", &five),
		"measure_day":     s.Set(ctx, "visits", 0, "", &five),
		"measure_number":  s.Set(ctx, "visits", day(1), "", &infinite),
		"measure_over":    s.Save(ctx, measure.Measure{Key: "visits", Over: measure.Distinct}),
	} {
		if data.CodeOf(err) != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
	if err := s.Add(ctx, measure.Measure{Key: "visits", Name: "Visits (new)"}); data.CodeOf(err) != "key_taken" {
		t.Errorf("a new measure took the place of another: %v", err)
	}
	if recorded, err := s.Recorded(ctx); err != nil || len(recorded) != 1 || recorded[0].Key != "visits" {
		t.Errorf("recorded %v (%v)", recorded, err)
	}
}

func TestHowMeasuresGoOverDays(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := &measure.Service{Store: st, News: &change.Bus{}}
	for _, m := range []measure.Measure{{Key: "cost"}, {Key: "pipeline", Over: measure.Last}, {Key: "score", Over: measure.Mean}} {
		if err := s.Save(ctx, m); err != nil {
			t.Fatal(err)
		}
		for _, v := range []measure.Value{{Day: day(1), Channel: "web", Value: 10}, {Day: day(3), Channel: "web", Value: 20}, {Day: day(2), Channel: "fair", Value: 6}} {
			if err := s.Set(ctx, m.Key, v.Day, v.Channel, &v.Value); err != nil {
				t.Fatal(err)
			}
		}
	}
	sums, err := measure.LoadSums(ctx, st, []string{"cost", "pipeline", "score"}, period.Range{})
	if err != nil {
		t.Fatal(err)
	}
	web := "web"
	for _, tc := range []struct {
		key     string
		r       period.Range
		channel *string
		want    float64
	}{
		{"cost", october(1, 31), nil, 36}, {"cost", october(1, 2), nil, 16}, {"cost", october(2, 31), &web, 20}, {"cost", period.Range{}, nil, 36},
		{"pipeline", october(1, 31), nil, 26}, {"pipeline", october(1, 2), nil, 16}, {"score", october(1, 31), nil, 12}, {"score", october(1, 31), &web, 15},
	} {
		if got, err := sums.Over(ctx, tc.key, tc.r, tc.channel); err != nil || got == nil || *got != tc.want {
			t.Errorf("%s over %v: %v, want %v (%v)", tc.key, tc.r, got, tc.want, err)
		}
	}
	if v, err := sums.Over(ctx, "cost", october(4, 31), nil); err != nil || v != nil {
		t.Errorf("nothing was recorded after the 3rd: %v (%v)", v, err)
	}
	if by, err := sums.ByChannel(ctx, "cost", october(1, 31)); err != nil || len(by) != 2 || by["web"] != 30 || by["fair"] != 6 {
		t.Errorf("by channel %v (%v)", by, err)
	}
	if _, err := measure.LoadSums(ctx, st, []string{"nothing"}, period.Range{}); data.CodeOf(err) != "unknown_name" {
		t.Errorf("got %v", err)
	}
}
