package settings

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

// systems as the program is told which it runs on, by what Schedule calls them.
var systems = map[string]string{"windows": "windows", "darwin": "macos"}

// reportCard lists the reports that are written again and again, and says how
// the system's scheduler does it while the window is shut.
func (p *Page) reportCard() fyne.CanvasObject {
	w := p.words
	p.due = style.Column(0)
	schedules := p.keeper.Schedules()
	at, names := 0, make([]string, len(schedules))
	for i, s := range schedules {
		names[i] = w.T("settings.reports.system." + s.System)
		if system, known := systems[runtime.GOOS]; s.System == system || !known && s.System == "linux" {
			at = i
		}
	}
	shown := style.Column(8)
	show := func(i int) {
		s := schedules[i]
		shown.Objects = []fyne.CanvasObject{
			style.NewParagraph(w.T("settings.reports."+s.System, "name", s.Name), style.Small, palette.Sub, 400),
			container.NewStack(style.Box(palette.Ground, palette.Line2, 6), style.Pad(8, style.NewParagraph(strings.TrimSpace(s.Text), style.Small, palette.Ink, 400))),
			style.Row(0, widgets.NewButton(w.T("settings.reports.copy"), widgets.Plain, func() {
				fyne.CurrentApp().Clipboard().SetContent(s.Text)
				p.nav.Toast(w.T("settings.reports.copied"), nil)
			}), style.Spacer()),
		}
		shown.Refresh()
		if p.object != nil {
			p.object.Refresh() // a file is taller than a line
		}
	}
	show(at)
	return card(w.T("settings.reports"), "", widgets.NewLink(w.T("settings.reports.add"), func() { p.nav.Go(route.Reports{}) }),
		p.due, style.NewParagraph(w.T("settings.reports.note"), style.Small, palette.Sub, 400),
		style.Row(0, widgets.NewSegmented(names, at, show)), shown)
}

func (p *Page) readReports() {
	task.Run(context.Background(), &p.reports, func(ctx context.Context, _ task.Progress) ([]Report, error) {
		return p.keeper.Reports(ctx)
	}, p.showReports)
}

func (p *Page) showReports(all []Report, err error) {
	if err != nil {
		p.nav.Fail(err)
		return
	}
	w := p.words
	p.due.Objects = nil
	if len(all) == 0 {
		p.due.Add(style.NewParagraph(w.T("settings.reports.none"), style.Small, palette.Sub, 400))
	}
	for _, r := range all {
		next, token := w.T("settings.reports.next", "day", w.MonthDay(r.Next.Time())), palette.Sub
		if r.Waiting > 0 {
			next, token = w.T("settings.reports.waiting", "n", w.Int(r.Waiting)), palette.CautionText
		}
		p.due.Add(style.Hairline())
		p.due.Add(style.Fixed(0, style.Grow(32), style.Row(12,
			style.Text(r.Name, style.Small, palette.Ink, true),
			style.Text(next, style.Small, token, false),
			style.Stretch(widgets.NewCutText(strings.ToUpper(strings.Join(r.Formats, " "))+" ・ "+filepath.Base(r.Folder), style.Small, palette.Sub, false)),
			widgets.NewLink(w.T("settings.reports.forget"), func() { p.forget(r.Name) }))))
	}
	p.due.Refresh()
	p.object.Refresh()
}

func (p *Page) forget(name string) {
	task.Run(context.Background(), &p.reports, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, p.keeper.Forget(ctx, name)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Toast(p.words.T("settings.reports.forgotten", "name", name), nil)
		p.readReports()
	})
}
