package funnel

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/prospect"
)

// Importer is what an import of entries needs of a workspace.
type Importer interface {
	prospect.Keys
	Stages(ctx context.Context) ([]Stage, error)
	Log(ctx context.Context) (Log, error)
	// Traits gives here each prospect's channel or owner.
	Traits(ctx context.Context, field string) (Traits, error)
	// ImportEntries adds entries in one batch as one import; see prospect.Importer.
	ImportEntries(ctx context.Context, imp intake.Import, rows iter.Seq2[Entry, error], finish func() intake.Result) (int64, error)
}

// Deps is what an import of entries works with.
type Deps struct {
	Store Importer
	News  *change.Bus
	Clock data.Clock
	Stage func(text string) (key string, err error) // a stage by key or name: unknown_stage
}

// ImportEntries reads entries: prospect (external id, 法人番号 or e-mail), stage
// (key or name), day, channel, campaign, owner. A blank channel or owner is the
// prospect's. An entry already there (prospect, stage and day) is skipped.
func ImportEntries(ctx context.Context, src intake.Source, opts intake.Options, deps Deps) (intake.Result, error) {
	began := deps.Clock()
	r, err := intake.NewReader(ctx, src, intake.Entries, opts, nil, began.Location())
	if err != nil {
		return intake.Result{}, err
	}
	in := &incoming{Reader: r, find: deps.Stage, found: map[string]stageNo{}, seen: map[place]bool{}}
	if in.day, err = r.FixedDay(opts.Day); err != nil {
		return intake.Result{}, err
	}
	if err := r.Need("prospect", "stage"); err != nil {
		return intake.Result{}, err
	}
	if err := in.load(ctx, deps.Store, opts.Match); err != nil {
		return intake.Result{}, err
	}
	res, err := intake.Run(ctx, intake.Entries, r, opts, deps.Clock, began, in.rows(ctx), deps.Store.ImportEntries)
	if err == nil && res.Import != 0 {
		deps.News.Publish(change.News{Nouns: []change.Noun{change.Entry, change.Prospect, change.Measure}, Op: change.Op{Title: "import.entries", Args: map[string]string{"file": src.Info().File}}})
	}
	return res, err
}

// place is what makes two entries the same.
type place struct {
	prospect uint32
	day      period.Day
	stage    uint8
}

// stageNo is the stage that a text in the file stands for, or why there is none.
type stageNo struct {
	at   int
	code string
}

// incoming turns rows of a file into entries.
type incoming struct {
	*intake.Reader
	finder   *prospect.Finder
	stages   []Stage
	find     func(text string) (string, error)
	found    map[string]stageNo // by the text in the file
	log      Log
	channels Traits
	owners   Traits
	day      period.Day // of files without a day column
	seen     map[place]bool
}

func (in *incoming) load(ctx context.Context, store Importer, match []string) (err error) {
	if in.finder, err = prospect.NewFinder(ctx, store, match); err != nil {
		return err
	}
	if in.stages, err = store.Stages(ctx); err != nil {
		return err
	}
	log, err := store.Log(ctx)
	if err != nil {
		return err
	}
	in.log = log
	if in.channels, err = store.Traits(ctx, "channel"); err != nil {
		return err
	}
	in.owners, err = store.Traits(ctx, "owner")
	return err
}

func (in *incoming) rows(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for {
			line, cells, err := in.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Entry{}, err)
				return
			}
			e, ok := in.entry(line, cells)
			if ok && !yield(e, nil) {
				return
			}
		}
	}
}

func (in *incoming) entry(line int, cells []string) (Entry, bool) {
	reject := func(field, code string) (Entry, bool) {
		in.Reject(line, in.Columns[field], in.Cell(cells, field), code)
		return Entry{}, false
	}
	e := Entry{Day: in.day, Channel: in.Cell(cells, "channel"), Campaign: in.Cell(cells, "campaign"), Owner: in.Cell(cells, "owner")}
	var code string
	if e.Prospect, code = in.finder.Find(in.Cell(cells, "prospect")); code != "" {
		return reject("prospect", code)
	}
	stage := in.stage(in.Cell(cells, "stage"))
	if stage.code != "" {
		return reject("stage", stage.code)
	}
	e.Stage = in.stages[stage.at].Key
	if col, ok := in.Columns["day"]; ok {
		if e.Day, code = in.Date(col, in.Cell(cells, "day")); code != "" {
			return reject("day", code)
		}
	}
	at := place{uint32(e.Prospect), e.Day, uint8(stage.at)}
	if in.seen[at] || in.known(at) {
		in.Result.Skipped++
		return e, false
	}
	in.seen[at] = true
	if e.Channel == "" {
		e.Channel = in.channels[at.prospect]
	}
	if e.Owner == "" {
		e.Owner = in.owners[at.prospect]
	}
	in.Result.Created++
	return e, true
}

func (in *incoming) stage(text string) stageNo {
	n, ok := in.found[text]
	if ok {
		return n
	}
	key, err := in.find(text)
	n.at = slices.IndexFunc(in.stages, func(s Stage) bool { return s.Key == key })
	switch {
	case err != nil || n.at < 0:
		n.code = "unknown_stage"
	case in.stages[n.at].Measure != "":
		n.code = "stage_anonymous"
	}
	in.found[text] = n
	return n
}

// known looks an entry up in the log.
func (in *incoming) known(at place) bool {
	block, from, to := in.log.of(at.prospect)
	return from < to && slices.ContainsFunc(in.log.Blocks[block][from:to], func(r Record) bool { return r.Day == at.day && r.Stage == at.stage })
}
