package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/setting"
)

// backupsShown are as many as have room; the folder shows all.
const backupsShown = 8

func (p *Page) backupCard() fyne.CanvasObject {
	w := p.words
	p.list = style.Column(0)
	kept := p.number(p.keeper.Settings().Backups, 0, setting.MostBackups, w.T("settings.backups.kept.error"), func(s *setting.Settings, n int) { s.Backups = n })
	buttons := style.Row(8,
		widgets.NewButton(w.T("settings.backups.make"), widgets.Plain, p.keeper.BackUp),
		widgets.NewButton(w.T("settings.backups.folder"), widgets.Plain, func() { p.nav.Open(p.keeper.BackupFolder()) }).WithIcon("folder"))
	return card(w.T("settings.backups"), "", nil, buttons, p.list, line(w.T("settings.backups.kept"), kept, ""))
}

// Reload lists the backups and the recurring reports and shows the logo again.
func (p *Page) Reload() {
	p.readReports()
	p.readLogo()
	task.Run(context.Background(), &p.lane, func(ctx context.Context, _ task.Progress) ([]Backup, error) {
		return p.keeper.Backups(ctx)
	}, p.showBackups)
}

func (p *Page) showBackups(all []Backup, err error) {
	if err != nil {
		p.nav.Fail(err)
		return
	}
	w := p.words
	p.list.Objects = nil
	if len(all) == 0 {
		p.list.Add(style.NewParagraph(w.T("settings.backups.none"), style.Small, palette.Sub, 400))
	}
	for _, b := range all[:min(len(all), backupsShown)] {
		p.list.Add(style.Hairline())
		p.list.Add(style.Fixed(0, style.Grow(32), style.Row(12,
			style.Text(w.Moment(b.At), style.Small, palette.Ink, false),
			style.Text(w.Bytes(b.Bytes), style.Small, palette.Sub, false),
			style.Spacer(),
			widgets.NewLink(w.T("settings.backups.restore"), func() { p.askRestore(b) }))))
	}
	p.list.Refresh()
	p.object.Refresh()
}

func (p *Page) askRestore(b Backup) {
	w := p.words
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("settings.restore.title"), Lines: []string{w.T("settings.restore.text", "at", w.Moment(b.At))},
		Act: w.T("settings.restore.act"), Destructive: true,
	}, func() { p.keeper.Restore(b.Path) })
}
