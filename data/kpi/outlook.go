package kpi

import (
	"math"
	"slices"
	"sort"

	"shirube/data/period"
)

const (
	leastTests = 6  // past periods a band needs
	mostTests  = 24 // and the most that are looked at
)

// Method is a way to guess where a running period will end.
type Method string

// The methods. Each is the value so far and what the rest is taken to bring.
const (
	RunRate  Method = "run_rate"  // so far ÷ the share of the working days that are over
	LastYear Method = "last_year" // the same period a year before × how this one has gone against it so far
	Pipeline Method = "pipeline"  // the open deals × the share of such deals, at the same stage, that were won in as many days; and as many new ones as usual
	Usual    Method = "usual"     // as much a working day as over the year up to today
)

// Methods are all of them.
var Methods = []Method{RunRate, LastYear, Pipeline, Usual}

// Guess is what a method says of the running period and how well it did when
// asked the same of past ones, each cut off where as many of its working days
// were over, and knowing only what was known then.
type Guess struct {
	Method Method   `json:"method"`
	Point  *float64 `json:"point"` // nil where there is nothing to guess from, or no band
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"`
	Error  *float64 `json:"error"` // sum of what it was wrong by ÷ sum of what came; nil without tests
	Tests  int      `json:"tests"` // past periods it was asked of

	off   float64                // root of the mean squared error, as a share of the guess
	tried map[period.Day]float64 // what it was wrong by, by the window's first day
}

// beats tells whether a method was clearly less wrong than another about the
// periods both were asked of.
func (g Guess) beats(other Guess) bool {
	var mine, theirs float64
	for first, wrong := range g.tried {
		if same, both := other.tried[first]; both {
			mine, theirs = mine+wrong, theirs+same
		}
	}
	return mine < theirs*clearly
}

// Lack is why there is no forecast.
type Lack struct {
	Code string `json:"code"`
	Have int    `json:"have"` // complete periods measured one after the other up to today
	Need int    `json:"need"` // and how many it takes
	// Of is what is counted: months for quarters and years.
	Of period.Grain `json:"of"`
}

// The reasons.
const (
	LackHistory = "short"    // too few past periods to know how wrong it may be
	LackValue   = "too_soon" // nothing has come so far
)

// Outlook is where a running period will end: the guess of the method that was
// least wrong, with a band in which the outcome lies in four of five cases.
type Outlook struct {
	Method  Method  `json:"method,omitempty"`
	Guesses []Guess `json:"guesses"`
	Lack    *Lack   `json:"lack,omitempty"`
}

// Record is what forecasts are made from.
type Record struct {
	Calendar period.Calendar
	// Over gives what it came to over some days; nil = not measured.
	Over func(period.Range) *float64
	// Pipeline gives what the deals open on a day let expect by the end of a
	// period, with what has come so far; nil where no deals make it.
	Pipeline func(p period.Period, on period.Day) *float64
}

// Foresee looks from today to the end of a running period. The band is the
// guess times 1 ± t × the root of its mean squared relative error in the
// back-tests, with t for 80 %: no less wide for being lucky in few. Quarters
// and years are tested on 3 and 12 months beginning at every month. These
// overlap, so fewer of them are independent, and t is that of fewer. What can't
// be below what there is by now isn't.
func (r Record) Foresee(p period.Period, today period.Day) Outlook {
	var out Outlook
	past := r.windows(p, today)
	share := elapsed(r.Calendar, p, today)
	best := -1
	for _, m := range Methods {
		if m == Pipeline && r.Pipeline == nil {
			continue
		}
		g := r.test(m, past, share)
		if g.Tests >= leastTests {
			r.aim(&g, p, today)
		}
		if g.Point != nil && (best < 0 || g.beats(out.Guesses[best])) {
			best = len(out.Guesses)
		}
		out.Guesses = append(out.Guesses, g)
	}
	if best < 0 {
		out.Lack = r.lack(p, today)
		return out
	}
	out.Method = out.Guesses[best].Method
	return out
}

// aim fills in a tested method's guess with its band.
func (r Record) aim(g *Guess, p period.Period, today period.Day) {
	if g.Point = r.guess(g.Method, p, today); g.Point == nil {
		return
	}
	wide := quantileT(independent(p, g.Tests)) * g.off * *g.Point
	low, high := *g.Point-wide, *g.Point+wide
	if so := r.Over(period.Range{From: p.From, To: today}); so != nil && *so <= *g.Point {
		low = max(low, *so)
	}
	g.Low, g.High = &low, &high
}

// clearly is how much less wrong a method must have been than one named before
// it: small differences are chance.
const clearly = 0.9

// test asks a method about past periods.
func (r Record) test(m Method, past []period.Period, share float64) Guess {
	g := Guess{Method: m, tried: map[period.Day]float64{}}
	var wrong, came, squares float64
	for _, w := range past {
		cut := cutAt(r.Calendar, w, share)
		end, guess := r.Over(w.Range), r.guess(m, w, cut)
		if end == nil || guess == nil {
			continue
		}
		off := *end - *guess
		g.Tests++
		g.tried[w.From] = math.Abs(off)
		wrong, came = wrong+math.Abs(off), came+math.Abs(*end)
		squares += off * off / (*guess * *guess)
	}
	if g.Tests > 0 && came > 0 {
		e := wrong / came
		g.Error, g.off = &e, math.Sqrt(squares/float64(g.Tests))
	} else {
		g.Tests = 0
	}
	return g
}

