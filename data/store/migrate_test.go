package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/prospect"
)

// withMigration adds a second step for the length of a test.
func withMigration(t *testing.T, text string) {
	files := fstest.MapFS{fmt.Sprintf("migrations/%04d_next.sql", latest(embedded)+1): {Data: []byte(text)}}
	for _, name := range steps(embedded) {
		step, err := embedded.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: step}
	}
	migrations = files
	t.Cleanup(func() { migrations = embedded })
}

func old(t *testing.T) (string, Options) {
	o := Options{Clock: data.FixedClock(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))}
	path := filepath.Join(t.TempDir(), "old.shirube")
	s, err := Create(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveProspects(context.Background(), change.Op{}, []prospect.Prospect{{Name: "前からの会社"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, o
}

func TestMigrationKeepsABackupAndItsRecord(t *testing.T) {
	path, o := old(t)
	withMigration(t, "CREATE TABLE later(id INTEGER PRIMARY KEY) STRICT; ALTER TABLE prospect ADD COLUMN score INTEGER;")
	s, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.Exec("INSERT INTO later VALUES(1)"); err != nil {
		t.Error(err)
	}
	var version, steps int
	if err := s.reader.QueryRow("SELECT max(version), count(*) FROM schema_version").Scan(&version, &steps); err != nil || version != latest(migrations) || steps != version {
		t.Errorf("version %d in %d steps: %v", version, steps, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	migrations = embedded
	kept := filepath.Join(backupDir(path, o), fmt.Sprintf("old-20261122-090000-before-v%d.shirube", latest(migrations)+1))
	b, err := Open(context.Background(), kept, Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("the backup before the migration: %v", err)
	}
	defer b.Close()
	if ids, err := b.ProspectIDs(context.Background(), prospect.Query{}); err != nil || len(ids) != 1 {
		t.Errorf("the backup has %d prospects: %v", len(ids), err)
	}
	if _, err := Open(context.Background(), path, o); data.CodeOf(err) != "workspace_newer" {
		t.Errorf("the old program on the new file: %v", err)
	}
}

func TestFailedMigrationChangesNothing(t *testing.T) {
	path, o := old(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	withMigration(t, "CREATE TABLE later(id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES(1);")
	if _, err := Open(context.Background(), path, o); err == nil {
		t.Fatal("opened")
	}
	if _, err := os.Stat(lockPath(path)); err == nil {
		t.Error("the lock was left")
	}
	migrations = embedded
	s, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if ids, err := s.ProspectIDs(context.Background(), prospect.Query{}); err != nil || len(ids) != 1 {
		t.Errorf("%d prospects: %v", len(ids), err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != int64(len(before)) {
		t.Errorf("size %d, was %d: %v", info.Size(), len(before), err)
	}
}

// TestPeopleOfOldWorkspacesAreSearched opens a workspace whose search texts have
// only the first person, among the company's own lines.
func TestPeopleOfOldWorkspacesAreSearched(t *testing.T) {
	const people = 10 // migrations before the one about people
	ctx, files := context.Background(), fstest.MapFS{}
	for _, name := range steps(embedded)[:people] {
		step, err := embedded.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: step}
	}
	migrations = files
	t.Cleanup(func() { migrations = embedded })
	path, o := old(t)
	s, err := Open(ctx, path, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveProspects(ctx, change.Op{}, []prospect.Prospect{{Name: "青葉", ContactName: "髙橋", ContactEmail: "a@x.jp"}}); err != nil {
		t.Fatal(err)
	}
	edited := "UPDATE prospect SET fold = '青葉' || char(10) || '高橋' || char(10) || 'A@X.JP' WHERE name = '青葉'"
	if _, err := s.writer.Exec(edited); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteProspects(ctx, change.Op{}, []int64{1}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveProspects(ctx, change.Op{}, []prospect.Prospect{{ID: 2, Name: "青葉商事", ContactName: "髙橋", ContactEmail: "a@x.jp"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.Exec("INSERT INTO contact(id, prospect, name) VALUES(9, 2, '渡邊'); " + strings.ReplaceAll(edited, "'青葉'", "'青葉商事'")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	migrations = embedded
	if s, err = Open(ctx, path, o); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, name := range []string{"青葉商事", "青葉"} {
		if wrong, err := s.Check(ctx); len(wrong) > 0 || err != nil {
			t.Errorf("%s: %v %v", name, wrong, err)
		}
		for _, text := range []string{name + " 渡辺", "高橋", "a@x.jp"} {
			if ids, err := s.SelectIDs(ctx, prospect.Query{Text: text}); len(ids) != 1 || err != nil {
				t.Errorf("%q finds %v: %v", text, ids, err)
			}
		}
		if name == "青葉商事" {
			if _, err := s.UndoLast(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
}
