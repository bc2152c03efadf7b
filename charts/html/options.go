package html

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	echarts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"shirube/assets/face"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
)

var paper = palette.Of(false)

func hex(t palette.Token) string { return palette.Hex(paper[t]) }

// gap is what echarts reads as "no value"; null would be drawn as one by some series.
const gap = "-"

// option is a chart's options as echarts reads them. They leave this package
// only through script, which escapes what could end a script element.
type option map[string]any

func (o option) script() (template.JS, error) {
	b, err := json.Marshal(o)
	if err != nil {
		return "", fmt.Errorf("html: chart options: %w", err)
	}
	return template.JS(b), nil
}

// described finishes go-echarts options: it gives them the chart's own
// sentence, plain tooltips without markup, and no animation.
func described(base map[string]any, c charts.Chart) option {
	base["animation"] = false
	base["aria"] = map[string]any{"enabled": true, "label": map[string]any{"description": c.Describe()}}
	base["textStyle"] = map[string]any{"fontFamily": fontFamily}
	base["legend"] = map[string]any{"show": false}
	delete(base, "title")
	delete(base, "toolbox")
	return base
}

func tooltip(trigger string) map[string]any {
	return map[string]any{
		"trigger": trigger, "formatter": "{b}", "renderMode": "richText", "confine": true, "borderWidth": 0,
		"backgroundColor": hex(palette.Ink), "textStyle": map[string]any{"color": hex(palette.Card), "fontSize": 12},
		"axisPointer": map[string]any{"type": "line", "lineStyle": map[string]any{"color": hex(palette.Line2)}},
	}
}

// lineOption draws a KPI's periods in their limits.
func lineOption(id string, l *charts.Line, unit string, w *words.Words) option {
	divisor, pattern := w.Scale(unit, largest(l))
	scaled := func(v *float64) any {
		n, ok := charts.Number(v)
		if n /= divisor; !ok || math.IsInf(n, 0) {
			return gap
		}
		return tidy(n)
	}
	room := 16
	for _, level := range []*charts.Level{l.High, l.Mean, l.Target, l.Low} {
		if level != nil {
			room = max(room, 22+int(face.Width(level.Text, 11, false)*1.1))
		}
	}
	c := echarts.NewLine()
	c.SetGlobalOptions(
		echarts.WithInitializationOpts(opts.Initialization{ChartID: id}),
		echarts.WithColorsOpts(opts.Colors{hex(palette.Accent)}),
		echarts.WithGridOpts(opts.Grid{Left: "4", Right: strconv.Itoa(room), Top: "12", Bottom: "4", ContainLabel: opts.Bool(true)}),
		echarts.WithXAxisOpts(opts.XAxis{
			AxisLabel: &opts.AxisLabel{Color: hex(palette.Sub), FontSize: 11, ShowMaxLabel: opts.Bool(true)}, AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: hex(palette.Line2)}},
		}),
		echarts.WithYAxisOpts(opts.YAxis{
			Scale: opts.Bool(!l.FromZero), SplitNumber: 4,
			AxisLabel: &opts.AxisLabel{Color: hex(palette.Sub), FontSize: 11, Formatter: types.FuncStr(pattern)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: hex(palette.Line)}},
		}),
	)
	labels := make([]string, len(l.Points))
	whole, running, flags := make([]opts.LineData, len(l.Points)), make([]opts.LineData, len(l.Points)), make([]opts.LineData, len(l.Points))
	for i, p := range l.Points {
		labels[i] = p.Label
		name := said(p.Label, p.Text, p.Note)
		at := func(v any) opts.LineData { return opts.LineData{Name: name, Value: v} }
		whole[i], running[i], flags[i] = at(scaled(p.Value)), at(gap), at(gap)
		if p.Partial {
			whole[i], running[i] = at(gap), at(scaled(p.Value))
			if i > 0 {
				running[i-1] = opts.LineData{Name: name, Value: scaled(l.Points[i-1].Value), Symbol: "none"}
			}
		}
		if p.Flagged {
			flags[i] = at(scaled(p.Value))
		}
	}
	c.SetXAxis(labels)
	first := []echarts.SeriesOpts{
		echarts.WithLineChartOpts(opts.LineChart{Symbol: "circle", SymbolSize: 5}),
		echarts.WithLineStyleOpts(opts.LineStyle{Color: hex(palette.Ink), Width: 1.5}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: hex(palette.Ink)}),
	}
	if l.Low != nil && l.High != nil {
		first = append(first, band(scaled(&l.Low.Value), scaled(&l.High.Value)))
	}
	for i, p := range l.Points {
		if p.Begins {
			first = append(first, upright(i))
		}
	}
	c.AddSeries("", whole, first...)
	c.AddSeries("", running,
		echarts.WithLineChartOpts(opts.LineChart{Symbol: "emptyCircle", SymbolSize: 7}),
		echarts.WithLineStyleOpts(opts.LineStyle{Color: hex(palette.Accent), Width: 1.5, Type: "dotted"}))
	c.AddSeries("", flags,
		echarts.WithLineChartOpts(opts.LineChart{Symbol: "circle", SymbolSize: 11}),
		echarts.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: hex(palette.Bad), BorderColor: hex(palette.Card), BorderWidth: 2}))
	forecastBand(c, l.Points, scaled)
	steady := len(c.MultiSeries)
	for _, level := range []struct {
		*charts.Level
		colour palette.Token
		dash   string
	}{{l.High, palette.Accent, "dashed"}, {l.Mean, palette.Accent, "solid"}, {l.Target, palette.CautionText, "dotted"}, {l.Low, palette.Accent, "dashed"}} {
		if level.Level != nil {
			c.AddSeries(level.Text, constant(scaled(&level.Value), len(labels)), rule(level.colour, level.dash)...)
		}
	}
	limits := len(c.MultiSeries)
	for _, own := range []struct {
		of   func(charts.Point) *float64
		one  *charts.Level
		dash string
	}{
		{func(p charts.Point) *float64 { return p.Low }, l.Low, "dashed"}, {func(p charts.Point) *float64 { return p.High }, l.High, "dashed"},
		{func(p charts.Point) *float64 { return p.Mean }, l.Mean, "solid"},
	} {
		if data, any := varying(l.Points, own.of, scaled); any && own.one == nil {
			c.AddSeries("", data, append(rule(palette.Accent, own.dash), echarts.WithLineChartOpts(opts.LineChart{Symbol: "none", Step: "middle"}))...)
		}
	}
	c.Validate()
	o := described(c.JSON(), l)
	o["tooltip"] = tooltip("axis")
	o["series"] = endLabels(c.MultiSeries, steady, limits)
	return o
}

