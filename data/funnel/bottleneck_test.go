package funnel

import (
	"math"
	"testing"

	"shirube/data/period"
)

// TestRankOfTheDesign is the picture of the funnel page: raising 19.0 % to
// 24.0 % lets 56 more through, of whom 12.6 buy, worth 827,000 yen each.
func TestRankOfTheDesign(t *testing.T) {
	g := Group{}
	for _, n := range []int{4812, 1126, 214, 48} {
		g.Stages = append(g.Stages, StageCount{Count: n})
	}
	g.divide(four, Cohort)
	var history [][]int
	for range 24 { // every month as good as the reference: no chance to shrink away
		history = append(history, []int{10000, 2500, 600, 156})
	}
	value := 827000.0
	ranking := Rank(four, g, history, &value)
	if len(ranking) != 3 {
		t.Fatalf("got %+v", ranking)
	}
	first := ranking[0]
	if first.Stage != g.Stages[2].Stage || math.Abs(first.Reference-0.24) > 1e-9 || math.Abs(first.MoreWins-12.6) > 0.1 || math.Abs(*first.ValueAtStake-10.43e6) > 0.1e6 {
		t.Errorf("got %+v", first)
	}
	if ranking[1].Reference != 0.25 || ranking[2].Reference != 0.26 || ranking[2].MoreWins < ranking[1].MoreWins || ranking[2].MoreWinsLow > 0 {
		t.Errorf("48 of 214 may be no worse than 26 %%, so it comes last: %+v", ranking[1:])
	}
	if first.Low == nil || math.Abs(*first.Low-0.168) > 0.001 || math.Abs(*first.High-0.214) > 0.001 {
		t.Errorf("interval %v", first)
	}
	if Rank(four, g, history[:5], &value) != nil {
		t.Error("five months are no reference")
	}
}

func TestReferenceDoesNotRewardLuck(t *testing.T) {
	var small, large [][]int
	for i := range 12 {
		small = append(small, []int{10, 1 + i%3, 0, 0})              // 10 to 30 %, all of it chance
		large = append(large, []int{10000, 1000 + 1000*(i%3), 0, 0}) // 10 to 30 %, real
	}
	if r, ok := Reference(small, 1); !ok || math.Abs(r.mean-0.2) > 1e-9 {
		t.Errorf("chance alone raised the reference to %.3f", r.mean)
	}
	if r, ok := Reference(large, 1); !ok || r.mean < 0.29 || r.mean > 0.3 {
		t.Errorf("months of 30 %% in large numbers give %.3f", r.mean)
	}
	if r, ok := Reference([][]int{{9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}}, 1); !ok || r.mean != 0 {
		t.Errorf("nobody ever went on: %v", r)
	}
}

func TestGridKnowsWhatIsPossible(t *testing.T) {
	log := logOf(entry(1, 0, 0, 0), entry(1, 1, 15, 0), entry(2, 0, 30, 0), entry(3, 0, 31, 0), entry(3, 1, 32, 0))
	months := period.Calendar{}.Periods(period.Month, period.Range{From: day("2026-01-01"), To: day("2026-03-31")})
	grid := Grid(four, log, Way{}, months, "interest", []int{15, 30}, day("2026-02-18"))
	january, february := grid[0], grid[1]
	if january.Count != 2 || january.Cells[0].N != 1 || january.Cells[0].Of != 2 || january.Cells[0].Immature {
		t.Errorf("January at 15 days: %+v", january.Cells[0])
	}
	if c := january.Cells[1]; !c.Immature || c.Of != 1 || *c.Rate.Value() != 1 {
		t.Errorf("on 18 February only the first of January has had 30 days: %+v", c)
	}
	if c := february.Cells[0]; c == nil || !c.Immature || c.N != 1 || len(c.Prospects) != 1 {
		t.Errorf("February at 15 days: %+v", c)
	}
	if february.Cells[1] != nil || grid[2].Cells[0] != nil {
		t.Error("a cell that isn't possible yet is there")
	}
}

func TestMatureRange(t *testing.T) {
	q := Question{Range: period.Range{From: day("2026-04-01"), To: day("2026-11-30")}, Window: days(90), Today: day("2026-11-22")}
	if r, ok := MatureRange(q); !ok || r.To != day("2026-07-31") {
		t.Errorf("mature to %s", r.To)
	}
	q.Range.From = day("2026-10-01")
	if r, ok := MatureRange(q); ok {
		t.Errorf("nothing since October is mature: %v", r)
	}
}

// TestMixIsNoBottleneck has two channels whose rates stay as they are, half of
// web and a tenth of the fair, while the fair grows: the whole rate falls from
// 43 % to 17 %, and there is nothing to mend. With web harmed too, the whole's
// gain is web's.
func TestMixIsNoBottleneck(t *testing.T) {
	business := func(webNow int) inputs {
		var rs []Record
		enter := func(month, channel, n, on int) {
			for i := range n {
				p := uint32(len(rs) + 1)
				at := period.Of(2025, 1, 1).AddMonths(month)
				rs = append(rs, Record{Prospect: p, Day: at, Channel: uint16(channel)})
				if i < on {
					rs = append(rs, Record{Prospect: p, Stage: 1, Day: at + 3, Channel: uint16(channel)})
				}
			}
		}
		for month := range 12 {
			enter(month, 1, 100, 50)
			enter(month, 2, 20, 2)
		}
		for month := 12; month < 15; month++ {
			enter(month, 1, 20, webNow)
			enter(month, 2, 100, 10)
		}
		log := logOf(rs...)
		return inputs{stages: four[:2], log: log}
	}
	q := Question{View: Cohort, Window: days(30), Today: day("2026-06-01"), Range: period.Range{From: day("2026-01-01"), To: day("2026-03-31")}}
	if ranking := ranked(business(10), q); len(ranking) > 0 {
		t.Errorf("the mix alone makes %+v", ranking)
	}
	whole := ranked(business(2), q)
	q.By = "channel"
	split := ranked(business(2), q)
	if len(whole) != 1 || len(split) != 1 || *split[0].Group != "web" || math.Abs(whole[0].MoreWins-24) > 1e-9 || math.Abs(split[0].MoreWins-24) > 1e-9 ||
		math.Abs(whole[0].Reference-1.0/6) > 1e-9 || math.Abs(split[0].Reference-0.5) > 1e-9 {
		t.Errorf("60 of web at 10 instead of 50 %% lose 24: %+v, %+v", whole, split)
	}
}
