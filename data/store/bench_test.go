package store_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
	"shirube/data/store"
	"shirube/data/tabular"
)

// BenchmarkRegister works on the 590,723 companies of the public register and
// holds each step against a reference measured beside it. It runs once,
// whatever b.N, and prints a line a step; nothing is asserted.
func BenchmarkRegister(b *testing.B) {
	zips, _ := filepath.Glob("../../../shared/data/nta/bulk2016/*.zip")
	if len(zips) == 0 {
		b.Skip("needs the public register beside the checkout")
	}
	r := &registerBench{B: b, dir: b.TempDir()}
	all, cp932, half := r.files(zips)
	db := filepath.Join(r.dir, "list.shirube")
	reference := r.reference(all)
	ours := r.load(db, all)
	r.ratio("1 import, everything / sqlite3 CLI, 6 indexes, FTS5", ours, reference)
	r.ratio("2 import from CP932 / from UTF-8", r.load(filepath.Join(r.dir, "cp932.shirube"), cp932), ours)

	r.undo(all, half)
	for b.Loop() {
	}
}

type registerBench struct {
	*testing.B
	dir string
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (r *registerBench) ratio(what string, ours, reference time.Duration) {
	if reference == 0 {
		fmt.Printf("%-58s %10.2f ms\n", what, ms(ours))
		return
	}
	fmt.Printf("%-58s %10.2f ms / %10.2f ms = %.3f\n", what, ms(ours), ms(reference), float64(ours)/float64(reference))
}

// files unpacks the register into one file, the same in CP932, and every
// second row with another address.
func (r *registerBench) files(zips []string) (all, cp932, half string) {
	paths := []string{"all.csv", "cp932.csv", "half.csv"}
	var outs []io.Writer
	for i := range paths {
		paths[i] = filepath.Join(r.dir, paths[i])
		f := must[*os.File](r)(os.Create(paths[i]))
		defer f.Close()
		w := bufio.NewWriterSize(f, 1<<20)
		defer w.Flush()
		outs = append(outs, w)
	}
	outs[1] = encoding.ReplaceUnsupported(japanese.ShiftJIS.NewEncoder()).Writer(outs[1])
	n := 0
	for _, path := range zips {
		z := must[*zip.ReadCloser](r)(zip.OpenReader(path))
		for _, member := range z.File {
			if !strings.HasSuffix(member.Name, ".csv") {
				continue
			}
			text := must[[]byte](r)(io.ReadAll(must[io.ReadCloser](r)(member.Open())))
			for _, out := range outs[:2] {
				must[int](r)(out.Write(text))
			}
			for line := range bytes.Lines(text) {
				if n++; n%2 == 0 {
					must[int](r)(outs[2].Write(bytes.Replace(line, []byte("丁目"), []byte("番町"), 1)))
				}
			}
		}
		check(r, z.Close())
	}
	return paths[0], paths[1], paths[2]
}

// reference is what the sqlite3 command line needs for the same file.
func (r *registerBench) reference(csv string) time.Duration {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		fmt.Println("no reference for the import: sqlite3 is not installed")
		return 0
	}
	columns := make([]string, 23)
	for i := range columns {
		columns[i] = fmt.Sprintf("c%d TEXT", i)
	}
	script := "CREATE TABLE r(" + strings.Join(columns, ", ") + ");\n.mode csv\n.import " + csv + " r\n"
	for i, c := range []int{1, 6, 9, 10, 15, 4} {
		script += fmt.Sprintf("CREATE INDEX i%d ON r(c%d);\n", i, c)
	}
	script += "CREATE VIRTUAL TABLE f USING fts5(c1, c6, c9, c10, c11, content='r', tokenize='trigram');\nINSERT INTO f(f) VALUES('rebuild');\n"
	cmd := exec.Command("sqlite3", filepath.Join(r.dir, "reference.db"))
	cmd.Stdin = strings.NewReader(script)
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("sqlite3: %v\n%s", err, out)
	}
	return time.Since(began)
}

// load imports a register file into a new workspace and closes it.
func (r *registerBench) load(path, csv string) time.Duration {
	s := must[*store.Store](r)(store.Create(ctx, path, store.Options{Clock: datatest.Clock}))
	took := r.timed(func() { r.register(s, csv) })
	check(r, s.Close())
	return took
}

func (r *registerBench) register(s *store.Store, csv string) intake.Result {
	src := must[intake.Source](r)(tabular.Open(csv, tabular.Options{}))
	defer src.Close()
	return must[intake.Result](r)(prospect.Import(ctx, src, intake.Options{Preset: "nta"}, prospect.Deps{Store: s, News: &change.Bus{}, Clock: data.SystemClock}))
}

func (r *registerBench) timed(f func()) time.Duration {
	began := time.Now()
	f()
	return time.Since(began)
}

// share gives the value below which a percentage of all lie.
func share(all []time.Duration, percent int) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*percent/100)]
}

// median of 9 runs.
func (r *registerBench) median(f func()) time.Duration {
	var all []time.Duration
	for range 9 {
		all = append(all, r.timed(f))
	}
	return share(all, 50)
}

func (r *registerBench) undo(all, half string) {
	s := datatest.Open(r, filepath.Join(r.dir, "undo.shirube"))
	r.register(s, half)
	var done intake.Result
	imported := r.timed(func() { done = r.register(s, all) })
	undone := r.timed(func() { must[change.Undone](r)(s.UndoImport(ctx, done.Import)) })
	r.ratio(fmt.Sprintf("8 undo %d updated, %d created / that import", done.Updated, done.Created), undone, imported)
}
