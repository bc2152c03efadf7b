package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/prospect"
	"shirube/data/store"
)

// BenchmarkLists puts 550,000 companies on three lists and takes one back, beside
// a table with a row for each membership. It runs once and prints a line a step.
func BenchmarkLists(b *testing.B) {
	const companies = 550_000
	s := must[*store.Store](b)(store.Create(ctx, filepath.Join(b.TempDir(), "l.shirube"), store.Options{Clock: datatest.Clock}))
	defer s.Close()
	rows := make([]prospect.Row, companies)
	for i := range rows {
		rows[i].Prospect.Name = fmt.Sprint("会社", i)
	}
	must[int64](b)(s.ImportProspects(ctx, register, all(rows, nil), result(companies, 0)))
	if !s.Loaded() {
		b.Fatal("not loaded")
	}
	ids := must[[]int64](b)(s.ProspectIDs(ctx, prospect.Query{Sort: "id"}))
	timed := func(what string, f func()) {
		began := time.Now()
		f()
		fmt.Printf("%-58s %8.1f ms\n", what, ms(time.Since(began)))
	}
	for _, key := range []string{"a", "b", "c"} {
		timed("  put 550,000 on a new list", func() {
			must[int](b)(s.Enlist(ctx, datatest.Op, prospect.List{Key: key, Name: key}, ids, true))
		})
	}
	must[int](b)(s.Enlist(ctx, datatest.Op, prospect.List{Key: "b"}, ids[:companies/2], false))
	timed("  list=b", func() {
		if n := len(must[[]int64](b)(s.ProspectIDs(ctx, on("b")))); n != companies/2 {
			b.Fatal(n)
		}
	})
	timed("  count the lists", func() { must[[]prospect.List](b)(s.Lists(ctx)) })
	timed("  undo", func() { must[change.Undone](b)(s.UndoLast(ctx)) })

	db := must[*sql.DB](b)(sql.Open("sqlite3", filepath.Join(b.TempDir(), "reference.db")))
	defer db.Close()
	must[sql.Result](b)(db.Exec("CREATE TABLE member(id INTEGER PRIMARY KEY, list INTEGER NOT NULL, prospect INTEGER NOT NULL, UNIQUE(list, prospect))"))
	for range 2 {
		timed("reference: a row for each of 550,000 memberships", func() {
			must[sql.Result](b)(db.Exec(`INSERT INTO member(list, prospect) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
 SELECT (SELECT coalesce(max(list), 0) + 1 FROM member), i FROM n`, companies))
		})
	}
	for b.Loop() {
	}
}
