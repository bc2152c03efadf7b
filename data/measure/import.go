package measure

import (
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// Codes of names that no recorded measure can have.
const (
	ReservedName = "reserved_name" // with a dot: the name of a derived measure
	KeyTaken     = "key_taken"     // a KPI has it
	SameKey      = "same_key"      // another name of the file makes the same key: CTR and CTR (%)
	NoName       = "no_measure"    // blank
)

// Importer is what an import of measures needs of a workspace.
type Importer interface {
	Measures(ctx context.Context) ([]Measure, error)
	Values(ctx context.Context, key string, r period.Range) ([]Value, error)
	// ImportMeasures replaces values in one batch as one import and makes the
	// measures that are not there yet; see prospect.Importer.
	ImportMeasures(ctx context.Context, imp intake.Import, rows iter.Seq2[Value, error], finish func() intake.Result) (int64, error)
}

// Deps is what an import of measures works with.
type Deps struct {
	Store Importer
	News  *change.Bus
	Clock data.Clock
	Taken func(context.Context) ([]string, error) // the keys of the KPIs; may be nil
}

// Import reads values per day: one a row (day, measure, channel, campaign,
// value), or with opts.Wide one column a measure. Values of equal measure, day,
// channel and campaign add up within the file and replace what was recorded
// before.
func Import(ctx context.Context, src intake.Source, opts intake.Options, deps Deps) (intake.Result, error) {
	began := deps.Clock()
	r, err := intake.NewReader(ctx, src, intake.Measures, opts, nil, began.Location())
	if err != nil {
		return intake.Result{}, err
	}
	in := &incoming{Reader: r, store: deps.Store, place: map[slot]int32{}, sums: map[slot]float64{}, names: map[string]name{}, makers: map[string]string{}, known: map[string]map[slot]float64{}, totals: map[string]totals{}, said: map[string]totals{}}
	if in.day, err = r.FixedDay(opts.Day); err != nil {
		return intake.Result{}, err
	}
	if err := in.load(ctx, deps.Taken); err != nil {
		return intake.Result{}, err
	}
	if err := in.widen(src.Info(), opts.Wide); err != nil {
		return intake.Result{}, err
	}
	if len(in.wide) == 0 {
		if err := r.Need("measure", "value"); err != nil {
			return intake.Result{}, err
		}
	}
	if err := in.gather(ctx); err != nil {
		return intake.Result{}, err
	}
	in.count()
	res, err := intake.Run(ctx, intake.Measures, r, opts, deps.Clock, began, in.values, deps.Store.ImportMeasures)
	if err == nil && res.Import != 0 {
		deps.News.Publish(change.News{Nouns: []change.Noun{change.Measure}, Op: change.Op{Title: "import.measures", Args: map[string]string{"file": src.Info().File}}})
	}
	return res, err
}

// slot is what a value is recorded under.
type slot struct {
	measure           string
	day               period.Day
	channel, campaign string
}

// name is what a name in the file stands for.
type name struct{ key, code string }

type wideColumn struct {
	key string
	col int
}

// incoming gathers the values of a file.
type incoming struct {
	*intake.Reader
	store    Importer
	measures []Measure
	taken    []string
	names    map[string]name
	makers   map[string]string // by key: the name in the file that stands for it
	wide     []wideColumn
	day      period.Day // of files without a day column
	order    []slot
	place    map[slot]int32 // in order
	sums     map[slot]float64
	rows     [][]int32                   // of each row taken, the places of its values
	known    map[string]map[slot]float64 // recorded before, by measure
	totals   map[string]totals           // of those before
	said     map[string]totals           // of the file
	firsts   []fileRow                   // of first days, until all that the file says of their months is known
}

func (in *incoming) load(ctx context.Context, taken func(context.Context) ([]string, error)) (err error) {
	if in.measures, err = in.store.Measures(ctx); err == nil && taken != nil {
		in.taken, err = taken(ctx)
	}
	return err
}

// widen resolves the columns that are measures of their own.
func (in *incoming) widen(info intake.Info, wide map[string]string) error {
	for _, text := range slices.Sorted(maps.Keys(wide)) {
		n := in.resolve(text)
		if n.code != "" {
			return &data.Error{Code: data.Code(n.code), What: text}
		}
		col, err := intake.ColumnOf(info, wide[text])
		if err != nil {
			return err
		}
		in.wide = append(in.wide, wideColumn{n.key, col})
	}
	return nil
}

// resolve finds a recorded measure by key or name; an unknown name becomes one.
// What two names of one file stand for is not added up.
func (in *incoming) resolve(text string) name {
	if n, ok := in.names[text]; ok {
		return n
	}
	n := name{}
	i := slices.IndexFunc(in.measures, func(m Measure) bool { return !m.Derived && Noun(m.Key) == "" && (m.Key == text || m.Name == text) })
	switch {
	case i >= 0:
		n.key = in.measures[i].Key
	case text == "":
		n.code = NoName
	case strings.Contains(text, "."):
		n.code = ReservedName
	default:
		n.key = KeyOf(text)
	}
	plain := strings.Join(strings.Fields(norm.NFKC.String(text)), " ")
	if maker, made := in.makers[n.key]; made && n.key != "" && maker != plain {
		n = name{code: SameKey}
	}
	in.makers[n.key] = plain
	if slices.Contains(in.taken, n.key) {
		n = name{code: KeyTaken}
	}
	in.names[text] = n
	return n
}

// fileRow is what one row says.
type fileRow struct {
	line  int
	at    slot // of no measure
	parts []number
}

// number is a value in a column.
type number struct {
	measure, text string
	col           int
	value         float64
}

func (r fileRow) of(p number) (Value, slot) {
	at := r.at
	at.measure = p.measure
	return Value{p.measure, at.day, at.channel, at.campaign, p.value}, at
}

// gather reads the file to its end: equal keys may stand anywhere in it.
func (in *incoming) gather(ctx context.Context) error {
	for {
		line, cells, err := in.Next(ctx)
		if errors.Is(err, io.EOF) {
			for _, r := range in.firsts {
				in.take(r)
			}
			slices.SortStableFunc(in.Result.Rejected, func(a, b intake.Rejected) int { return a.Line - b.Line })
			return nil
		}
		if err == nil {
			err = in.row(ctx, line, cells)
		}
		if err != nil {
			return err
		}
	}
}

// count tells of each row that was taken whether it says something new: what
// it says is known once the whole file has been added up.
func (in *incoming) count() {
	for _, row := range in.rows {
		replaces, same := false, true
		for _, place := range row {
			s := in.order[place]
			_, had := in.known[s.measure][s]
			replaces, same = replaces || had, same && in.same(s)
		}
		switch {
		case same:
			in.Result.Skipped++
		case replaces:
			in.Result.Updated++
		default:
			in.Result.Created++
		}
	}
}

// same tells whether a value is recorded already.
func (in *incoming) same(s slot) bool {
	v, had := in.known[s.measure][s]
	return had && v == in.sums[s]
}

// values gives what the file changes: a value recorded already is not written.
func (in *incoming) values(yield func(Value, error) bool) {
	for _, s := range in.order {
		if in.same(s) {
			continue
		}
		if !yield(Value{s.measure, s.day, s.channel, s.campaign, in.sums[s]}, nil) {
			return
		}
	}
}

// row reads one row; all of its values are taken or, when one is bad, none.
func (in *incoming) row(ctx context.Context, line int, cells []string) error {
	at := slot{day: in.day, channel: in.Cell(cells, "channel"), campaign: in.Cell(cells, "campaign")}
	if in.total(cells) {
		in.Result.Skipped++
		in.Result.Totals++
		return nil
	}
	if col, ok := in.Columns["day"]; ok {
		var code string
		if at.day, code = in.Date(col, in.Cell(cells, "day")); code != "" {
			in.Reject(line, col, in.Cell(cells, "day"), code)
			return nil
		}
	}
	columns := in.wide
	if len(columns) == 0 {
		col := in.Columns["measure"]
		n := in.resolve(in.Cell(cells, "measure"))
		if n.code != "" {
			in.Reject(line, col, in.Cell(cells, "measure"), n.code)
			return nil
		}
		columns = []wideColumn{{n.key, in.Columns["value"]}}
	}
	r := fileRow{line: line, at: at}
	for _, c := range columns {
		text := intake.Clean(cells[c.col])
		if text == "" || intake.IsDash(text) {
			continue
		}
		v, ok := intake.ReadNumber(text)
		if !ok {
			in.Reject(line, c.col, text, intake.BadNumber)
			return nil
		}
		if err := in.remember(ctx, c.key); err != nil {
			return err
		}
		r.parts = append(r.parts, number{c.key, text, c.col, v})
	}
	if len(r.parts) == 0 {
		in.Result.Skipped++
		return nil
	}
	whole := false
	for _, p := range r.parts {
		v, _ := r.of(p)
		in.said[p.measure].add(v)
		whole = v.whole()
	}
	if whole {
		in.firsts = append(in.firsts, r)
		return nil
	}
	in.take(r)
	return nil
}

// take adds the values of a row.
func (in *incoming) take(r fileRow) {
	for _, p := range r.parts {
		v, at := r.of(p)
		code := ""
		switch {
		case math.IsInf(in.sums[at]+v.Value, 0):
			code = intake.BadNumber
		case in.totals[p.measure].besideTotal(v):
			code = MonthTotal
		case in.totals[p.measure].besideDays(v, in.said[p.measure]):
			code = MonthDays
		default:
			continue
		}
		in.Reject(r.line, p.col, p.text, code)
		return
	}
	row := make([]int32, 0, len(r.parts))
	for _, p := range r.parts {
		_, at := r.of(p)
		place, ok := in.place[at]
		if !ok {
			place = int32(len(in.order))
			in.order, in.place[at] = append(in.order, at), place
		}
		in.sums[at] += p.value
		row = append(row, place)
	}
	in.rows = append(in.rows, row)
}

// total tells whether a row is the sum of others, as exports of advertising and
// web analytics end or begin with one: its day is a dash or such a word, or
// another cell is one. A measure that is called so needs a day of its own.
func (in *incoming) total(cells []string) bool {
	dated := false
	if col, ok := in.Columns["day"]; ok {
		text := in.Cell(cells, "day")
		if intake.IsDash(text) {
			return true
		}
		_, code := in.Date(col, text)
		dated = code == ""
	}
	named, long := in.Columns["measure"]
	for col, text := range cells {
		if intake.IsTotal(text) && !(dated && long && col == named) {
			return true
		}
	}
	return false
}

// remember reads what a measure had before the import.
func (in *incoming) remember(ctx context.Context, key string) error {
	if in.known[key] != nil {
		return nil
	}
	before := map[slot]float64{}
	if i := slices.IndexFunc(in.measures, func(m Measure) bool { return m.Key == key }); i >= 0 {
		values, err := in.store.Values(ctx, key, period.Range{})
		if err != nil {
			return err
		}
		for _, v := range values {
			before[slot{v.Measure, v.Day, v.Channel, v.Campaign}] = v.Value
		}
		if in.measures[i].Over != Last {
			in.totals[key] = totalsOf(values)
		}
	}
	in.known[key], in.said[key] = before, totals{}
	return nil
}
