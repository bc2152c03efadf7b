package store_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/store"
)

// millions is SHIRUBE_MILLIONS: how many million companies the benchmarks of
// the list work on in place of the 590,723, such as 5.5.
func millions(t testing.TB) (rows int, some bool) {
	text := os.Getenv("SHIRUBE_MILLIONS")
	if text == "" {
		return 0, false
	}
	return int(must[float64](t)(strconv.ParseFloat(text, 64)) * 1e6), true
}

// million imports as many companies as SHIRUBE_MILLIONS says and takes that
// back, beside the 590,723.
func (r *registerBench) million(all string, rows int) {
	began := bytes.Count(must[[]byte](r)(os.ReadFile(all)), []byte("\n"))
	few := r.alone("few.shirube", all)
	path := filepath.Join(r.dir, millionFile)
	many := r.alone(millionFile, r.grown(all, rows))
	ours, reference := float64(rows), float64(began)
	fmt.Printf("3 import of %d / of %d: %.1f s / %.1f s, a row %.3f\n", rows, began, many.wall.Seconds(), few.wall.Seconds(),
		many.wall.Seconds()/ours/(few.wall.Seconds()/reference))
	fmt.Printf("    in CPU time: %.1f s / %.1f s, a row %.3f\n", many.cpu.Seconds(), few.cpu.Seconds(), many.cpu.Seconds()/ours/(few.cpu.Seconds()/reference))
	fmt.Printf("    peak memory %d MB / %d MB, workspace %d MB\n", many.peak>>20, few.peak>>20, size(r, path)>>20)
	copied := filepath.Join(r.dir, "undo.shirube") // BenchmarkList may want the other
	in, out := must[*os.File](r)(os.Open(path)), must[*os.File](r)(os.Create(copied))
	must[int64](r)(io.Copy(out, in))
	check(r, errors.Join(in.Close(), out.Close()))
	s := must[*store.Store](r)(store.Open(ctx, copied, store.Options{Clock: datatest.Clock}))
	defer s.Close()
	var undone change.Undone
	took := r.timed(func() { undone = must[change.Undone](r)(s.UndoLast(ctx)) })
	r.ratio(fmt.Sprintf("  undo of %d / that import", undone.Reverted), took, many.wall)
	if undone.Reverted != rows || len(undone.Kept) > 0 {
		r.Errorf("%d taken back, %d kept, of %d", undone.Reverted, len(undone.Kept), rows)
	}
}

// millionFile is the workspace of million, which BenchmarkList takes where SHIRUBE_SCRATCH has kept it.
const millionFile = "million.shirube"

func size(t testing.TB, path string) int64 { return must[os.FileInfo](t)(os.Stat(path)).Size() }

// Columns of the register form.
const numberColumn, nameColumn, addressColumn = 1, 6, 11

// grown makes a file of so many companies in the register's form: those there
// are, again and again, each time under other numbers and with characters of
// name and address replaced by such as names and addresses have.
func (r *registerBench) grown(all string, rows int) string {
	path := filepath.Join(r.dir, fmt.Sprintf("grown-%d.csv", rows))
	lines := bytes.SplitAfter(must[[]byte](r)(os.ReadFile(all)), []byte("\n"))
	lines = lines[:len(lines)-1]
	random := datatest.Random(5)
	f := must[*os.File](r)(os.Create(path))
	w := bufio.NewWriterSize(f, 1<<20)
	other := func(text []byte, column int) []byte {
		runes := []rune(string(text))
		for range 2 {
			from := []rune(string(bytes.Split(lines[random.IntN(len(lines))], []byte(","))[column]))
			if at, with := random.IntN(max(1, len(runes))), random.IntN(max(1, len(from))); at < len(runes) && with < len(from) && runes[at] > 0x7f && from[with] > 0x7f {
				runes[at] = from[with]
			}
		}
		return []byte(string(runes))
	}
	for n := range rows {
		line := lines[n%len(lines)]
		if n >= len(lines) {
			cells := bytes.Split(line, []byte(","))
			// A prime step through the numbers that no company has: all differ, none follows the one before.
			cells[numberColumn] = []byte(datatest.CorporateNumber(900_000_000_000 + n*7_919_000_003%100_000_000_000))
			cells[nameColumn], cells[addressColumn] = other(cells[nameColumn], nameColumn), other(cells[addressColumn], addressColumn)
			line = bytes.Join(cells, []byte(","))
		}
		must[int](r)(w.Write(line))
	}
	check(r, w.Flush())
	check(r, f.Close())
	return path
}
