package imports

import (
	"context"
	"errors"
	"io"
	"slices"

	"shirube/app/task"
	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/prospect"
)

const (
	guessRows = 200 // rows from which columns are guessed
	shownRows = 40  // rows kept for the preview
)

// sampleRow is a row of the file as read; Code says why it could not be.
type sampleRow struct {
	line  int
	cells []string
	code  string
}

// sample is what is known of a file before anything is imported.
type sample struct {
	info    intake.Info
	rows    []sampleRow
	guesses []intake.Guess
	preset  map[string]int // columns of the corporate register, nil for other files
	stages  []funnel.Stage // those that prospects feed
	lists   []prospect.List
	table   bool // of KPIs by month rather than of rows

	remembered *intake.Options // how the last file with this header was read
}

// read opens the file as it is told and begins with its columns. The choices
// made before stay as far as the columns are the same.
func (p *Page) read() {
	file, noun := p.file, p.noun
	task.Run(context.Background(), &p.reading, func(ctx context.Context, _ task.Progress) (*sample, error) {
		return p.open(ctx, file, noun)
	}, func(s *sample, err error) {
		if err != nil {
			p.nav.Fail(err)
			if p.sample == nil {
				p.step = stepFile
				p.show()
			}
			return
		}
		if p.sample == nil || !slices.Equal(p.sample.info.Header, s.info.Header) {
			p.plan = planOf(s)
		}
		p.sample, p.step, p.check, p.day = s, stepColumns, check{}, nil
		p.show()
		p.tryOut()
	})
}

func (p *Page) open(ctx context.Context, file intake.File, noun string) (*sample, error) {
	src, err := p.deps.Open(file)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	s := &sample{info: src.Info()}
	var cells [][]string
	for len(s.rows) < guessRows {
		line, row, err := src.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		r := sampleRow{line: line, cells: slices.Clone(row)}
		if err != nil {
			var e *data.Error
			if !errors.As(err, &e) || e.Where == "" {
				return nil, err
			}
			r.code = string(e.Code)
			value, _ := e.Args["value"].(string)
			r.cells = []string{value}
		} else {
			cells = append(cells, r.cells)
		}
		s.rows = append(s.rows, r)
	}
	s.guesses = intake.GuessColumns(s.info.Header, cells, noun)
	if noun == intake.Prospects {
		if s.preset, err = p.register(ctx, src, s); err != nil {
			return nil, err
		}
		if s.lists, err = p.deps.Lists(ctx); err != nil {
			return nil, err
		}
	}
	if s.info.HasHeader {
		o, found, err := p.deps.LastMapping(ctx, noun, intake.Signature(s.info.Header))
		if err != nil {
			return nil, err
		}
		if found && len(o.Map)+len(o.Wide) > 0 {
			s.remembered = &o
		}
	}
	all, err := p.deps.Stages(ctx)
	s.stages = slices.DeleteFunc(slices.Clone(all), func(st funnel.Stage) bool { return st.Measure != "" })
	s.table = len(s.rows) < guessRows && p.deps.IsTable(ctx, file.Path)
	s.rows = s.rows[:min(shownRows, len(s.rows))]
	return s, err
}

// register gives the columns of a file of the corporate register, nil for
// another.
func (p *Page) register(ctx context.Context, src intake.Source, s *sample) (map[string]int, error) {
	var rows [][]string
	for _, r := range s.rows {
		if r.code == "" {
			rows = append(rows, r.cells)
		}
	}
	if !intake.IsRegister(s.info, rows) {
		return nil, nil
	}
	return intake.Columns(ctx, src, intake.Prospects, intake.Options{Preset: presetNTA})
}
