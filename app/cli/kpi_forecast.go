package cli

import (
	"context"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts"
	"shirube/data/kpi"
)

func (s *session) kpiForecast() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use: "forecast KEY --period P", Short: "Where a running period will end, by each method, with how wrong each was before", Args: cobra.ExactArgs(1),
		Long: `Where a running period will end, by each method: so far ÷ the working days that are over (run_rate), the same period
last year × how this one goes against it (last_year), the open deals × the share won at their stage (pipeline), as
much a working day as in the past year (usual). Each was asked the same of past periods: error is what it was wrong
by, tests how often. The forecast is the method that was clearly least wrong; four of five outcomes lie in its band.`,
		Example: `  shirube kpi forecast annual_sales --period FY2026`,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			_, v, unit, err := valueOf(ctx, ws, args[0], name)
			if err != nil {
				return err
			}
			return s.print(forecastOf(v), func() { s.forecast(v, unit) })
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`: 2026-10, 2026-W43, 2026-Q3, FY2026; this month unless given")
	return c
}

// foreseen is a forecast as JSON.
type foreseen struct {
	Key     string      `json:"key"`
	Period  string      `json:"period"`
	Value   *float64    `json:"value"`
	Target  *float64    `json:"target"`
	Point   *float64    `json:"point"`
	Low     *float64    `json:"low"`
	High    *float64    `json:"high"`
	Method  kpi.Method  `json:"method,omitempty"`
	Error   *float64    `json:"error"`
	Tests   int         `json:"tests"`
	Chance  *float64    `json:"chance"`
	Methods []kpi.Guess `json:"methods"`
	Lack    *kpi.Lack   `json:"lack,omitempty"`
}

func forecastOf(v kpi.Value) foreseen {
	f := foreseen{Key: v.Key, Period: v.Period, Value: v.Value, Target: v.Target, Point: v.Forecast, Low: v.Low, High: v.High, Chance: v.Chance, Methods: []kpi.Guess{}}
	if o := v.Outlook; o != nil {
		f.Method, f.Lack, f.Methods = o.Method, o.Lack, list(o.Guesses)
		if g := o.Chosen(); g != nil {
			f.Error, f.Tests = g.Error, g.Tests
		}
	}
	return f
}

// forecast writes each method with what it was wrong by, and the one that is taken.
func (s *session) forecast(v kpi.Value, unit string) {
	w := s.words()
	if v.Outlook == nil {
		s.line(w.T("cli.forecast.none"))
		return
	}
	table := [][]string{{w.T("cli.col.method"), ">" + w.T("cli.col.forecast"), ">" + w.T("cli.col.low"), ">" + w.T("cli.col.high"), w.T("cli.col.tested")}}
	for _, g := range v.Outlook.Guesses {
		table = append(table, []string{charts.MethodName(g.Method, w), charts.Foreseen(g.Point, unit, w), charts.Foreseen(g.Low, unit, w), charts.Foreseen(g.High, unit, w), charts.TestedText(g, w)})
	}
	s.table(table)
	s.outlook(v, unit)
}

// outlook writes the forecast with its band, or why there is none.
func (s *session) outlook(v kpi.Value, unit string) {
	w := s.words()
	if text := charts.ForecastText(v, unit, w); text != "" {
		s.line(text)
	}
	if text := charts.ForecastBasis(v, w); text != "" {
		s.line(text)
	}
	if v.Chance != nil {
		s.line(w.T("cli.chance", "chance", charts.ChanceText(*v.Chance, w)))
	}
}
