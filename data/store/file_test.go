package store_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"shirube/data"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

// TestMain lets the test binary be the other process of a test.
func TestMain(m *testing.M) {
	path := os.Getenv("SHIRUBE_TEST_CHILD")
	if path == "" {
		os.Exit(m.Run())
	}
	s, err := store.Open(ctx, path, store.Options{Clock: datatest.Clock})
	if err != nil {
		panic(err)
	}
	fmt.Println("open")
	if os.Getenv("SHIRUBE_TEST_DO") == "import" {
		if _, err := s.ImportProspects(ctx, register, all(killRows, nil), func() intake.Result { return intake.Result{Created: len(killRows)} }); err != nil {
			panic(err)
		}
		fmt.Println("done")
	}
	bufio.NewReader(os.Stdin).ReadString('\n')
	if err := s.Close(); err != nil {
		panic(err)
	}
	os.Exit(0)
}

var killRows = created(datatest.Prospects(9, 4000), map[string]period.Day{"aware": datatest.Day(3), "won": datatest.Day(30)})

// child starts the other process and waits until it has the workspace open.
func child(t *testing.T, path, do string) (*exec.Cmd, *bufio.Reader, func()) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "SHIRUBE_TEST_CHILD="+path, "SHIRUBE_TEST_DO="+do)
	c.Stderr = os.Stderr
	in := must[io.WriteCloser](t)(c.StdinPipe())
	out := bufio.NewReader(must[io.ReadCloser](t)(c.StdoutPipe()))
	check(t, c.Start())
	if line, err := out.ReadString('\n'); line != "open\n" {
		t.Fatalf("the other process said %q: %v", line, err)
	}
	return c, out, func() { in.Close(); check(t, c.Wait()) }
}

func filesIn(t *testing.T, dir string) (names []string) {
	for _, e := range must[[]fs.DirEntry](t)(os.ReadDir(dir)) {
		names = append(names, e.Name())
	}
	return names
}

func hash(t *testing.T, path string) [32]byte {
	return sha256.Sum256(must[[]byte](t)(os.ReadFile(path)))
}

func open(path string) (*store.Store, error) {
	return store.Open(ctx, path, store.Options{Clock: datatest.Clock})
}

// filled makes a closed workspace with some prospects in it.
func filled(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "営業 100%#1.shirube")
	s := must[*store.Store](t)(store.Create(ctx, path, store.Options{Clock: datatest.Clock}))
	check(t, s.SetStages(ctx, datatest.Op, datatest.Stages))
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 300)))
	check(t, s.Close())
	return path
}

func TestKilledImportIsWholeOrAbsent(t *testing.T) {
	for name, folder := range map[string]string{"write-ahead log": "", "rollback journal": "Dropbox"} {
		t.Run(name, func(t *testing.T) { killImports(t, filepath.Join(t.TempDir(), folder)) })
	}
}

func killImports(t *testing.T, dir string) {
	kills := 8
	if n, err := strconv.Atoi(os.Getenv("SHIRUBE_KILLS")); err == nil {
		kills = n
	}
	check(t, os.MkdirAll(dir, 0o755))
	path := filepath.Join(dir, "kill.shirube")
	s := must[*store.Store](t)(store.Create(ctx, path, store.Options{Clock: datatest.Clock}))
	check(t, s.SetStages(ctx, datatest.Op, datatest.Stages))
	check(t, s.Close())
	empty := must[[]byte](t)(os.ReadFile(path))

	_, out, leave := child(t, path, "import")
	began := time.Now()
	if line, err := out.ReadString('\n'); line != "done\n" {
		t.Fatalf("the import said %q: %v", line, err)
	}
	whole := time.Since(began)
	leave()
	none, complete := 0, 0
	for n := range kills {
		for _, side := range []string{"-wal", "-shm", "-journal"} {
			os.Remove(path + side)
		}
		check(t, os.WriteFile(path, empty, 0o644))
		c, _, _ := child(t, path, "import")
		time.Sleep(time.Duration(rand.Int64N(int64(whole * 3 / 2)))) // the moment of the kill
		check(t, c.Process.Kill())
		_ = c.Wait()
		s, err := open(path)
		if err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		sound(t, s)
		imports := must[[]intake.Import](t)(s.Imports(ctx))
		switch got := len(must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))); {
		case got == 0 && len(imports) == 0:
			none++
		case got == len(killRows) && len(imports) == 1:
			complete++
		default:
			t.Errorf("after kill %d: %d prospects of %d, %d imports", n, got, len(killRows), len(imports))
		}
		check(t, s.Close())
	}
	t.Logf("of %d kills %d left nothing, %d the whole import; a whole one takes %v", kills, none, complete, whole)
}

