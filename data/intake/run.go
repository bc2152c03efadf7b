package intake

import (
	"context"
	"errors"
	"io"
	"iter"
	"time"

	"shirube/data"
)

// Writer stores rows under an import, all of them in one batch or none, and
// asks finish for the result when the last row is in. It gives the import's number.
type Writer[T any] func(ctx context.Context, imp Import, rows iter.Seq2[T, error], finish func() Result) (int64, error)

// errAllRejected stops the writing of an import that would store nothing.
var errAllRejected = errors.New("intake: every row was rejected")

// Run lets rows flow into write, or nowhere for a dry run, and gives the
// reader's result. No row at all is the error no_rows; where every row is
// rejected nothing is stored and the result says so (Import is 0). Counts that
// don't add up are the error RowsLost, and nothing is stored.
func Run[T any](ctx context.Context, noun string, r *Reader, o Options, clock data.Clock, began time.Time, rows iter.Seq2[T, error], write Writer[T]) (Result, error) {
	info := r.src.Info()
	finish := func() Result {
		r.Result.Seconds = clock().Sub(began).Seconds()
		return r.Result
	}
	guarded := func(yield func(T, error) bool) {
		for row, err := range rows {
			if !yield(row, err) || err != nil {
				return
			}
		}
		var none T
		switch r.Result.Rows {
		case 0:
			yield(none, &data.Error{Code: "no_rows", What: info.File})
		case r.Result.RejectedCount:
			yield(none, errAllRejected)
		default:
			if err := r.Result.Balanced(); err != nil {
				yield(none, err)
			}
		}
	}
	if o.DryRun {
		for _, err := range guarded {
			if err != nil && !errors.Is(err, errAllRejected) {
				return Result{}, err
			}
		}
		return finish(), nil
	}
	imp := Import{Noun: noun, File: info.File, SHA256: info.SHA256, At: clock().UTC().Format(time.RFC3339), Mapping: o}
	if info.HasHeader {
		imp.Header = Signature(info.Header)
	}
	id, err := write(ctx, imp, guarded, finish)
	if errors.Is(err, errAllRejected) {
		return finish(), nil
	}
	if err != nil {
		return Result{}, err
	}
	r.Result.Import = id
	return finish(), nil
}

// Sample is what the reader sees of a file.
type Sample struct {
	Encoding  string     `json:"encoding"`
	Delimiter string     `json:"delimiter"`
	Quote     string     `json:"quote"`
	Header    []string   `json:"header"`
	Total     int        `json:"total"` // data rows, those that cannot be read included
	Rows      [][]string `json:"rows"`
	Rejected  []Rejected `json:"rejected,omitempty"` // rows that cannot be read
}

// Preview reads a file to its end, keeps the first n rows, and goes back.
func Preview(ctx context.Context, src Source, n int) (Sample, error) {
	info := src.Info()
	s := Sample{Encoding: info.Encoding, Delimiter: info.Delimiter, Quote: info.Quote, Header: info.Header, Rows: [][]string{}}
	r := &Reader{src: src}
	for {
		_, cells, err := r.Next(ctx)
		if err != nil {
			s.Total, s.Rejected = r.Result.Rows, r.Result.Rejected
			if errors.Is(err, io.EOF) {
				return s, rewind(src)
			}
			return s, err
		}
		if len(s.Rows) < n {
			s.Rows = append(s.Rows, append([]string(nil), cells...))
		}
	}
}
