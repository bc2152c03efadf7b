package cli

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/charts/paper"
	"shirube/data/report"
)

func (s *session) reportCommand() *cobra.Command {
	var name, format, out string
	var o paper.Options
	c := &cobra.Command{
		Use: "report --period P --out FILE", Short: "Write the report of a period as a web page, PDF or workbook", Args: cobra.NoArgs,
		RunE: s.with(func(ctx context.Context, ws *app.Workspace, _ []string) error {
			if err := oneOf("format", format, app.ReportFormats...); err != nil {
				return err
			}
			p, err := flagPeriod(ws, name)
			if err != nil {
				return err
			}
			began := time.Now()
			if err := ws.WriteReport(ctx, report.Request{Period: p}, format, o, out, s.words()); err != nil {
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
	f.StringVar(&format, "format", "html", "`html`, pdf or xlsx")
	f.BoolVar(&o.Landscape, "landscape", false, "lay the pages on their long side (pdf)")
	f.StringVar(&out, "out", "", "the `file` to write")
	_ = c.MarkFlagRequired("out")
	return c
}