func TestUnsoundFilesAreRefusedAndLeftAlone(t *testing.T) {
	path := filled(t)
	sound := must[[]byte](t)(os.ReadFile(path))
	backup := must[[]string](t)(filepath.Glob(filepath.Join(filepath.Dir(path), "* backups", "*.shirube")))
	if len(backup) != 1 {
		t.Fatalf("backups: %v", backup)
	}
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db := must[*sql.DB](t)(sql.Open("shirube", "file:"+foreign))
	_, err := db.Exec("CREATE TABLE t(x)")
	check(t, err)
	check(t, db.Close())
	newer := append([]byte(nil), sound...)
	binary.BigEndian.PutUint32(newer[60:], 99)
	garbage := append([]byte(nil), sound...)
	for i := 8192 * 2; i < len(garbage)-100; i += 3000 {
		copy(garbage[i:], "not what was written here")
	}
	for name, test := range map[string]struct {
		content []byte
		code    data.Code
	}{
		"newer":        {newer, "workspace_newer"},
		"empty":        {nil, "not_a_workspace"},
		"text":         {[]byte(strings.Repeat("会社名,電話\n", 100)), "not_a_workspace"},
		"foreign":      {must[[]byte](t)(os.ReadFile(foreign)), "not_a_workspace"},
		"short header": {sound[:60], "not_a_workspace"},
		"truncated":    {sound[:len(sound)/2], "workspace_damaged"},
		"one page":     {sound[:8192], "workspace_damaged"},
		"garbage":      {garbage, "workspace_damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, os.WriteFile(path, test.content, 0o644))
			before := hash(t, path)
			_, err := open(path)
			code(t, err, test.code)
			if hash(t, path) != before {
				t.Error("the file was changed")
			}
			if e := err.(*data.Error); test.code == "workspace_damaged" && (e.Args["backup"] != backup[0] || e.Hint != "restore_backup") {
				t.Errorf("names no backup: %+v", e)
			}
			if names := filesIn(t, filepath.Dir(path)); len(names) != 2 {
				t.Errorf("left behind: %v", names)
			}
		})
	}
	_, err = open(path + ".nowhere")
	code(t, err, "workspace_missing")

	// The way back: the backup that the error names.
	kept := must[string](t)(store.Restore(ctx, backup[0], path, store.Options{Clock: datatest.Clock}))
	if !strings.Contains(kept, "replaced") {
		t.Errorf("kept the replaced file as %q", kept)
	}
	s := must[*store.Store](t)(open(path))
	if got := len(must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))); got != 300 {
		t.Errorf("restored %d prospects", got)
	}
	_, err = store.Restore(ctx, backup[0], path, store.Options{})
	code(t, err, "workspace_in_use")
	check(t, s.Close())
	_, err = store.Create(ctx, path, store.Options{})
	code(t, err, "workspace_exists")
}

