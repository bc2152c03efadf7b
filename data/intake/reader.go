package intake

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"shirube/data"
	"shirube/data/period"
)

// Reader reads the rows of one import: it knows which column holds what and in
// which order each column writes its dates, sorts out the rows that cannot be
// read, and counts.
type Reader struct {
	Columns map[string]int // field → column, 0-based
	Result  Result         // of the rows so far

	src      Source
	zone     *time.Location
	order    []DateOrder // by column
	mapped   []int       // the columns of the fields, in order
	progress func(Progress)
}

// maxListed is how many rejected rows are listed; all are counted.
const maxListed = 100_000

// NewReader decides on columns and date orders. dates names further columns,
// beside the fields that are dates, which hold days; a moment falls on the day
// it has in zone. Errors: unknown_field,
// unknown_column, unknown_preset, not_register, bad_option, and date_order for
// a column whose order of day and month nothing tells.
func NewReader(ctx context.Context, src Source, noun string, o Options, dates []int, zone *time.Location) (*Reader, error) {
	switch o.OnMatch {
	case "", "update", "overwrite", "skip", "create":
	default:
		return nil, &data.Error{Code: BadOption, What: "--on-match", Where: o.OnMatch}
	}
	cols, err := columnsOf(ctx, src, noun, o)
	if err != nil {
		return nil, err
	}
	info := src.Info()
	r := &Reader{Columns: cols, src: src, zone: zone, order: make([]DateOrder, len(info.Header)), progress: o.Progress,
		Result: Result{Encoding: info.Encoding, Delimiter: info.Delimiter, DryRun: o.DryRun, Rejected: []Rejected{}}}
	r.mapped = slices.Compact(slices.Sorted(maps.Values(cols)))
	if info.HasHeader && noun != Measures {
		for col, h := range info.Header {
			if HeadKey(h) != "" && !slices.Contains(r.mapped, col) && !slices.Contains(dates, col) {
				r.Result.Left = append(r.Result.Left, h)
			}
		}
	}
	for field, col := range cols {
		if f, ok := FieldOf(noun, field); ok && f.Kind == Date {
			dates = append(dates, col)
		}
	}
	switch order := DateOrder(o.DateOrder); order {
	case YMD, MDY, DMY:
		for i := range r.order {
			r.order[i] = order
		}
		return r, nil
	case Unknown:
	default:
		return nil, &data.Error{Code: BadOption, What: "--date-order", Where: o.DateOrder}
	}
	if len(dates) == 0 || o.Preset == "nta" {
		return r, nil
	}
	return r, r.findOrders(ctx, dates)
}

// findOrders reads the whole file once for the dates alone.
func (r *Reader) findOrders(ctx context.Context, dates []int) error {
	watched := make([]*orders, len(r.order))
	for _, col := range dates {
		watched[col] = newOrders()
	}
	for {
		line, cells, err := r.src.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if _, one := rowRejected(line, err); one {
				continue
			}
			return err
		}
		for _, col := range dates {
			watched[col].watch(Clean(cells[col]))
		}
	}
	info := r.src.Info()
	for _, col := range dates {
		order, ok := watched[col].found()
		if !ok {
			return &data.Error{Code: AmbiguousDate, What: info.File, Where: info.Header[col], Args: map[string]any{"column": info.Header[col]}, Hint: AmbiguousDate}
		}
		r.order[col] = order
	}
	return rewind(r.src)
}

// Next gives the next row that can be read, its cells valid until the following
// call, and io.EOF at the end. Rows that cannot be read are counted as rejected.
func (r *Reader) Next(ctx context.Context) (int, []string, error) {
	for {
		line, cells, err := r.src.Next(ctx)
		if errors.Is(err, io.EOF) {
			r.tell()
			return 0, nil, err
		}
		rejected, one := rowRejected(line, err)
		if err != nil && !one {
			return 0, nil, err
		}
		if r.Result.Rows++; r.Result.Rows%5000 == 0 {
			if err := ctx.Err(); err != nil {
				return 0, nil, err
			}
			r.tell()
		}
		if err == nil {
			at := slices.IndexFunc(r.mapped, func(col int) bool { return IsCellError(cells[col]) })
			if at < 0 {
				return line, cells, nil
			}
			col := r.mapped[at]
			rejected = Rejected{Line: line, Column: r.src.Info().Header[col], Value: cells[col], Code: CellError}
		}
		r.add(rejected)
	}
}

func (r *Reader) tell() {
	if r.progress == nil {
		return
	}
	p := Progress{Rows: r.Result.Rows, All: r.src.Info().Bytes}
	if m, ok := r.src.(Measured); ok {
		p.Bytes = m.BytesRead()
	}
	r.progress(p)
}

// Reject gives up the present row for the value in a column.
func (r *Reader) Reject(line, col int, value, code string) {
	column := ""
	if col >= 0 {
		column = r.src.Info().Header[col]
	}
	r.add(Rejected{Line: line, Column: column, Value: value, Code: code})
}

func (r *Reader) add(x Rejected) {
	r.Result.RejectedCount++
	if len(r.Result.Rejected) < maxListed {
		r.Result.Rejected = append(r.Result.Rejected, x)
	}
}

// Date reads a day in the order of its column.
func (r *Reader) Date(col int, s string) (period.Day, string) {
	return ReadDateIn(r.zone, s, r.order[col])
}

// Cell gives the trimmed value of a field, "" where it is not mapped.
func (r *Reader) Cell(cells []string, field string) string {
	if col, ok := r.Columns[field]; ok {
		return Clean(cells[col])
	}
	return ""
}

// Need gives the error missing_column for the first field that no column holds.
func (r *Reader) Need(fields ...string) error {
	for _, f := range fields {
		if _, ok := r.Columns[f]; !ok {
			info := r.src.Info()
			return &data.Error{Code: MissingColumn, What: f, Where: info.File, Args: map[string]any{"columns": info.Header}}
		}
	}
	return nil
}

// FixedDay gives the day of a file without a day column: the ISO day that was
// given, or the error missing_column. With a day column it gives none.
func (r *Reader) FixedDay(iso string) (period.Day, error) {
	if iso == "" {
		return 0, r.Need("day")
	}
	if _, mapped := r.Columns["day"]; mapped {
		return 0, nil
	}
	day, err := period.ParseDay(iso)
	if err != nil {
		return 0, &data.Error{Code: BadOption, What: "--day", Where: iso, Err: err}
	}
	return day, nil
}
