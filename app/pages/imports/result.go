package imports

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
)

// resultStep shows the import while it runs, and then what it did.
func (p *Page) resultStep() fyne.CanvasObject {
	switch {
	case p.deps.Desk.running:
		return p.progress()
	case p.shown != nil:
		return p.done(p.shown)
	}
	return style.Spacer()
}

func (p *Page) progress() fyne.CanvasObject {
	w, d := p.words, p.deps.Desk
	track, fill := canvas.NewRectangle(style.Color(palette.Track)), canvas.NewRectangle(style.Color(palette.Accent))
	track.CornerRadius, fill.CornerRadius = 4, 4
	part := float32(0)
	text := w.T("imports.running.open", "n", w.Int(d.rows), "pace", w.Number(d.pace, 0))
	if d.all > 0 {
		part = min(1, float32(d.rows)/float32(d.all))
		text = w.T("imports.running", "n", w.Int(d.rows), "all", w.Int(d.all), "pace", w.Number(d.pace, 0))
	}
	stop := widgets.NewButton(w.T("imports.stop.act"), widgets.Plain, func() {
		d.lane.Leave()
		d.running = false
		p.nav.Toast(w.T("imports.stopped"), nil)
		p.follow()
	})
	return style.Column(0, widgets.Card(w.T("imports.running.title", "file", p.fileName()), "", nil, style.Column(12,
		style.Fixed(0, 8, container.New(share(part), track, fill)),
		style.Row(16, style.Text(text, style.Small, palette.Sub, false), style.Spacer(), stop))))
}

// share fills its part of the track.
type share float32

func (share) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 8) }

func (s share) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width*float32(s), size.Height))
}

// start imports the file as planned.
func (p *Page) start() {
	p.checking.Leave()
	all := 0
	if p.check.result != nil {
		all = p.check.result.Rows
	}
	p.run(p.plan.options(p.sample.info.Header), all)
}

// run imports the file in the background; the page can be left. all is how many
// rows it has, 0 = not known.
func (p *Page) run(o intake.Options, rows int) {
	w, d, deps, nav := p.words, p.deps.Desk, p.deps, p.nav
	if d.running {
		return
	}
	file, noun := p.file, p.noun
	d.running, d.noun, d.path, d.rows, d.all, d.pace, d.result, d.show = true, noun, file.Path, 0, rows, 0, nil, p.follow
	d.lane.Title = w.T("imports.running.title", "file", p.fileName())
	all := int64(d.all)
	task.Run(context.Background(), &d.lane, func(ctx context.Context, progress task.Progress) (intake.Result, error) {
		src, err := deps.Open(file)
		if err != nil {
			return intake.Result{}, err
		}
		defer src.Close()
		began := deps.Clock()
		o.Progress = func(now intake.Progress) {
			progress(int64(now.Rows), cmp.Or(all, int64(now.Total())))
			pace := float64(now.Rows) / max(deps.Clock().Sub(began).Seconds(), 0.001)
			task.Do(func() {
				if d.running {
					d.rows, d.pace = now.Rows, pace
					d.tell()
				}
			})
		}
		return deps.Import(ctx, noun, src, o)
	}, func(r intake.Result, err error) {
		d.running = false
		switch {
		case errors.Is(err, context.Canceled):
			nav.Toast(w.T("imports.stopped"), nil)
		case err != nil:
			nav.Fail(err)
		default:
			d.result = &r
			nav.Toast(w.T("imports.finished", "n", w.Int(r.Created+r.Updated), "rejected", w.Int(r.RejectedCount)), nil)
		}
		d.tell()
	})
	p.turn(stepResult)
}

// follow shows how far the import on the desk is, or what it did. One that
// failed or was stopped has done nothing: its plan can be changed.
func (p *Page) follow() {
	d := p.deps.Desk
	switch {
	case d.running:
		p.show()
	case d.result != nil:
		p.shown = &intake.Import{ID: d.result.Import, Noun: d.noun, File: p.fileName(), Result: *d.result, Rejects: d.result.Rejected}
		p.turn(stepResult)
	case p.sample != nil:
		p.turn(stepMatch)
	default:
		p.turn(stepFile)
		p.readPast()
	}
}