func TestSecondProcessReads(t *testing.T) {
	path := filled(t)
	_, _, leave := child(t, path, "")
	s := must[*store.Store](t)(open(path))
	if !s.ReadOnly() || s.OtherProcess() == nil || s.OtherProcess().PID == 0 || s.OtherProcess().PID == os.Getpid() {
		t.Errorf("read only %v, other %+v", s.ReadOnly(), s.OtherProcess())
	}
	if got := len(must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))); got != 300 {
		t.Errorf("%d prospects", got)
	}
	_, err := s.SaveProspects(ctx, datatest.Op, datatest.Prospects(2, 1))
	code(t, err, "read_only")
	_, err = s.ImportProspects(ctx, register, all(killRows, nil), result(0, 0))
	code(t, err, "read_only")
	leave()
	check(t, s.Close())
	again := must[*store.Store](t)(open(path))
	if again.ReadOnly() {
		t.Error("still read only after the other left")
	}
	check(t, again.Close())
	if names := filesIn(t, filepath.Dir(path)); len(names) != 2 {
		t.Errorf("left behind: %v", names)
	}
}

func TestReaderNoticesOtherProcess(t *testing.T) {
	path := filled(t)
	writer := must[*store.Store](t)(open(path))
	defer writer.Close()
	reader := must[*store.Store](t)(store.Open(ctx, path, store.Options{ReadOnly: true}))
	defer reader.Close()
	before := must[int64](t)(reader.DataVersion(ctx))
	own := must[int64](t)(writer.DataVersion(ctx))
	must[[]int64](t)(writer.SaveProspects(ctx, datatest.Op, datatest.Prospects(2, 1)))
	if must[int64](t)(reader.DataVersion(ctx)) == before {
		t.Error("the reader's version stayed")
	}
	if must[int64](t)(writer.DataVersion(ctx)) != own {
		t.Error("the writer takes its own writes for another's")
	}
}

func TestSharedFolderKeepsARollbackJournal(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "OneDrive - 会社", "営業")
	check(t, os.MkdirAll(dir, 0o755))
	path := filepath.Join(dir, "team.shirube")
	s := must[*store.Store](t)(store.Create(ctx, path, store.Options{Clock: datatest.Clock}))
	if s.Shared() != "onedrive" {
		t.Errorf("shared: %q", s.Shared())
	}
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 5)))
	for _, name := range filesIn(t, dir) {
		if strings.HasSuffix(name, "-wal") || strings.HasSuffix(name, "-shm") {
			t.Errorf("%s in a synced folder", name)
		}
	}
	// A second opening (the same lock, as another process would meet it) reads a copy and stands in nobody's way.
	second := must[*store.Store](t)(open(path))
	if !second.ReadOnly() || second.OtherProcess() == nil {
		t.Error("two writers in a synced folder")
	}
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(2, 5)))
	if got := len(must[[]int64](t)(second.ProspectIDs(ctx, prospect.Query{}))); got != 5 {
		t.Errorf("the copy shows %d prospects, want the 5 at its opening", got)
	}
	check(t, second.Close())
	check(t, s.Close())

	check(t, os.WriteFile(path+".lock", []byte(`{"pid":1,"host":"another-computer"}`), 0o644))
	other := must[*store.Store](t)(open(path))
	if !other.ReadOnly() || other.OtherProcess().Host != "another-computer" {
		t.Errorf("the other computer's lock counts for nothing: %+v", other.OtherProcess())
	}
	check(t, other.Close())
	taken := must[*store.Store](t)(store.Open(ctx, path, store.Options{TakeOver: true, Clock: datatest.Clock}))
	if taken.ReadOnly() {
		t.Error("not taken over")
	}
	check(t, taken.Close())
}

