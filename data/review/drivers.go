package review

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"shirube/data"
)

// mostFactors bounds the 2^n evaluations of Shapley.
const mostFactors = 16

// Driver is a factor's part in a change.
type Driver struct {
	Factor       string  `json:"factor"`
	Contribution float64 `json:"contribution"`
}

// Shapley shares out the change of a formula from before to after among its
// factors: each one's effect averaged over all orders in which they can change
// (Shapley 1953; Sun's refined Laspeyres). Exact for any formula, zero-safe,
// and swapping the periods turns the signs. The largest absolute contribution
// comes first. Errors: drivers_unmeasured (a value is missing),
// drivers_undefined (a mixture of both periods divides by zero), drivers_many.
func Shapley(factors []string, before, after map[string]*float64, eval func(func(string) *float64) *float64) ([]Driver, error) {
	n := len(factors)
	if n > mostFactors {
		return nil, data.Errorf("drivers_many", "", "", nil)
	}
	if err := measured(factors, before, after); err != nil {
		return nil, err
	}
	worth := make([]float64, 1<<n)
	for changed := range worth {
		v := eval(func(name string) *float64 {
			if i := slices.Index(factors, name); i >= 0 && changed>>i&1 == 1 {
				return after[name]
			}
			return before[name]
		})
		if v == nil {
			return nil, data.Errorf("drivers_undefined", "", "", nil)
		}
		worth[changed] = *v
	}
	drivers := make([]Driver, n)
	for i, name := range factors {
		var sum float64
		for changed := range worth {
			if changed>>i&1 == 0 {
				weight := 1 / (float64(n) * choose(n-1, bits.OnesCount(uint(changed))))
				sum += weight * (worth[changed|1<<i] - worth[changed])
			}
		}
		drivers[i] = Driver{name, sum}
	}
	return largestFirst(drivers), nil
}

// LMDI shares out the change of a product by the logarithmic mean (LMDI-I
// additive: Ang 2005, Energy Policy 33:867–871): L(V1, V0) × ln(x1 ÷ x0), with
// the analytical limits where a factor is zero (Wood and Lenzen 2006). Errors:
// drivers_unmeasured, drivers_sign (a factor changes its sign).
func LMDI(factors []string, before, after map[string]*float64) ([]Driver, error) {
	if err := measured(factors, before, after); err != nil {
		return nil, err
	}
	v0, v1 := product(factors, before), product(factors, after)
	drivers := make([]Driver, len(factors))
	for i, name := range factors {
		drivers[i].Factor = name
	}
	switch {
	case v0 == 0 && v1 == 0:
		return drivers, nil
	case v0 == 0:
		return largestFirst(shareEnds(drivers, before, v1)), nil
	case v1 == 0:
		return largestFirst(shareEnds(drivers, after, -v0)), nil
	}
	l := logMean(v1, v0)
	for i, name := range factors {
		ratio := *after[name] / *before[name]
		if ratio <= 0 {
			return nil, data.Errorf("drivers_sign", name, "", nil)
		}
		drivers[i].Contribution = l * math.Log(ratio)
	}
	return largestFirst(drivers), nil
}

// logMean is (a − b) ÷ ln(a ÷ b), a where they are equal. Near each other their
// quotient has lost the difference, so that ln is taken of that.
func logMean(a, b float64) float64 {
	switch far := a / b; {
	case a == b:
		return a
	case far > 0.5 && far < 2:
		return (a - b) / math.Log1p((a-b)/b)
	default:
		return (a - b) / math.Log(far)
	}
}

// shareEnds gives the whole change to the factors that are zero at the end
// where the product is, in equal parts: the limit of the logarithmic mean.
func shareEnds(drivers []Driver, at map[string]*float64, change float64) []Driver {
	zeros := 0
	for _, d := range drivers {
		if *at[d.Factor] == 0 {
			zeros++
		}
	}
	for i, d := range drivers {
		if *at[d.Factor] == 0 {
			drivers[i].Contribution = change / float64(zeros)
		}
	}
	return drivers
}

func measured(factors []string, before, after map[string]*float64) error {
	for _, f := range factors {
		if before[f] == nil || after[f] == nil {
			return data.Errorf("drivers_unmeasured", f, "", nil)
		}
	}
	return nil
}

func product(factors []string, values map[string]*float64) float64 {
	p := 1.0
	for _, f := range factors {
		p *= *values[f]
	}
	return p
}

func choose(n, k int) float64 {
	c := 1.0
	for i := range k {
		c = c * float64(n-i) / float64(i+1)
	}
	return c
}

func largestFirst(drivers []Driver) []Driver {
	slices.SortStableFunc(drivers, func(a, b Driver) int {
		return cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution))
	})
	return drivers
}