// forecastBand opens the way to a running period into the band of its forecast:
// two lines on top of each other, of which the upper is filled.
func forecastBand(c *echarts.Line, points []charts.Point, scaled func(*float64) any) {
	low, wide := make([]opts.LineData, len(points)), make([]opts.LineData, len(points))
	any := false
	for i, p := range points {
		low[i].Value, wide[i].Value = gap, gap
		from, hasFrom := scaled(p.From).(float64)
		to, hasTo := scaled(p.To).(float64)
		if !hasFrom || !hasTo {
			continue
		}
		any = true
		low[i].Value, wide[i].Value = from, tidy(to-from)
		if i > 0 {
			if before, ok := scaled(points[i-1].Value).(float64); ok {
				low[i-1].Value, wide[i-1].Value = before, 0.0
			}
		}
	}
	if !any {
		return
	}
	part := func(data []opts.LineData, shade float32) {
		c.AddSeries("", data, echarts.WithLineChartOpts(opts.LineChart{Symbol: "none", Stack: "forecast"}),
			echarts.WithLineStyleOpts(opts.LineStyle{Opacity: opts.Float(0)}),
			echarts.WithAreaStyleOpts(opts.AreaStyle{Color: hex(palette.AccentMid), Opacity: opts.Float(shade)}))
	}
	part(low, 0)
	part(wide, 0.3)
}

// rule is a level: a line without points.
func rule(colour palette.Token, dash string) []echarts.SeriesOpts {
	return []echarts.SeriesOpts{
		echarts.WithLineChartOpts(opts.LineChart{Symbol: "none"}),
		echarts.WithLineStyleOpts(opts.LineStyle{Color: hex(colour), Width: 1, Type: dash}),
		echarts.WithItemStyleOpts(opts.ItemStyle{Color: hex(colour)}),
		echarts.WithLabelLayoutOpts(opts.LabelLayout{MoveOverlap: "shiftY"}),
	}
}

func constant(v any, n int) []opts.LineData {
	out := make([]opts.LineData, n)
	for i := range out {
		out[i].Value = v
	}
	return out
}

func varying(points []charts.Point, of func(charts.Point) *float64, scaled func(*float64) any) (data []opts.LineData, any bool) {
	for _, p := range points {
		v := scaled(of(p))
		any = any || v != gap
		data = append(data, opts.LineData{Value: v})
	}
	return data, any
}

