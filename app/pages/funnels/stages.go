package funnels

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/funnel"
	"shirube/data/measure"
)

// editStages shows the stages to be renamed, moved, added and removed; a stage
// is fed by prospects or by a measure.
func (p *Page) editStages(stages []funnel.Stage) {
	w := p.words
	edited := slices.Clone(stages)
	var show func()
	show = func() {
		rows := make([]fyne.CanvasObject, 0, len(edited))
		for i := range edited {
			rows = append(rows, p.stageRow(edited, i, func(next []funnel.Stage) {
				edited = next
				show()
			}))
		}
		add := widgets.NewButton(w.T("funnels.stage.add"), widgets.Plain, func() {
			edited = append(edited, funnel.Stage{})
			show()
		}).WithIcon("plus")
		if len(edited) >= funnel.MostStages {
			add.Disable()
		}
		save := widgets.NewButton(w.T("common.save"), widgets.Primary, func() { p.saveStages(edited) })
		cancel := widgets.NewButton(w.T("common.cancel"), widgets.Plain, p.Reload)
		widgets.Rebuild(p.content, style.Column(0,
			widgets.Header(w.T("funnels.stages.title"), w.T("funnels.stages.note"), p.nav, w),
			style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding,
				widgets.Card("", "", nil, style.Column(8, append(rows, style.Row(16, add, style.Spacer(), cancel, save))...))))))
	}
	show()
}

func (p *Page) stageRow(stages []funnel.Stage, i int, changed func([]funnel.Stage)) fyne.CanvasObject {
	w := p.words
	name := widgets.NewField(w.T("funnels.stage.name"))
	name.SetText(w.Name("stage", stages[i].Key, stages[i].Name))
	name.OnChanged = func(s string) { stages[i].Name = s }
	fed := widgets.NewField(w.T("funnels.stage.measure"))
	fed.SetText(stages[i].Measure)
	fed.OnChanged = func(s string) { stages[i].Measure = strings.TrimSpace(s) }
	move := func(by int) func() {
		return func() {
			next := slices.Clone(stages)
			next[i], next[i+by] = next[i+by], next[i]
			changed(next)
		}
	}
	up := widgets.NewIconButton("chevron-up", w.T("funnels.stage.up"), move(-1))
	down := widgets.NewIconButton("chevron-down", w.T("funnels.stage.down"), move(1))
	remove := widgets.NewIconButton("trash", w.T("funnels.stage.remove"), func() { changed(slices.Delete(slices.Clone(stages), i, i+1)) })
	if i == 0 {
		up.Disable()
	}
	if i == len(stages)-1 {
		down.Disable()
	}
	if len(stages) <= funnel.FewestStages {
		remove.Disable()
	}
	return style.Row(12, style.Fixed(24, 0, style.Text(w.Int(i+1), style.Body, palette.Sub, true)),
		style.Fixed(240, 0, name), style.Text(w.T("funnels.stage.fed"), style.Small, palette.Sub, false), style.Fixed(240, 0, fed), up, down, remove)
}

func (p *Page) saveStages(stages []funnel.Stage) {
	for i, s := range stages {
		if s.Key == "" {
			stages[i].Key = measure.KeyOf(s.Name)
		}
	}
	task.Run(context.Background(), &p.saving, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, p.deps.Funnels.SetStages(ctx, stages)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Toast(p.words.T("funnels.stages.saved"), p.nav.Undo)
		p.Reload()
	})
}