// guess is a method's, made on a day of a period; nil where it has none, or
// where nothing has come so far: in proportion, nothing would.
func (r Record) guess(m Method, p period.Period, on period.Day) *float64 {
	so, share := r.Over(period.Range{From: p.From, To: on}), elapsed(r.Calendar, p, on)
	if so == nil || *so <= 0 || share <= 0 {
		return nil
	}
	var v float64
	switch m {
	case RunRate:
		v = *so / share
	case LastYear:
		year := aYearBefore(p)
		whole, then := r.Over(year.Range), r.Over(period.Range{From: year.From, To: cutAt(r.Calendar, year, share)})
		if whole == nil || then == nil || *then <= 0 || !r.measuredFrom(year.From) {
			return nil
		}
		v = *whole * *so / *then
	case Pipeline:
		return r.Pipeline(p, on)
	case Usual:
		daily := r.daily(on)
		if daily == nil {
			return nil
		}
		v = *so + *daily*float64(r.Calendar.WorkingDays(period.Range{From: on + 1, To: p.To}))
	}
	if v <= 0 {
		return nil
	}
	return finite(&v)
}

// daily is what a working day brought over the year up to a day, or the half
// year where it hasn't been measured for longer.
func (r Record) daily(on period.Day) *float64 {
	for _, days := range []period.Day{365, 182} {
		back := period.Range{From: on - days + 1, To: on}
		if v := r.Over(back); v != nil && r.measuredFrom(back.From) {
			if working := r.Calendar.WorkingDays(back); working > 0 {
				each := *v / float64(working)
				return &each
			}
		}
	}
	return nil
}

// measuredFrom tells whether it was measured in the month that begins on a day.
func (r Record) measuredFrom(day period.Day) bool {
	return r.Over(period.Range{From: day, To: day.AddMonths(1) - 1}) != nil
}

// monthsOf is how many months quarters and years have; 0 for other periods.
func monthsOf(g period.Grain) int { return map[period.Grain]int{period.Quarter: 3, period.Year: 12}[g] }

// windows lists past periods as long as p, over before today and measured from
// their beginning, latest first.
func (r Record) windows(p period.Period, today period.Day) []period.Period {
	var ws []period.Period
	months := monthsOf(p.Grain)
	for past := p; len(ws) < mostTests; {
		if months == 0 {
			past = r.Calendar.Previous(past)
		} else {
			from := past.From.AddMonths(-1)
			past = period.Between(from, from.AddMonths(months)-1)
		}
		if past.To >= today {
			continue
		}
		if r.Over(period.Range{From: past.From, To: min(past.To, past.From.EndOfMonth())}) == nil {
			break
		}
		ws = append(ws, past)
	}
	return ws
}

// independent is about how many of overlapping back-tests tell something new.
func independent(p period.Period, tests int) float64 {
	if months := monthsOf(p.Grain); months > 0 {
		return max(3, float64(tests)/math.Sqrt(float64(months)))
	}
	return float64(tests)
}

// lack says why nothing was foreseen.
func (r Record) lack(p period.Period, today period.Day) *Lack {
	l := &Lack{Code: LackHistory, Need: leastTests, Of: p.Grain}
	if months := monthsOf(p.Grain); months > 0 {
		l.Need, l.Of = months+leastTests-1, period.Month
	}
	for past := r.Calendar.Previous(r.Calendar.Of(l.Of, today)); l.Have < l.Need && r.Over(past.Range) != nil; past = r.Calendar.Previous(past) {
		l.Have++
	}
	if so := r.Over(period.Range{From: p.From, To: today}); l.Have >= l.Need || so == nil || *so <= 0 {
		l.Code = LackValue
	}
	return l
}

// cutAt gives the first day of a period by which the share of its working days
// has passed.
func cutAt(c period.Calendar, p period.Period, share float64) period.Day {
	all := c.WorkingDays(p.Range)
	if all == 0 {
		return p.From + period.Day(share*float64(p.Days()-1))
	}
	need := int(math.Round(share * float64(all)))
	return p.From + period.Day(sort.Search(p.Days()-1, func(i int) bool {
		return c.WorkingDays(period.Range{From: p.From, To: p.From + period.Day(i)}) >= need
	}))
}

// quantileT is the 90th percentile of Student's t, within 0.01 from two degrees
// of freedom on (the series of Fisher and Cornish, 1960, Technometrics 2:209–225).
func quantileT(degrees float64) float64 {
	const z = 1.2815515655446004
	z2 := z * z
	return z * (1 + (z2+1)/(4*degrees) + ((5*z2+16)*z2+3)/(96*degrees*degrees) + (((3*z2+19)*z2+17)*z2-15)/(384*degrees*degrees*degrees))
}

// quantile of sorted values, between neighbours in proportion (Hyndman and Fan, type 7).
func quantile(sorted []float64, at float64) float64 {
	h := at * float64(len(sorted)-1)
	i := int(math.Floor(h))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// Chosen is the guess that is the forecast, nil where there is none.
func (o Outlook) Chosen() *Guess { return o.Guess(o.Method) }

// Guess gives what a method said.
func (o Outlook) Guess(m Method) *Guess {
	if i := slices.IndexFunc(o.Guesses, func(g Guess) bool { return g.Method == m }); i >= 0 {
		return &o.Guesses[i]
	}
	return nil
}