// done shows what an import did, with the rows it did not take.
func (p *Page) done(i *intake.Import) fyne.CanvasObject {
	w, r := p.words, i.Result
	var acts []fyne.CanvasObject
	act := func(key string, kind widgets.Kind, tapped func()) {
		b := widgets.NewButton(w.T(key), kind, tapped)
		if kind == widgets.Primary {
			p.main = b
		}
		acts = append(acts, b)
	}
	if i.Noun == intake.Prospects {
		act("imports.result.list", widgets.Primary, func() { p.nav.Go(route.Prospects{}) })
	}
	if p.sample != nil && i.ID != 0 && !i.Undone && !p.kept {
		act("imports.again.keep", widgets.Plain, p.remember)
	}
	act("imports.result.again", widgets.Plain, func() { p.nav.Go(route.Import{Noun: i.Noun}) })
	if i.ID != 0 && !i.Undone {
		act("imports.undo", widgets.Plain, func() { p.askUndo(i) })
	}
	head := w.T("imports.result")
	if i.Undone {
		head = w.T("imports.result.undone")
	}
	left := widgets.Card(head, "", nil, style.Column(8,
		widgets.NewCutText(i.File, style.Small, palette.Sub, false),
		counts(p, r.Created, r.Updated, r.Skipped, r.RejectedCount),
		style.Column(0, p.changes(i), p.doubles(i)),
		style.Text(w.T("imports.result.seconds", "s", w.Number(r.Seconds, 2), "rows", w.Int(r.Rows)), style.Small, palette.Sub, false),
		style.Space(8), style.Column(8, acts...)))
	return style.RowFill(16, style.Fixed(style.Grow(304), 0, style.Column(0, left)), style.Stretch(p.rejectedCard(i.Rejects, r.RejectedCount, nil)))
}

// rejectedCard lists rows that are not taken: line, column, value, reason.
func (p *Page) rejectedCard(rejected []intake.Rejected, all int, close func()) fyne.CanvasObject {
	w := p.words
	if len(rejected) == 0 {
		return widgets.Card(w.T("imports.rejected"), "", nil, widgets.EmptyState("check", w.T("imports.rejected.none"), nil))
	}
	list := widgets.NewRowList(
		widgets.Column{Title: w.T("imports.rejected.line"), Width: 72, Align: widgets.Right},
		widgets.Column{Title: w.T("imports.rejected.column"), Width: 96},
		widgets.Column{Title: w.T("imports.rejected.value"), Width: 128},
		widgets.Column{Title: w.T("imports.rejected.why"), Width: 240, Stretch: true})
	list.Inset, list.RowHeight = 0, 28
	list.Row = func(i int) ([]widgets.Cell, bool) {
		x := rejected[i]
		return []widgets.Cell{{Text: w.Int(x.Line)}, {Text: x.Column, Token: palette.Sub}, {Text: x.Value}, {Text: w.T("rejected." + x.Code), Token: palette.BadText}}, true
	}
	list.SetLength(len(rejected))
	links := []fyne.CanvasObject{widgets.NewLink(w.T("imports.rejected.save"), func() { p.saveRejected(rejected) })}
	if close != nil {
		links = append(links, widgets.NewLink(w.T("common.back"), close))
	}
	note := w.T("imports.rows", "n", w.Int(all))
	return widgets.Card(w.T("imports.rejected"), note, style.Row(16, links...), list)
}

// see shows the rows of one problem in place of the table.
func (p *Page) see(x problem) {
	var rows []intake.Rejected
	for _, r := range p.check.result.Rejected {
		if r.Code == x.code && r.Column == x.column {
			rows = append(rows, r)
		}
	}
	widgets.Rebuild(p.table, p.rejectedCard(rows, len(rows), p.showTable))
}

// saveRejected writes the rows that are not taken to a file, to be mended there.
func (p *Page) saveRejected(rejected []intake.Rejected) {
	w := p.words
	name := w.T("imports.rejected.file", "file", p.fileName()) + ".csv"
	dialogs.SaveFile(p.nav.Window(), w, w.T("imports.rejected.save"), name, p.deps.Folder, func(path string) {
		rows := [][]string{{w.T("imports.rejected.line"), w.T("imports.rejected.column"), w.T("imports.rejected.value"), w.T("imports.rejected.why")}}
		for _, r := range rejected {
			rows = append(rows, []string{strconv.Itoa(r.Line), r.Column, r.Value, w.T("rejected." + r.Code)})
		}
		task.Run(context.Background(), &task.Group{}, func(context.Context, task.Progress) (struct{}, error) {
			return struct{}{}, p.deps.Save(path, rows)
		}, func(_ struct{}, err error) {
			if err != nil {
				p.nav.Fail(err)
				return
			}
			p.nav.Toast(w.T("imports.rejected.saved", "n", w.Int(len(rejected))), nil)
		})
	})
}
