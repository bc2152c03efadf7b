package kpi

import (
	"math"
	"slices"
)

// monthsAYear turns a month's target into the year's.
const monthsAYear = 12

// Total is what a factor's target comes to over the year: twelve months of what
// grows, the target itself of what stands level; without a target of its own it
// follows from its parts. Nil where any part is open. The goal always follows.
func (d *Draft) Total(b *Book, key string) *float64 { return d.total(b, key, "", 0) }

// total with the target of one factor replaced.
func (d *Draft) total(b *Book, key, other string, target float64) *float64 {
	f := d.Find(key)
	if f == nil {
		return nil
	}
	set := f.Target
	if key == other {
		set = &target
	}
	if f != d.Goal() && set != nil && (f.Chosen || key == other) {
		return finite(scaled(*set, b.yearly(key)))
	}
	formula := b.formulas[key]
	if formula == nil || len(d.Parts(key)) == 0 {
		return nil
	}
	return formula.Eval(func(part string) *float64 { return d.total(b, part, other, target) })
}

func scaled(v, by float64) *float64 { v *= by; return &v }

// yearly is by how much a month's target is multiplied over the year.
func (b *Book) yearly(key string) float64 {
	if b.Grows(key) {
		return monthsAYear
	}
	return 1
}

// Reach gives the monthly target of one factor with which the goal would just
// be reached, all other targets as they are; nil where it has no influence or
// none reaches it. The goal is a product, sum or quotient in each factor, so
// that the secant finds it.
func (d *Draft) Reach(b *Book, key string) *float64 {
	goal, f := d.Goal().Target, d.Find(key)
	if goal == nil || f == nil || f.Target == nil || *f.Target == 0 {
		return nil
	}
	miss := func(x float64) *float64 {
		v := d.total(b, d.Goal().Key, key, x)
		if v == nil {
			return nil
		}
		return finite(scaled(*v-*goal, 1))
	}
	before, x := *f.Target, *f.Target*1.01
	last := miss(before)
	for range 60 {
		now := miss(x)
		if last == nil || now == nil {
			return nil
		}
		if math.Abs(*now) <= 1e-9*math.Abs(*goal) {
			return positive(x)
		}
		if *now == *last {
			return nil
		}
		before, x, last = x, x-*now*(x-before)/(*now-*last), now
	}
	return nil
}

func positive(x float64) *float64 {
	if x <= 0 {
		return nil
	}
	return &x
}

// Fit is how a monthly target stands against the months before.
type Fit struct {
	Met, Of int      // months that reached it, of those measured
	Beyond  bool     // it lies outside the natural limits, on the far side
	Easy    bool     // and here on the near side: it is met whatever one does
	Best    *Value   // the best month
	Suggest *float64 // what one month in three reached
}

// FitOf holds a target against complete months, oldest first, and the limits of
// their process (nil = not known yet).
func FitOf(target float64, direction Direction, values []Value, low, high *float64) Fit {
	var f Fit
	far, near := high, low
	better := func(a, b float64) bool { return a > b }
	if direction == Down {
		far, near = low, high
		better = func(a, b float64) bool { return a < b }
	}
	var known []float64
	for i, v := range values {
		if v.Value == nil {
			continue
		}
		known = append(known, *v.Value)
		if !better(target, *v.Value) {
			f.Met++
		}
		if f.Best == nil || better(*v.Value, *f.Best.Value) {
			f.Best = &values[i]
		}
	}
	f.Of = len(known)
	f.Beyond = far != nil && better(target, *far)
	f.Easy = near != nil && better(*near, target)
	if f.Of >= leastTests {
		slices.Sort(known)
		at := f.Of - 1 - f.Of/3
		if direction == Down {
			at = f.Of / 3
		}
		f.Suggest = &known[at]
	}
	return f
}
