package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"shirube/assets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/kpi"
	"shirube/data/report"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

//go:embed boot.js
var bootScript string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is the document in words, in the order it is printed.
type page struct {
	*words.Words
	Logo                                                template.URL // data:
	Policy, For, Notes, Title, Company, Workspace, Made string
	Style                                               template.CSS
	Library, Boot                                       template.JS
	Previous                                            string // heading of the column of the period before
	Unfinished                                          bool
	Order                                               []report.Section

	Summary     []string
	Goal        *goal
	Drivers     *figure
	Causes      [][][]string
	KPIs        []row
	Trends      []figure
	Funnel      *figure
	FunnelNote  string
	FunnelEmpty string
	Stages      [][]string
	Channels    [][]string
	ChannelNote string
	Rejected    []rejection
	Definitions []definition
}

type goal struct {
	Name, Reach, Value, Of, Part string
	State                        kpi.State
	Word                         string
	Bar                          template.HTML
	Outlook                      []string
}

type definition struct{ Name, Formula string }

type row struct {
	Name, Value, Parts, Target, Previous, Word string
	State                                      kpi.State
	Spark                                      template.HTML
	Signal                                     *signal
}

// figure is a chart with its picture for readers without a script and its
// numbers for readers without eyes.
type figure struct {
	ID, Title, Note, Description string
	Options                      template.JS
	Still                        template.HTML
	Table                        [][]string
	Signal                       *signal
}

// Write writes doc as one page in w's language. It fails only where out does,
// or where a chart holds what is not a number.
func Write(out io.Writer, doc report.Document, w *words.Words) error {
	p, err := pageOf(doc, w)
	if err != nil {
		return err
	}
	if err := pageTemplate.Execute(out, p); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

func pageOf(doc report.Document, w *words.Words) (*page, error) {
	p := &page{
		Words: w, For: doc.For, Notes: doc.Notes, Company: doc.Company, Workspace: doc.Title,
		Title: w.T("report.title", "period", charts.PeriodName(doc.Period, w)),
		Made:  w.T("report.made", "day", w.Day(doc.Made.Time())), Unfinished: !doc.Complete,
		Order: doc.Order(),
		Style: template.CSS(colours() + pageStyle),
	}
	library := assets.ECharts
	if w.Lang == "ja" {
		library += "\n" + assets.EChartsJapanese
	}
	p.Library, p.Boot = template.JS(library), template.JS(bootScript)
	p.Policy = fmt.Sprintf("default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-%s' 'sha256-%s'; base-uri 'none'; form-action 'none'",
		digest(library), digest(bootScript))

	if doc.Logo != nil {
		p.Logo = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(doc.Logo.PNG))
	}
	if doc.Previous.String() != "" {
		p.Previous = charts.PeriodSaid(doc.Previous, w)
	}
	if doc.Summary != nil {
		p.Summary = charts.SummaryText(doc.Summary, w)
	}
	p.Goal = goalOf(doc.Goal, w)
	p.story(doc)
	for _, s := range doc.KPIs {
		p.KPIs = append(p.KPIs, rowOf(s, w))
	}
	for i, s := range doc.Trends {
		f, err := trendOf(fmt.Sprintf("trend%d", i+1), s, w)
		if err != nil {
			return nil, err
		}
		p.Trends = append(p.Trends, f)
	}
	if err := p.funnel(doc.Funnel); err != nil {
		return nil, err
	}
	p.channels(doc.Channels)
	for _, r := range doc.Rejected {
		p.Rejected = append(p.Rejected, rejectionOf(r, w))
	}
	for _, d := range doc.Definitions {
		p.Definitions = append(p.Definitions, definition{w.Name("kpi", d.KPI.Key, d.KPI.Name), charts.FormulaText(d, w)})
	}
	return p, nil
}

func digest(script string) string {
	sum := sha256.Sum256([]byte(script))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func goalOf(g *report.GoalBlock, w *words.Words) *goal {
	if g == nil {
		return nil
	}
	out := &goal{
		Name: charts.KPIName(g.KPI, w), Reach: charts.PeriodName(g.Year, w), State: g.Value.State, Word: charts.StateWord(g.Value.State, w),
		Outlook: charts.OutlookText(g, w), Bar: picture(charts.BulletOf(g.Value, g.KPI.Unit, w), 704, 60),
	}
	out.Value, out.Of, out.Part = charts.GoalText(g, w)
	return out
}

func rowOf(s report.Series, w *words.Words) row {
	last, unit := s.Last(), s.KPI.Unit
	r := row{
		Name: w.Name("kpi", s.KPI.Key, s.KPI.Name), Value: w.Value(last.Value.Value, unit), Parts: charts.PartsText(last.Value, unit, w),
		Target: w.Value(last.Value.Target, unit), Previous: w.Value(s.Previous().Value.Value, unit),
		State: last.Value.State, Word: charts.StateWord(last.Value.State, w),
	}
	r.Signal = signalOf(s, w)
	if s.Measured() > 1 {
		r.Spark = picture(charts.SparkOf(s, w), 120, 30)
	}
	return r
}

// signal is a movement that chance doesn't explain.
type signal struct {
	Text string
	Good bool
}

func signalOf(s report.Series, w *words.Words) *signal {
	last := len(s.Points) - 1
	if last < 0 || s.Points[last].Rule == "" || s.Points[last].Value.Value == nil {
		return nil
	}
	text, good := charts.SignalText(s, last, w)
	return &signal{text, good}
}

func trendOf(id string, s report.Series, w *words.Words) (figure, error) {
	line := charts.LineOf(s, w)
	options, err := lineOption(id, line, s.KPI.Unit, w).script()
	line.Ranges = nil
	f := figure{
		ID: id, Title: line.Title, Options: options, Description: line.Describe(),
		Still: picture(line, 344, 180), Table: line.Table(),
		Note: charts.ValueText(s.Last().Value, s.KPI.Unit, w),
	}
	f.Signal = signalOf(s, w)
	return f, err
}

// colours are the palette's light side as the names that the style uses.
func colours() string {
	s := ":root{"
	for _, c := range []struct {
		name  string
		token palette.Token
	}{
		{"ground", palette.Ground}, {"card", palette.Card}, {"line", palette.Line}, {"line2", palette.Line2},
		{"ink", palette.Ink}, {"sub", palette.Sub}, {"good", palette.Good}, {"good-text", palette.GoodText},
		{"caution", palette.Caution}, {"caution-text", palette.CautionText}, {"bad", palette.Bad}, {"bad-text", palette.BadText},
	} {
		s += "--" + c.name + ":" + hex(c.token) + ";"
	}
	return s + "}\n"
}
