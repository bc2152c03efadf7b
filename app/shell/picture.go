package shell

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/app/dialogs"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/charts"
	"shirube/data/report"
)

// SaveChart offers at a place of the window to save a chart as a picture.
func (s *Shell) SaveChart(c charts.Chart, at fyne.Position) {
	items := make([]widgets.MenuItem, len(app.ChartFormats))
	for i, format := range app.ChartFormats {
		items[i] = widgets.MenuItem{Text: s.words.T("shell.chart." + format), Tapped: func() { s.askPicture(c, format) }}
	}
	widgets.ShowMenu(s.window.Canvas(), at, items...)
}

func (s *Shell) askPicture(c charts.Chart, format string) {
	name := charts.TitleOf(c)
	if name == "" {
		name = s.words.T("shell.chart.file")
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(report.NotInNames, r) || r < ' ' {
			return '_'
		}
		return r
	}, name)
	dialogs.SaveFile(s.window, s.words, s.words.T("shell.chart."+format), name+"."+format, maker{s}.Folder(), func(path string) { s.savePicture(c, format, path) })
}

func (s *Shell) savePicture(c charts.Chart, format, path string) {
	if filepath.Ext(path) == "" {
		path += "." + format
	}
	task.Run(s.ctx, &s.lanes.picture, func(context.Context, task.Progress) (struct{}, error) {
		return struct{}{}, app.SaveChart(c, path)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.toasts.show(s.words.T("shell.chart.saved", "file", filepath.Base(path)), s.words.T("shell.due.open"), func() { s.Open(path) })
	})
}