func TestSharedKind(t *testing.T) {
	for path, want := range map[string]string{
		"/home/a/Dropbox/x.shirube": "dropbox", "/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x": "icloud",
		`C:\Users\a\Google Drive\x.shirube`: "googledrive", "/home/a/Box/x": "box", `G:\マイドライブ\x.shirube`: "googledrive", `\\server\share\x.shirube`: store.Network,
		"/home/a/Boxes/x": "", "/home/a/x": "",
	} {
		if got := store.SharedKind(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestBackupsRotateByDay(t *testing.T) {
	dir := t.TempDir()
	path, now := filepath.Join(dir, "b.shirube"), datatest.Today
	options := store.Options{Clock: func() time.Time { return now }}
	s := must[*store.Store](t)(store.Create(ctx, path, options))
	check(t, s.SaveSettings(ctx, map[string]string{"backups": "3"}))
	check(t, s.Close())
	for n := range 5 {
		now = now.Add(21 * time.Hour)
		s := must[*store.Store](t)(store.Open(ctx, path, options))
		now = now.Add(3 * time.Hour)
		must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, datatest.Prospects(uint64(n+1), 1)))
		check(t, s.Close())
	}
	names := filesIn(t, filepath.Join(dir, "b backups"))
	if len(names) != 3 || names[2] != "b-20261127-090000.shirube" || names[0] != "b-20261125-090000.shirube" {
		t.Fatalf("backups: %v", names)
	}
	b := must[*store.Store](t)(store.Open(ctx, filepath.Join(dir, "b backups", names[1]), store.Options{ReadOnly: true}))
	if got := len(must[[]int64](t)(b.ProspectIDs(ctx, prospect.Query{}))); got != 4 {
		t.Errorf("the backup of the fourth day has %d prospects", got)
	}
	check(t, b.Close())
}

func TestBackupSparesOtherFiles(t *testing.T) {
	s := datatest.Workspace(t)
	other := filepath.Join(t.TempDir(), "letter.txt")
	check(t, os.WriteFile(other, []byte("dear"), 0o644))
	code(t, s.Backup(ctx, other), "file_exists")
	code(t, s.Backup(ctx, s.Path()), "backup_onto_itself")
	to := filepath.Join(t.TempDir(), "new", "copy.shirube")
	check(t, s.Backup(ctx, to))
	check(t, s.Backup(ctx, to))
	copied := must[*store.Store](t)(open(to))
	if dump(t, copied) != dump(t, s) {
		t.Error("the backup differs")
	}
	check(t, copied.Close())
	_, err := store.Restore(ctx, other, filepath.Join(t.TempDir(), "x.shirube"), store.Options{})
	code(t, err, "not_a_workspace")
}

func TestCancelledImportLeavesNothing(t *testing.T) {
	s := datatest.Workspace(t)
	start := dump(t, s)
	stopping, cancel := context.WithCancel(ctx)
	rows := func(yield func(prospect.Row, error) bool) {
		for i, r := range killRows {
			if i == 1000 {
				cancel()
			}
			if !yield(r, nil) {
				return
			}
		}
	}
	if _, err := s.ImportProspects(stopping, register, rows, result(0, 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if dump(t, s) != start {
		t.Error("rows were left")
	}
}

func TestReadersAndWritersTogether(t *testing.T) {
	s := datatest.Workspace(t)
	var group errgroup.Group
	for n := range 4 {
		group.Go(func() error {
			for i := range 10 {
				if _, err := s.SaveProspects(ctx, datatest.Op, datatest.Prospects(uint64(n*10+i+11), 3)); err != nil {
					return err
				}
			}
			return nil
		})
		group.Go(func() error {
			for range 30 {
				ids, err := s.ProspectIDs(ctx, prospect.Query{})
				if err == nil {
					_, err = s.Prospects(ctx, ids)
				}
				if err == nil && len(ids)%3 != 0 {
					err = fmt.Errorf("%d prospects: half a batch was seen", len(ids))
				}
				if err != nil {
					return err
				}
				if _, err := s.DataVersion(ctx); err != nil {
					return err
				}
			}
			return nil
		})
	}
	group.Go(func() error {
		_, err := s.ImportProspects(ctx, register, all(killRows[:999], nil), result(999, 0))
		return err
	})
	check(t, group.Wait())
	if got := len(must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))); got != 4*10*3+999 {
		t.Errorf("%d prospects", got)
	}
	sound(t, s)
}

func TestUnwritableFolderIsReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	path := filled(t)
	dir := filepath.Dir(path)
	check(t, os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	s := must[*store.Store](t)(open(path))
	if !s.ReadOnly() {
		t.Error("writes where it may not")
	}
	if got := len(must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))); got != 300 {
		t.Errorf("%d prospects", got)
	}
	check(t, s.Close())
}
