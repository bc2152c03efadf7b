package store_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/url"
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

// BenchmarkImport imports the 590,723 companies of the public register and
// holds it against the sqlite3 command line beside it, turn by turn. It runs
// once, whatever b.N, and prints a line a step; nothing is asserted. With
// SHIRUBE_MILLIONS=5.5 it imports so many generated companies beside them.
func BenchmarkImport(b *testing.B) {
	r := newRegisterBench(b)
	all := r.register()
	if rows, some := millions(b); some {
		r.million(all, rows)
		for b.Loop() {
		}
		return
	}
	cp932 := r.rewritten("cp932.csv", all, func(line []byte) []byte { return line }, encoding.ReplaceUnsupported(japanese.ShiftJIS.NewEncoder()))
	half := r.rewritten("half.csv", all, everySecond(), nil)
	var ours, other, reference []cost
	for n := range 2 {
		reference = append(reference, r.reference(all))
		ours = append(ours, r.alone(fmt.Sprintf("utf8-%d.shirube", n), all))
		other = append(other, r.alone(fmt.Sprintf("cp932-%d.shirube", n), cp932))
	}
	r.against("1 import, everything / sqlite3 CLI, 6 indexes, FTS5", ours, reference)
	if office, ok := r.office(all); ok {
		r.against("  import, everything / LibreOffice making a workbook of it", ours, []cost{office})
	}
	r.against("2 import from CP932 / from UTF-8", other, ours)
	r.undo(all, half)
	for b.Loop() {
	}
}

// register unpacks the register into one file.
func (r *registerBench) register() string {
	path := filepath.Join(r.dir, "all.csv")
	out := must[*os.File](r)(os.Create(path))
	for _, path := range r.zips {
		z := must[*zip.ReadCloser](r)(zip.OpenReader(path))
		for _, member := range z.File {
			if strings.HasSuffix(member.Name, ".csv") {
				in := must[io.ReadCloser](r)(member.Open())
				must[int64](r)(io.Copy(out, in))
				check(r, in.Close())
			}
		}
		check(r, z.Close())
	}
	check(r, out.Close())
	return path
}

// rewritten makes another file of the lines of one.
func (r *registerBench) rewritten(name, from string, each func(line []byte) []byte, in *encoding.Encoder) string {
	path := filepath.Join(r.dir, name)
	f := must[*os.File](r)(os.Create(path))
	w := bufio.NewWriterSize(f, 1<<20)
	var out io.Writer = w
	if in != nil {
		out = in.Writer(w)
	}
	for line := range bytes.Lines(must[[]byte](r)(os.ReadFile(from))) {
		must[int](r)(out.Write(each(line)))
	}
	check(r, w.Flush())
	check(r, f.Close())
	return path
}

// everySecond leaves every second line, with another address.
func everySecond() func(line []byte) []byte {
	n := 0
	return func(line []byte) []byte {
		if n++; n%2 == 1 {
			return nil
		}
		return bytes.Replace(line, []byte("丁目"), []byte("番町"), 1)
	}
}

// cost is what one run of a program took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // of memory, in bytes; 0 where the system doesn't tell
}

func (r *registerBench) run(cmd *exec.Cmd) cost {
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("%s: %v\n%s", cmd.Path, err, out)
	}
	return cost{time.Since(began), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peakMemory(cmd.ProcessState)}
}

// against prints the medians of runs beside those of the reference: by the
// clock, and by the processors' time, which a busy machine disturbs less.
func (r *registerBench) against(what string, ours, reference []cost) {
	walls, cpus := func(c cost) time.Duration { return c.wall }, func(c cost) time.Duration { return c.cpu }
	r.ratio(what, middle(ours, walls), middle(reference, walls))
	r.ratio("    in CPU time", middle(ours, cpus), middle(reference, cpus))
	if peak := slices.MaxFunc(ours, func(a, b cost) int { return cmp.Compare(a.peak, b.peak) }).peak; peak > 0 {
		fmt.Printf("%-58s %8d MB\n", "    peak memory", peak>>20)
	}
}

func middle(all []cost, of func(cost) time.Duration) time.Duration {
	var values []time.Duration
	for _, c := range all {
		values = append(values, of(c))
	}
	return share(values, 50)
}

// reference is what the sqlite3 command line needs for the same file.
func (r *registerBench) reference(csv string) cost {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		r.Skip("sqlite3, the reference, is not installed")
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
	db := filepath.Join(r.dir, "reference.db")
	_ = os.Remove(db)
	cmd := exec.Command("sqlite3", db)
	cmd.Stdin = strings.NewReader(script)
	return r.run(cmd)
}

// office is what LibreOffice needs to make a workbook of the same file.
func (r *registerBench) office(csv string) (c cost, ok bool) {
	path, err := exec.LookPath("soffice")
	if err != nil {
		fmt.Println("  LibreOffice is not installed, left out")
		return c, false
	}
	profile := (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(r.dir, "office"))}).String()
	c = r.run(exec.Command(path, "-env:UserInstallation="+profile, "--headless", "--infilter=CSV:44,34,76", "--convert-to", "xlsx", "--outdir", r.dir, csv))
	must[os.FileInfo](r)(os.Stat(filepath.Join(r.dir, "all.xlsx"))) // soffice ends well even where it made nothing
	return c, true
}

// alone imports a register file into a new workspace, in a process of its own
// as the reference is.
func (r *registerBench) alone(name, csv string) cost {
	cmd := exec.Command(os.Args[0], "-test.run", "^TestImportAlone$")
	if profile := os.Getenv("SHIRUBE_PROFILE"); profile != "" {
		cmd.Args = append(cmd.Args, "-test.cpuprofile", filepath.Join(profile, name+".prof"))
	}
	cmd.Env = append(os.Environ(), aloneFile+"="+csv, aloneWorkspace+"="+filepath.Join(r.dir, name))
	return r.run(cmd)
}

const aloneFile, aloneWorkspace = "SHIRUBE_ALONE_FILE", "SHIRUBE_ALONE_WORKSPACE"

// TestImportAlone is what BenchmarkImport starts; by itself it has nothing to do.
func TestImportAlone(t *testing.T) {
	if csv := os.Getenv(aloneFile); csv != "" {
		loadRegister(t, os.Getenv(aloneWorkspace), csv) // left open: the backup on closing is no part of it
	}
}

// loadRegister imports a register file into a new workspace.
func loadRegister(t testing.TB, path, csv string) *store.Store {
	s := must[*store.Store](t)(store.Create(ctx, path, store.Options{Clock: datatest.Clock}))
	importRegister(t, s, csv)
	return s
}

func importRegister(t testing.TB, s *store.Store, csv string) intake.Result {
	src := must[intake.Source](t)(tabular.Open(csv, tabular.Options{}))
	defer src.Close()
	return must[intake.Result](t)(prospect.Import(ctx, src, intake.Options{Preset: "nta"}, prospect.Deps{Store: s, News: &change.Bus{}, Clock: data.SystemClock}))
}

func (r *registerBench) undo(all, half string) {
	s := datatest.Open(r, filepath.Join(r.dir, "undo.shirube"))
	importRegister(r, s, half)
	var done intake.Result
	imported := r.timed(func() { done = importRegister(r, s, all) })
	undone := r.timed(func() { must[change.Undone](r)(s.UndoImport(ctx, done.Import)) })
	r.ratio(fmt.Sprintf("8 undo %d updated, %d created / that import", done.Updated, done.Created), undone, imported)
}
