package prospect

import (
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// Codes of rows of prospects and deals that are rejected.
const (
	NoIdentity  = "no_identity"  // neither a name nor a key
	NumberTaken = "number_taken" // the 法人番号 belongs to another prospect
	TooLong     = "too_long"     // a text of more than a thousand characters where a line is meant
)

// NoNameColumn is the error of a file without a column that tells whose its rows are.
const NoNameColumn data.Code = "no_name_column"

// identities are the fields that can tell whose a row is.
var identities = strings.Fields("name corporate_number external_id email contact_name contact_family contact_given contact_email")

// Importer is what imports of prospects and deals need of a workspace.
type Importer interface {
	Keys
	Standing
	Lists(ctx context.Context) ([]List, error)
	Places(ctx context.Context, codes []string) (map[string]Place, error)
	// ImportProspects stores rows in one batch as one import and puts their
	// companies on the list of imp.Mapping, if any: that of its key, or a new one. finish is called
	// after the last row, for the result kept with the import.
	ImportProspects(ctx context.Context, imp intake.Import, rows iter.Seq2[Row, error], finish func() intake.Result) (int64, error)
	Deals(ctx context.Context, prospect int64) ([]Deal, error)
	ImportDeals(ctx context.Context, imp intake.Import, rows iter.Seq2[Deal, error], finish func() intake.Result) (int64, error)
}

// Deps is what an import works with.
type Deps struct {
	Store Importer
	News  *change.Bus
	Clock data.Clock
	// Stage gives the key of a stage named by key or name; "unknown_stage" and the like.
	Stage func(text string) (string, error)
}

// Import reads prospects from src into the workspace. A row is matched on
// opts.Match, or on 法人番号, external id and e-mail in this order; a match
// updates what the row says and leaves the rest, a blank cell says nothing, and
// a row that says nothing new is skipped. What
// people have edited stays too, unless opts.OnMatch is overwrite. A row without
// any key makes a company anew, unless one that was there before has the same
// name and all that the row says: so a list read once more doubles nothing.
// Rows that cannot be taken are listed and don't fail the others.
func Import(ctx context.Context, src intake.Source, opts intake.Options, deps Deps) (intake.Result, error) {
	began := deps.Clock()
	var stages []stageColumn
	var dates []int
	for _, text := range slices.Sorted(maps.Keys(opts.Stages)) {
		key, err := deps.Stage(text)
		if err != nil {
			return intake.Result{}, err
		}
		col, err := intake.ColumnOf(src.Info(), opts.Stages[text])
		if err != nil {
			return intake.Result{}, err
		}
		stages, dates = append(stages, stageColumn{key, col}), append(dates, col)
	}
	opts, err := intake.Recognised(ctx, src, opts)
	if err != nil {
		return intake.Result{}, err
	}
	r, err := intake.NewReader(ctx, src, intake.Prospects, opts, dates, began.Location())
	if err != nil {
		return intake.Result{}, err
	}
	if len(r.Columns) == 0 {
		return intake.Result{}, &data.Error{Code: intake.NothingMapped, What: src.Info().File}
	}
	if len(opts.Match) == 0 && !slices.ContainsFunc(identities, func(f string) bool { _, ok := r.Columns[f]; return ok }) {
		return intake.Result{}, &data.Error{Code: NoNameColumn, What: src.Info().File, Args: map[string]any{"columns": src.Info().Header}}
	}
	m, err := newMatcher(ctx, deps.Store, opts.Match, r.Columns)
	if err != nil {
		return intake.Result{}, err
	}
	in := &incoming{Reader: r, matcher: m, cells: cellsOf(r.Columns), stages: stages, onMatch: opts.OnMatch, sets: map[uint64][]string{},
		list: deps.Store, touched: map[int64]bool{}}
	if in.before, err = newBefore(ctx, deps.Store, opts, &r.Result); err != nil {
		return intake.Result{}, err
	}
	if opts.FillPlaces {
		if in.places, err = deps.Store.Places(ctx, nil); err != nil {
			return intake.Result{}, err
		}
	}
	if opts.List != nil {
		all, err := deps.Store.Lists(ctx)
		if err != nil {
			return intake.Result{}, err
		}
		if opts.List, err = listing(*opts.List, all); err != nil {
			return intake.Result{}, err
		}
		in.listed, r.Result.List = true, opts.List.Key
	}
	res, err := intake.Run(ctx, intake.Prospects, r, opts, deps.Clock, began, in.rows(ctx), deps.Store.ImportProspects)
	if err == nil && res.Import != 0 {
		nouns := []change.Noun{change.Prospect}
		if len(stages) > 0 {
			nouns = append(nouns, change.Entry, change.Measure)
		}
		deps.News.Publish(change.News{Nouns: nouns, Op: change.Op{Title: "import.prospects", Args: map[string]string{"file": src.Info().File}}})
	}
	return res, err
}

type stageColumn struct {
	key string
	col int
}

// incoming turns rows of a file into prospects.
type incoming struct {
	*intake.Reader
	matcher *matcher
	before  before
	cells   []cell
	stages  []stageColumn
	onMatch string
	created int64
	list    Standing
	touched map[int64]bool      // known prospects that a row has changed
	listed  bool                // every company is put on a list
	places  map[string]Place    // by postal code, nil = none are filled in
	sets    map[uint64][]string // fields set, by the bits of those filled
}

// waitingRows is how many rows are looked at together, to find those that
// change nothing.
const waitingRows = 512

func (in *incoming) rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		waiting, lines := make([]Row, 0, waitingRows), make([]int, 0, waitingRows)
		rejected := 0
		for {
			line, cells, err := in.Next(ctx)
			if err == nil {
				if row, ok := in.row(line, cells); ok {
					waiting, lines = append(waiting, row), append(lines, line)
				}
				if len(waiting) < waitingRows {
					continue
				}
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Row{}, err)
				return
			}
			decided, wrong := in.decided(ctx, waiting, lines)
			if wrong != nil {
				yield(Row{}, wrong)
				return
			}
			slices.SortStableFunc(in.Result.Rejected[rejected:], func(a, b intake.Rejected) int { return a.Line - b.Line })
			rejected = len(in.Result.Rejected)
			if !in.pass(ctx, decided, yield) || err != nil {
				return
			}
			waiting, lines = waiting[:0], lines[:0]
		}
	}
}

