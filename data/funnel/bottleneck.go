package funnel

import (
	"cmp"
	"math"
	"slices"
)

const (
	leastHistory = 6                  // past periods a reference rate needs
	eighty       = 1.2815515655446004 // standard errors to each side of an 80 % interval
	ninetyFive   = 1.959963984540054  // of a 95 % interval
)

// Rank names the steps of g whose mending would bring more wins: rate r of step
// s raised to its reference R lets d × (R − r) more prospects through, and each
// later step passes on its present rate of them. The reference is what Reference
// makes of history (by period, who reached each stage). The 80 % interval of the
// gain carries the chance in r, in R and in the later rates (the variance of a
// product of independent estimates, Goodman 1960). perWin is the money of one
// win, taken as it is, nil where not known. Steps at or above their reference,
// without history or from or to an anonymous stage are not in the ranking. Its
// order is that of the lower ends of the gains' 95 % intervals, what mending
// brings for sure, so that bad luck in a large step doesn't come before harm in
// a small one; of those whose lower end is not above 0 that of the 80 %
// intervals, and of the rest that of the gains.
func Rank(stages []Stage, g Group, history [][]int, perWin *float64) []Bottleneck {
	return rankParts(stages, g, [][]part{parts(g, shown(stages, history))}, perWin)
}

// held gives the rate that the step to stage s is held against; ok is false
// where there is none.
type held func(s int) (rate estimate, ok bool)

// shown is what each step has shown in its past.
func shown(stages []Stage, history [][]int) held {
	return func(s int) (estimate, bool) {
		if stages[s].Measure != "" || stages[s-1].Measure != "" {
			return estimate{}, false
		}
		return Reference(history, s)
	}
}

// part is what mending a step of one part of a funnel would bring, below 0
// where its rate lies above the reference.
type part struct {
	wins    estimate
	atRisk  float64
	passing float64 // of those at risk, with the reference; with the present rate where there is no reference
	known   bool    // there is a reference
}

// parts weighs each step of a group against the rate it is held against.
func parts(g Group, against held) []part {
	all := make([]part, len(g.Stages))
	for s := 1; s < len(all); s++ {
		now := g.Stages[s].Rate
		if now == nil || now.Numerator > now.Denominator {
			continue
		}
		p := &all[s]
		p.atRisk, p.passing = float64(now.Denominator), float64(now.Numerator)
		reference, ok := against(s)
		if !ok {
			continue
		}
		rate := share(p.passing, p.atRisk)
		p.known, p.passing = true, p.atRisk*reference.mean
		p.wins = estimate{reference.mean - rate.mean, reference.variance + rate.variance}.times(estimate{mean: p.atRisk})
		for _, later := range g.Stages[s+1:] {
			if later.Rate != nil {
				p.wins = p.wins.times(share(float64(later.Rate.Numerator), float64(later.Rate.Denominator)))
			}
		}
	}
	return all
}

// rankParts ranks the steps of g by the sum of its parts.
func rankParts(stages []Stage, g Group, of [][]part, perWin *float64) []Bottleneck {
	var ranking []Bottleneck
	for s := 1; s < len(stages); s++ {
		var sum part
		for _, all := range of {
			p := all[s]
			sum = part{sum.wins.plus(p.wins), sum.atRisk + p.atRisk, sum.passing + p.passing, sum.known || p.known}
		}
		if !sum.known || sum.wins.mean <= 0 {
			continue
		}
		now, deviation := g.Stages[s], math.Sqrt(sum.wins.variance)
		b := Bottleneck{Group: g.Group, Stage: now.Stage, Rate: *now.FromPrevious, Reference: sum.passing / sum.atRisk, Low: now.Low, High: now.High,
			MoreWins: sum.wins.mean, MoreWinsLow: sum.wins.mean - eighty*deviation, MoreWinsHigh: sum.wins.mean + eighty*deviation,
			sure: sum.wins.mean - ninetyFive*deviation}
		b.ValueAtStake, b.ValueLow, b.ValueHigh = money(b.MoreWins, perWin), money(b.MoreWinsLow, perWin), money(b.MoreWinsHigh, perWin)
		ranking = append(ranking, b)
	}
	sortRanking(ranking)
	return ranking
}

func sortRanking(ranking []Bottleneck) {
	slices.SortStableFunc(ranking, func(a, b Bottleneck) int {
		return cmp.Or(cmp.Compare(max(0, b.sure), max(0, a.sure)), cmp.Compare(max(0, b.MoreWinsLow), max(0, a.MoreWinsLow)), cmp.Compare(b.MoreWins, a.MoreWins))
	})
}

func money(wins float64, perWin *float64) *float64 {
	if perWin == nil {
		return nil
	}
	v := wins * *perWin
	return &v
}

// estimate is a number with the variance of what it is known from.
type estimate struct{ mean, variance float64 }

// share estimates n of d. The variance is that of (n+1)/(d+2), so that none of
// a few isn't taken for certain.
func share(n, d float64) estimate {
	p := (n + 1) / (d + 2)
	return estimate{n / d, p * (1 - p) / (d + 2)}
}

func (a estimate) plus(b estimate) estimate {
	return estimate{a.mean + b.mean, a.variance + b.variance}
}

func (a estimate) times(b estimate) estimate {
	return estimate{a.mean * b.mean, a.mean*a.mean*b.variance + b.mean*b.mean*a.variance + a.variance*b.variance}
}

// Reference is the rate a step has shown it can have. Where its past periods
// differ no more than chance has them differ in 95 %, that is the mean of all;
// else the mean of the best quarter, each shrunk towards the mean by the
// beta-binomial model (its strength by the method of moments, Kleinman 1973),
// because the best quarter of raw rates rewards luck in small periods. ok is
// false under six periods with anybody in them.
func Reference(history [][]int, s int) (rate estimate, ok bool) {
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
		return rate, false
	}
	mean := n / d
	var spread float64
	for _, p := range ps {
		spread += p.d * (p.n/p.d - mean) * (p.n/p.d - mean)
	}
	chance, free := mean*(1-mean), float64(len(ps)-1)
	between := (spread - free*chance) / (d - squares/d)
	if between <= 0 || spread < chance*mostByChance(free) {
		return share(n, d), true
	}
	strength := math.Max(0, chance/between-1)
	rates := make([]estimate, len(ps))
	for i, p := range ps {
		r := (p.n + strength*mean) / (p.d + strength)
		rates[i] = estimate{r, r * (1 - r) / (p.d + strength + 1)}
	}
	slices.SortFunc(rates, func(a, b estimate) int { return cmp.Compare(a.mean, b.mean) })
	best := rates[len(rates)-(len(rates)+3)/4:]
	k := float64(len(best))
	for _, r := range best {
		rate.mean += r.mean / k
		rate.variance += r.variance / (k * k)
	}
	return rate, true
}

// mostByChance is the 95 % point of χ² with free degrees (Wilson and Hilferty 1931).
func mostByChance(free float64) float64 {
	const z = 1.6448536269514722
	part := 2 / (9 * free)
	return free * math.Pow(1-part+z*math.Sqrt(part), 3)
}
