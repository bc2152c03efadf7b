package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

// The logo as the card shows it, on the white of the paper.
const logoWide, logoHigh = 120, 36

// logoLine chooses the company's logo, or takes it away.
func (p *Page) logoLine() fyne.CanvasObject {
	p.logo = style.Row(12)
	return line(p.words.T("settings.logo"), p.logo, p.words.T("settings.logo.hint"))
}

func (p *Page) readLogo() {
	task.Run(context.Background(), &p.pictures, func(ctx context.Context, _ task.Progress) ([]byte, error) {
		return p.keeper.Logo(ctx)
	}, p.showLogo)
}

func (p *Page) showLogo(png []byte, err error) {
	if err != nil {
		p.nav.Fail(err)
		return
	}
	w := p.words
	p.logo.Objects = nil
	if png != nil {
		picture := canvas.NewImageFromResource(fyne.NewStaticResource("logo.png", png))
		picture.FillMode = canvas.ImageFillContain
		ground := canvas.NewRectangle(palette.Of(false)[palette.Card])
		ground.CornerRadius = 4
		p.logo.Add(style.Fixed(logoWide+16, logoHigh+8, container.NewStack(ground, style.Pad(4, picture))))
	}
	p.logo.Add(widgets.NewButton(w.T("settings.logo.choose"), widgets.Plain, func() {
		dialogs.OpenFile(p.nav.Window(), w, w.T("settings.logo"), p.keeper.Folder(), []string{".png", ".jpg", ".jpeg"}, func(path string) {
			p.keepLogo(func(ctx context.Context) error { return p.keeper.KeepLogo(ctx, path) })
		})
	}))
	if png != nil {
		p.logo.Add(widgets.NewLink(w.T("settings.logo.remove"), func() { p.keepLogo(p.keeper.DropLogo) }))
	}
	p.logo.Refresh()
	p.object.Refresh()
}

func (p *Page) keepLogo(keep func(context.Context) error) {
	task.Run(context.Background(), &p.pictures, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, keep(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.readLogo()
	})
}
