package intake_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"testing"
	"time"

	"shirube/data"
	"shirube/data/intake"
)

// three is a source of three rows.
type three struct{ n int }

func (s *three) Info() intake.Info {
	return intake.Info{File: "three.csv", Header: []string{"name"}, Bytes: 30}
}
func (s *three) Close() error     { return nil }
func (s *three) BytesRead() int64 { return int64(10 * s.n) }
func (s *three) Rewind() error    { s.n = 0; return nil }
func (s *three) Next(context.Context) (int, []string, error) {
	if s.n == 3 {
		return 0, nil, io.EOF
	}
	s.n++
	return s.n + 1, []string{"a"}, nil
}

// TestRowsThatAreNotCounted lets an importer forget what became of a row: the
// writer is told before it commits, and a dry run fails as well.
func TestRowsThatAreNotCounted(t *testing.T) {
	for _, dry := range []bool{true, false} {
		for forgotten := range 3 {
			o := intake.Options{Map: map[string]string{"name": "name"}, DryRun: dry}
			r, err := intake.NewReader(t.Context(), &three{}, intake.Prospects, o, nil, time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			rows := func(yield func(int, error) bool) {
				for n := 0; ; n++ {
					if _, _, err := r.Next(t.Context()); err != nil {
						return
					}
					if n >= forgotten {
						r.Result.Created++
					}
					if !yield(n, nil) {
						return
					}
				}
			}
			stored := false
			write := func(_ context.Context, _ intake.Import, rows iter.Seq2[int, error], finish func() intake.Result) (int64, error) {
				for _, err := range rows {
					if err != nil {
						return 0, err
					}
				}
				stored = true
				return 1, finish().Balanced()
			}
			clock := func() time.Time { return time.Time{} }
			_, err = intake.Run(t.Context(), intake.Prospects, r, o, clock, clock(), rows, write)
			var known *data.Error
			told := errors.As(err, &known) && known.Code == intake.RowsLost
			if lost := forgotten > 0; told != lost || err != nil && !told || stored != (!dry && !lost) {
				t.Errorf("%d of 3 not counted, dry run %t: %v, stored %t", forgotten, dry, err, stored)
			}
		}
	}
}

func TestProgressTotal(t *testing.T) {
	for p, want := range map[intake.Progress]int{{Rows: 10, Bytes: 100, All: 1000}: 100, {Rows: 10, Bytes: 1000, All: 1000}: 10, {}: 0, {Rows: 5, All: 10}: 0} {
		if got := p.Total(); got != want {
			t.Errorf("%+v: %d, want %d", p, got, want)
		}
	}
}
