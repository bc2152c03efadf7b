package review

import (
	"slices"
	"testing"
)

func TestOrderKeepsTheContributions(t *testing.T) {
	f := formula(t, "a × b × c")
	before, now := values(f.Keys(), 10, 20, 30), values(f.Keys(), 11, 24, 30)
	usual := values(f.Keys(), 14, 24, 30)
	drivers, err := shapley(f, before, now)
	if err != nil {
		t.Fatal(err)
	}
	order := func(signals ...string) (names []string) {
		is := map[string]Verdict{}
		for _, s := range signals {
			is[s] = Verdict{Rule: Outside}
		}
		out := inOrder(drivers, f, usual, now, is)
		for _, d := range out {
			names = append(names, d.Factor)
			if contribution(drivers, d.Factor) != d.Contribution {
				t.Errorf("%s contributed %v", d.Factor, d.Contribution)
			}
		}
		return names
	}
	for _, tc := range []struct{ signals, want []string }{
		{nil, []string{"b", "a", "c"}}, {[]string{"c"}, []string{"c", "b", "a"}}, {[]string{"a", "b"}, []string{"a", "b", "c"}},
	} {
		if got := order(tc.signals...); !slices.Equal(got, tc.want) {
			t.Errorf("with signals %v the order is %v, want %v", tc.signals, got, tc.want)
		}
	}
}