// upright marks the point at which a phase begins.
func upright(at int) echarts.SeriesOpts {
	return func(s *echarts.SingleSeries) {
		if s.MarkLines == nil {
			s.MarkLines = &opts.MarkLines{MarkLineStyle: opts.MarkLineStyle{
				Symbol: []string{"none", "none"}, Label: &opts.Label{Show: opts.Bool(false)},
				LineStyle: &opts.LineStyle{Color: hex(palette.Ink), Width: 1, Type: "dotted"},
			}}
		}
		s.MarkLines.Data = append(s.MarkLines.Data, opts.MarkLineNameXAxisItem{XAxis: at})
	}
}

func band(low, high any) echarts.SeriesOpts {
	return func(s *echarts.SingleSeries) {
		s.MarkAreas = &opts.MarkAreas{
			Data:          []any{[]any{map[string]any{"yAxis": low}, map[string]any{"yAxis": high}}},
			MarkAreaStyle: opts.MarkAreaStyle{ItemStyle: &opts.ItemStyle{Color: hex(palette.Band), Opacity: opts.Float(0.6)}},
		}
	}
}

// endLabels writes the levels' words at their ends and keeps the pointer off everything but the first series.
func endLabels(all echarts.MultiSeries, from, to int) []any {
	out := make([]any, len(all))
	for i := range all {
		s := series{SingleSeries: all[i], ShowAllSymbol: true, Silent: i > 0}
		if i >= from && i < to {
			s.EndLabel = map[string]any{"show": true, "formatter": "{a}", "color": all[i].ItemStyle.Color, "fontSize": 11, "distance": 12}
		}
		out[i] = s
	}
	return out
}

// series adds what go-echarts has no field for. Without ShowAllSymbol echarts
// leaves out the points whose labels have no room on the axis.
type series struct {
	echarts.SingleSeries
	EndLabel      map[string]any `json:"endLabel,omitempty"`
	Silent        bool           `json:"silent,omitempty"`
	ShowAllSymbol bool           `json:"showAllSymbol"`
}

// funnelOption draws stages as lying bars from zero with their rates in words.
func funnelOption(id string, f *charts.Funnel) option {
	c := echarts.NewBar()
	names, data := make([]string, len(f.Steps)), make([]opts.BarData, len(f.Steps))
	for i, s := range f.Steps {
		names[i] = s.Name
		badge, colour := "", palette.Accent
		if s.Bottleneck {
			badge, colour = f.Badge, palette.Bad
		}
		data[i] = opts.BarData{
			Name: said(s.Text, s.Rate, badge), Value: count(s),
			ItemStyle: &opts.ItemStyle{Color: hex(colour)},
		}
	}
	c.SetGlobalOptions(
		echarts.WithInitializationOpts(opts.Initialization{ChartID: id}),
		echarts.WithGridOpts(opts.Grid{Left: "4", Right: "170", Top: "4", Bottom: "4", ContainLabel: opts.Bool(true)}),
	)
	c.AddSeries("", data,
		echarts.WithBarChartOpts(opts.BarChart{BarWidth: "60%"}),
		echarts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "right", Formatter: "{b}", Color: hex(palette.Ink), FontSize: 12}))
	c.Validate()
	o := described(c.JSON(), f)
	o["tooltip"] = tooltip("item")
	o["xAxis"] = map[string]any{"type": "value", "show": false, "min": 0}
	o["yAxis"] = map[string]any{
		"type": "category", "data": names, "inverse": true, "axisTick": map[string]any{"show": false},
		"axisLine":  map[string]any{"lineStyle": map[string]any{"color": hex(palette.Line2)}},
		"axisLabel": map[string]any{"color": hex(palette.Ink), "fontSize": 12, "width": 160, "overflow": "truncate"},
	}
	return o
}

// largest is the largest size on a line, by which its axis is scaled.
func largest(l *charts.Line) float64 {
	most := 0.0
	for _, p := range l.Points {
		for _, v := range []*float64{p.Value, p.Low, p.High, p.Mean, p.From, p.To} {
			if n, ok := charts.Number(v); ok {
				most = math.Max(most, math.Abs(n))
			}
		}
	}
	for _, level := range []*charts.Level{l.Mean, l.Low, l.High, l.Target} {
		if level != nil {
			most = math.Max(most, math.Abs(level.Value))
		}
	}
	return most
}

// tidy keeps ten digits, so that no 0.30000000000000004 is written.
func tidy(v float64) float64 {
	if math.Abs(v) < 1e-200 {
		return 0
	}
	if math.Abs(v) > 1e15 {
		return v
	}
	scale := math.Pow10(9 - int(math.Floor(math.Log10(math.Abs(v)))))
	return math.Round(v*scale) / scale
}

// said puts what there is to say in one line.
func said(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "  ")
}

// count is a bar's length; a stage that was not measured has none.
func count(s charts.Step) any {
	if s.Text == words.Dash {
		return gap
	}
	return s.Count
}