// decided matches rows, in place, and leaves out those that are rejected.
func (in *incoming) decided(ctx context.Context, rows []Row, lines []int) ([]Row, error) {
	var alone []Row
	if in.onMatch != "create" {
		for _, r := range rows {
			if in.matcher.keyless(&r.Prospect) {
				identify(&r.Prospect)
				alone = append(alone, r)
			}
		}
	}
	twins, err := in.list.Twins(ctx, alone, in.before.edited)
	if err != nil {
		return nil, err
	}
	out := rows[:0]
	for i, r := range rows {
		if len(twins) > 0 && in.matcher.keyless(&r.Prospect) {
			twin := twins[0]
			if twins = twins[1:]; twin != 0 {
				out = append(out, Row{Prospect: Prospect{ID: twin}})
				continue
			}
		}
		if r, ok := in.decide(lines[i], r); ok {
			out = append(out, r)
		}
	}
	return out, nil
}

// pass hands rows on but those that change nothing, and counts the updates. A
// prospect that this import has changed already is not looked at again: what
// the list says of it is not yet what an earlier row made of it.
func (in *incoming) pass(ctx context.Context, rows []Row, yield func(Row, error) bool) bool {
	var known []Row
	for _, r := range rows {
		if r.Prospect.ID > 0 && !in.touched[r.Prospect.ID] {
			known = append(known, r)
		}
	}
	same, err := in.list.Unchanged(ctx, known)
	if err != nil {
		yield(Row{}, err)
		return false
	}
	looked := 0
	for _, r := range rows {
		id := r.Prospect.ID
		if looked < len(known) && id == known[looked].Prospect.ID {
			looked++
			if same[looked-1] && !in.touched[id] {
				r = Row{Prospect: Prospect{ID: id}}
			} else {
				in.touched[id] = true
			}
		}
		if id != 0 && len(r.Fields) == 0 && len(r.Stages) == 0 {
			in.Result.Skipped++
			if !in.listed { // else it is only put on the list
				continue
			}
		} else if id != 0 {
			in.Result.Updated++
		}
		if !yield(r, nil) {
			return false
		}
	}
	return true
}

