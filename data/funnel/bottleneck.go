package funnel

import (
	"cmp"
	"math"
	"slices"
)

// leastHistory is how many past periods a reference rate needs.
const leastHistory = 6

// Rank names the steps of g whose mending would bring more wins, the largest
// gain first: rate r of step s raised to its reference R lets d × (R − r) more
// prospects through, and each later step passes on its present rate of them.
// The reference is what Reference makes of history (Reached of the last 24
// months). perWin is the money of one win, nil where not known. Steps at or
// above their reference, without history or from or to an anonymous stage are
// not in the ranking.
func Rank(stages []Stage, g Group, history [][]int, perWin *float64) []Bottleneck {
	var ranking []Bottleneck
	for s := 1; s < len(stages); s++ {
		now := g.Stages[s]
		if stages[s].Measure != "" || stages[s-1].Measure != "" || now.Rate == nil {
			continue
		}
		reference, ok := Reference(history, s)
		rate := *now.FromPrevious
		if !ok || reference <= rate {
			continue
		}
		wins := float64(now.Rate.Denominator) * (reference - rate)
		for _, later := range g.Stages[s+1:] {
			if later.FromPrevious != nil {
				wins *= *later.FromPrevious
			}
		}
		b := Bottleneck{Stage: now.Stage, Rate: rate, Reference: reference, Low: now.Low, High: now.High, MoreWins: wins}
		if perWin != nil {
			value := wins * *perWin
			b.ValueAtStake = &value
		}
		ranking = append(ranking, b)
	}
	slices.SortStableFunc(ranking, func(a, b Bottleneck) int { return cmp.Compare(b.MoreWins, a.MoreWins) })
	return ranking
}

// Reference is the rate a step has shown it can have: the mean of the best
// quarter of its past rates, each shrunk towards the mean of all by the
// beta-binomial model (its strength by the method of moments, Kleinman 1973),
// because the best quarter of raw rates rewards luck in small periods. ok is
// false under six periods with anybody in them.
func Reference(history [][]int, s int) (rate float64, ok bool) {
	type past struct{ n, d float64 }
	var ps []past
	var n, d, squares float64
	for _, row := range history {
		if p := (past{float64(row[s]), float64(row[s-1])}); p.d > 0 {
			ps = append(ps, p)
			n, d, squares = n+p.n, d+p.d, squares+p.d*p.d
		}
	}
	if len(ps) < leastHistory {
		return 0, false
	}
	mean := n / d
	var spread float64
	for _, p := range ps {
		spread += p.d * (p.n/p.d - mean) * (p.n/p.d - mean)
	}
	chance := mean * (1 - mean)
	between := (spread - float64(len(ps)-1)*chance) / (d - squares/d)
	if between <= 0 {
		return mean, true
	}
	strength := math.Max(0, chance/between-1)
	rates := make([]float64, len(ps))
	for i, p := range ps {
		rates[i] = (p.n + strength*mean) / (p.d + strength)
	}
	slices.Sort(rates)
	best := rates[len(rates)-(len(rates)+3)/4:]
	for _, r := range best {
		rate += r
	}
	return rate / float64(len(best)), true
}
