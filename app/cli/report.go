package cli

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts/paper"
	"shirube/data"
	"shirube/data/period"
	"shirube/data/report"
)

func (s *session) reportCommand() *cobra.Command {
	var name, format, out string
	var due bool
	var asked asked
	c := &cobra.Command{
		Use: "report --period P --out FILE | --due", Short: "Write the report of a period as a web page, PDF or workbook, or those that are due", Args: cobra.NoArgs,
		PreRunE: func(*cobra.Command, []string) error {
			switch {
			case out == "" && !due:
				return data.Errorf("usage_required", "--out", "", nil)
			case out != "" && due:
				return noneOf("--out --due", "--out", "--due")
			}
			return nil
		},
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			if due {
				return s.handOn(ctx, ws)
			}
			format, err := formatOf(format, out, app.ReportFormats...)
			if err != nil {
				return err
			}
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			r, err := asked.request(p)
			if err != nil {
				return err
			}
			began := time.Now()
			if err := ws.WriteReport(ctx, r, format, asked.paper, out, s.words()); err != nil {
				return err
			}
			seconds := time.Since(began).Seconds()
			info, err := os.Stat(out)
			if err != nil {
				return err
			}
			return s.print(map[string]any{"file": out, "bytes": info.Size(), "seconds": seconds}, func() {
				w := s.words()
				s.line(w.T("cli.report", "file", out, "size", w.Bytes(info.Size()), "seconds", w.Number(seconds, 2)))
			})
		}),
	}
	f := c.Flags()
	f.StringVar(&name, "period", "", "`period`; this month unless given")
	f.StringVar(&format, "format", "", "`html`, pdf or xlsx; as the file's name ends unless given")
	f.StringVar(&out, "out", "", "the `file` to write")
	f.BoolVar(&due, "due", false, "write those remembered that are due and not written yet")
	asked.flags(c)
	c.AddCommand(s.reportChart(), s.reportRemember(), s.reportList(), s.reportForget())
	return c
}

// formatOf is what a file is written as: as asked, else as its name ends, the
// first of those allowed where neither says.
func formatOf(asked, out string, allowed ...string) (string, error) {
	if asked != "" {
		return asked, oneOf("format", asked, allowed...)
	}
	return cmp.Or(extension(out), allowed[0]), oneOf("out", extension(out), allowed...)
}

// extension is how a file's name ends, without the dot.
func extension(file string) string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(file), "."))
}

// asked is what the flags of any report ask for.
type asked struct {
	template, to, notes string
	sections            []string
	paper               paper.Options
}

func (a *asked) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&a.sections, "section", nil, "only these `sections`, in this order, instead of the template's: "+strings.Join(names(report.Sections), ", "))
	f.StringVar(&a.template, "template", "monthly", "`kind` of report: monthly, weekly, campaign or review")
	f.StringVar(&a.to, "for", "", "`whom` it is handed to")
	f.StringVar(&a.notes, "notes", "", "`words` to say first")
	f.BoolVar(&a.paper.Landscape, "landscape", false, "lay the pages on their long side (pdf)")
}

// request is what a template or a choice of sections asks for.
func (a asked) request(p period.Period) (report.Request, error) {
	t, err := report.TemplateOf(a.template)
	if err != nil {
		return report.Request{}, err
	}
	r := report.Request{Period: p, Sections: t.Sections, For: a.to, Notes: a.notes}
	if len(a.sections) > 0 {
		r.Sections = nil
	}
	for _, s := range a.sections {
		if err := oneOf("section", s, names(report.Sections)...); err != nil {
			return r, err
		}
		if section := report.Section(s); !slices.Contains(r.Sections, section) {
			r.Sections = append(r.Sections, section)
		}
	}
	return r, nil
}

func names(sections []report.Section) []string {
	out := make([]string, len(sections))
	for i, s := range sections {
		out[i] = string(s)
	}
	return out
}

func (s *session) reportChart() *cobra.Command {
	var name, out string
	c := &cobra.Command{
		Use: "chart goal|funnel|drivers|KPI --out FILE", Short: "Save one chart for slides, as PNG or SVG by the file's name", Args: cobra.ExactArgs(1),
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, args []string) error {
			if err := oneOf("out", cmp.Or(extension(out), "FILE"), app.ChartFormats...); err != nil {
				return err
			}
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			chart, err := ws.ChartOf(ctx, args[0], p, s.words())
			if err != nil {
				return err
			}
			if err := app.SaveChart(chart, out); err != nil {
				return err
			}
			return s.print(map[string]any{"file": out}, func() { s.line(out) })
		}),
	}
	c.Flags().StringVar(&name, "period", "", "`period`; this month unless given")
	c.Flags().StringVar(&out, "out", "", "the `file` to write, .png or .svg")
	_ = c.MarkFlagRequired("out")
	return c
}