// row reads one row; ok is false for one that was rejected.
func (in *incoming) row(line int, cells []string) (row Row, ok bool) {
	p := &row.Prospect
	var filled uint64
	for i := range in.cells {
		c := &in.cells[i]
		text := intake.Clean(cells[c.col])
		if text == "" {
			continue
		}
		if code := c.set(p, text, in.Reader, c.col); code != "" {
			in.Reject(line, c.col, text, code)
			return row, false
		}
		filled |= c.bit
	}
	row.Fields = in.fields(filled)
	for _, s := range in.stages {
		text := intake.Clean(cells[s.col])
		if text == "" {
			continue
		}
		day, code := in.Date(s.col, text)
		if code != "" {
			in.Reject(line, s.col, text, code)
			return row, false
		}
		if row.Stages == nil {
			row.Stages = make(map[string]period.Day, len(in.stages))
		}
		row.Stages[s.key] = day
	}
	if p.Prefecture == "" && p.Address != "" {
		if prefecture, rest := intake.SplitAddress(p.Address); prefecture != "" {
			p.Prefecture, p.Address = prefecture, rest
			row.Fields = append(slices.Clone(row.Fields), "prefecture")
		}
	}
	return row, true
}

// fields gives the keys of the fields in a set, one slice for equal sets.
func (in *incoming) fields(filled uint64) []string {
	keys, ok := in.sets[filled]
	if !ok {
		for _, c := range in.cells {
			if filled&c.bit != 0 && !slices.Contains(keys, c.field) {
				keys = append(keys, c.field)
			}
		}
		in.sets[filled] = keys
	}
	return keys
}

// decide matches a row and counts what it will do.
func (in *incoming) decide(line int, row Row) (Row, bool) {
	p, m := &row.Prospect, in.matcher
	var id int64
	if in.onMatch != "create" {
		var doubtful *index
		if id, doubtful = m.find(p); doubtful != nil {
			in.Reject(line, doubtful.col, doubtful.value(p), AmbiguousMatch)
			return row, false
		}
	}
	if id != 0 && in.onMatch == "skip" {
		return Row{Prospect: Prospect{ID: id}}, true
	}
	if m.taken(p.CorporateNumber, id) {
		in.Reject(line, in.Columns["corporate_number"], p.CorporateNumber, NumberTaken)
		return row, false
	}
	if id != 0 {
		p.ID = id
		m.learn(p, id)
		row.Fields = in.before.update(p, row.Fields)
		return row, true
	}
	if !identify(p) {
		in.Reject(line, in.nameColumn(), "", NoIdentity)
		return row, false
	}
	if at, known := in.places[p.PostalCode]; known {
		p.FillPlace(at)
	}
	in.created++
	in.Result.Created++
	in.before.create()
	m.learn(p, -in.created)
	return row, true
}

func (in *incoming) nameColumn() int {
	if col, ok := in.Columns["name"]; ok {
		return col
	}
	return -1
}

// identify gives a new prospect without a name the best that is known of it:
// the contact's name, or a key; a telephone number is nobody's name. It tells whether there was anything.
func identify(p *Prospect) bool {
	for _, s := range []string{p.Name, p.ContactName, p.ExternalID, p.CorporateNumber, p.Email, p.ContactEmail} {
		if s != "" {
			p.Name = s
			return true
		}
	}
	return false
}
