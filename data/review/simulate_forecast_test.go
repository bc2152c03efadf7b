package review

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"shirube/data/kpi"
	"shirube/data/period"
)

// daily spreads the result of a simulated business over the working days of its
// months, each with its own chance, and gives what any days came to.
type daily struct {
	first period.Day
	sums  []float64 // up to and with each day
}

func spread(r *rand.Rand, past [][]Point, first period.Period, monthly func(m int) float64) daily {
	c, d := period.Calendar{}, daily{first: first.From}
	total := 0.0
	month := first
	for m := range past[0] {
		result := monthly(m)
		for i := range past {
			result *= *past[i][m].Value
		}
		weights, all := make([]float64, month.Days()), 0.0
		for i := range weights {
			if c.WorkingDay(month.From + period.Day(i)) {
				weights[i] = -math.Log(1 - r.Float64())
				all += weights[i]
			}
		}
		for _, w := range weights {
			total += result * w / all
			d.sums = append(d.sums, total)
		}
		month = c.Next(month)
	}
	return d
}

func (d daily) over(r period.Range) *float64 {
	from, to := int(max(r.From, d.first)-d.first), int(r.To-d.first)
	if r.To < d.first || to >= len(d.sums) {
		return nil
	}
	v := d.sums[to]
	if from > 0 {
		v -= d.sums[from-1]
	}
	return &v
}

// TestForecastsKeepTheirBand lives through the fourth year of simulated
// businesses: steady ones, ones with seasons of 30 %, ones that grow by 2 % a
// month, and ones in which a factor fell by four sigma two years ago.
func TestForecastsKeepTheirBand(t *testing.T) {
	n, c := runs(t), period.Calendar{}
	r := rand.New(rand.NewPCG(45, 46))
	first, _ := c.Parse("2022-04")
	parse := func(name string) period.Period { p, _ := c.Parse(name); return p }
	steady := func(int) float64 { return 1 }
	season := func(m int) float64 { return 1 + 0.3*math.Sin(2*math.Pi*float64(m)/12) }
	growing := func(m int) float64 { return math.Pow(1.02, float64(m)) }
	fmt.Printf("%-46s %10s %12s\n", fmt.Sprintf("%d businesses, forecast", n), "forecast", "spreadsheet")
	held, others, tries := 0, 0, 0
	for _, tc := range []struct {
		name    string
		monthly func(int) float64
		shift   float64
		known   string // first month
		period  string
		today   string
	}{
		{"steady, a month at half", steady, 0, "2022-04", "2025-09", "2025-09-14"},
		{"steady, a quarter at a third", steady, 0, "2022-04", "2025-Q3", "2025-10-31"},
		{"steady, a year at a quarter", steady, 0, "2022-04", "FY2025", "2025-06-30"},
		{"steady, a year at two thirds", steady, 0, "2022-04", "FY2025", "2025-11-30"},
		{"seasons, a month at half", season, 0, "2022-04", "2025-09", "2025-09-14"},
		{"seasons, a year at a quarter", season, 0, "2022-04", "FY2025", "2025-06-30"},
		{"seasons, a year at two thirds", season, 0, "2022-04", "FY2025", "2025-11-30"},
		{"growing, a month at half", growing, 0, "2022-04", "2025-09", "2025-09-14"},
		{"growing, a year at a quarter", growing, 0, "2022-04", "FY2025", "2025-06-30"},
		{"growing, a year at two thirds", growing, 0, "2022-04", "FY2025", "2025-11-30"},
		{"steady, 8 months known, a month at half", steady, 0, "2025-01", "2025-09", "2025-09-14"},
		{"steady, 20 months known, a year at two thirds", steady, 0, "2024-04", "FY2025", "2025-11-30"},
		{"shifted two years ago, a year at two thirds", steady, -4, "2022-04", "FY2025", "2025-11-30"},
	} {
		p, today, since := parse(tc.period), parse(tc.today).From, parse(tc.known).From
		in, other := 0, 0
		var wrong, plain float64
		for range n {
			past := business(r, r.IntN(len(level)), tc.shift)
			d := spread(r, past, first, tc.monthly)
			came := *d.over(p.Range)
			out := kpi.Record{Calendar: c, Over: func(r period.Range) *float64 {
				if r.To > today {
					t.Fatalf("looked at %v on %v", r, today)
				}
				if r.To < since {
					return nil
				}
				return d.over(r)
			}}.Foresee(p, today)
			g := out.Chosen()
			if g == nil {
				t.Fatal(out.Lack)
			}
			if *g.Low <= came && came <= *g.High {
				in++
			}
			wrong += math.Abs(*g.Point/came - 1)
			low, point, high := trend(d, p, today)
			plain += math.Abs(point/came - 1)
			if low <= came && came <= high {
				other++
			}
		}
		of := func(v float64) float64 { return v / float64(n) * 100 }
		fmt.Printf("%-46s %9.1f%% %11.1f%%\n", tc.name+": in the 80 % band", of(float64(in)), of(float64(other)))
		fmt.Printf("%-46s %9.1f%% %11.1f%%\n", "  wrong by", of(wrong), of(plain))
		held, others, tries = held+in, others+other, tries+n
		if share := float64(in) / float64(n); share < 0.75-slack(0.8, n) || share > 0.97 {
			t.Errorf("%s: the 80 %% band holds %.1f %%", tc.name, share*100)
		}
	}
	share := float64(held) / float64(tries)
	fmt.Printf("%-46s %9.1f%% %11.1f%%\n", "all: in the 80 % band", share*100, float64(others)/float64(tries)*100)
	if share < 0.75 || share > 0.85 {
		t.Errorf("80 %% bands hold %.1f %%", share*100)
	}
}

// trend is what a spreadsheet says: so far ÷ the days that are over, and 1.28
// standard deviations of the last 24 months around it.
func trend(d daily, p period.Period, today period.Day) (low, point, high float64) {
	point = *d.over(period.Range{From: p.From, To: today}) * float64(p.Days()) / float64(today-p.From+1)
	var sum, squares float64
	month := period.Calendar{}.Of(period.Month, today)
	for range 24 {
		month = period.Calendar{}.Previous(month)
		v := *d.over(month.Range)
		sum, squares = sum+v, squares+v*v
	}
	mean := sum / 24
	sd := math.Sqrt((squares - 24*mean*mean) / 23)
	wide := 1.28 * sd * math.Sqrt(float64(p.Days())/30.44)
	return point - wide, point, point + wide
}
