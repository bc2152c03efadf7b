package review

import (
	"cmp"
	"context"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/kpi"
	"shirube/data/period"
)

// Segment is one channel's part in a KPI's change. Of a rate the part is what
// the channel's share of all changed (Mix: between good and bad channels) and
// what its own rate did (Rate); of anything else all of it is Rate.
type Segment struct {
	Channel      *string  `json:"factor"` // nil is the blank channel
	Contribution float64  `json:"contribution"`
	Mix          float64  `json:"mix"`
	Rate         float64  `json:"rate"`
	Value        *float64 `json:"value"`
	Previous     *float64 `json:"previous"`
}

// ByChannel shares out a KPI's change from against to p among channels, the
// largest part first. A rate R = Σ wᵢrᵢ (wᵢ the channel's share of the
// denominator) changes by Σ (Δwᵢ(r̄ᵢ − R̄) + w̄ᵢΔrᵢ), a bar being the mean of both
// periods: mix and rate effects that add up exactly (the two-factor form of
// Marshall and Edgeworth, which Shapley gives for products). rest is what the channels
// don't account for: somebody counted in two of them. Errors: those of Drivers.
func (r Reviewer) ByChannel(ctx context.Context, key string, p, against period.Period) (parts []Segment, change *float64, rest float64, err error) {
	var groups [2]map[string]kpi.Value
	var whole [2]kpi.Value
	for i, each := range []period.Period{against, p} {
		all, err := r.KPIs.Breakdown(ctx, key, each)
		if err != nil {
			return nil, nil, 0, err
		}
		groups[i] = map[string]kpi.Value{}
		for _, v := range all {
			channel := ""
			if v.Group != nil {
				channel = *v.Group
			}
			groups[i][channel] = v
		}
		run, err := r.KPIs.Run(ctx, key, []period.Period{each})
		if err != nil {
			return nil, nil, 0, err
		}
		if whole[i] = run[0]; whole[i].Value == nil {
			return nil, nil, 0, data.Errorf("drivers_unmeasured", key, each.String(), nil)
		}
	}
	total := *whole[1].Value - *whole[0].Value
	rest = total
	for _, channel := range channelsOf(groups) {
		s := segment(groups[0][channel], groups[1][channel], whole)
		if channel != "" {
			s.Channel = &channel
		}
		s.Contribution = s.Mix + s.Rate
		rest -= s.Contribution
		parts = append(parts, s)
	}
	if math.Abs(rest) <= 1e-9*max(math.Abs(*whole[0].Value), math.Abs(*whole[1].Value)) {
		rest = 0
	}
	slices.SortStableFunc(parts, func(a, b Segment) int { return cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution)) })
	return parts, &total, rest, nil
}

func channelsOf(groups [2]map[string]kpi.Value) []string {
	var channels []string
	for _, g := range groups {
		for channel := range g {
			if !slices.Contains(channels, channel) {
				channels = append(channels, channel)
			}
		}
	}
	slices.Sort(channels)
	return channels
}

// segment is a channel's part; before and after may be without value.
func segment(before, after kpi.Value, whole [2]kpi.Value) Segment {
	s := Segment{Value: after.Value, Previous: before.Value}
	if whole[0].Denominator == nil || whole[1].Denominator == nil {
		s.Rate = number(after.Value) - number(before.Value)
		return s
	}
	w0, w1 := number(before.Denominator) / *whole[0].Denominator, number(after.Denominator) / *whole[1].Denominator
	r0, r1 := before.Value, after.Value
	if r0 == nil { // nobody was asked there: only the mix changes
		r0 = r1
	}
	if r1 == nil {
		r1 = r0
	}
	if r0 == nil {
		return s
	}
	middle := (*whole[0].Value + *whole[1].Value) / 2
	s.Mix = (w1 - w0) * ((*r0+*r1)/2 - middle)
	s.Rate = (*r1 - *r0) * (w0 + w1) / 2
	return s
}

func number(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

// AgainstTarget shares out how far a KPI is from its target in a period among
// the names in its formula: each from its own target (the pace of a running
// period) to its value. Names without a target count as on it. What the factors'
// targets leave of the KPI's own target is the driver "". Errors: those of
// Drivers, drivers_no_target (the KPI has none).
func (r Reviewer) AgainstTarget(ctx context.Context, key string, p period.Period) ([]Driver, *float64, error) {
	own, err := r.KPIs.Run(ctx, key, []period.Period{p})
	if err != nil {
		return nil, nil, err
	}
	if own[0].Pace == nil {
		return nil, nil, data.Errorf("drivers_no_target", key, p.String(), nil)
	}
	formula, now, err := r.KPIs.Factors(ctx, key, p)
	if err != nil {
		return nil, nil, err
	}
	asked := map[string]*float64{}
	for name, v := range now {
		asked[name] = v
		switch of, err := r.KPIs.Run(ctx, name, []period.Period{p}); {
		case err == nil && of[0].Pace != nil:
			asked[name] = of[0].Pace
		case err != nil && data.CodeOf(err) != "unknown_kpi":
			return nil, nil, err
		}
	}
	drivers, err := Shapley(formula.Keys(), asked, now, func(v func(string) *float64) *float64 { return formula.Eval(v) })
	if err != nil {
		return nil, nil, err
	}
	change := *own[0].Value - *own[0].Pace
	rest := change
	for _, d := range drivers {
		rest -= d.Contribution
	}
	if math.Abs(rest) > 1e-9*max(math.Abs(*own[0].Value), math.Abs(*own[0].Pace)) {
		drivers = largestFirst(append(drivers, Driver{"", rest}))
	}
	return drivers, &change, nil
}
