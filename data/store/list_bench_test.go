package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"shirube/data/datatest"
	"shirube/data/prospect"
	"shirube/data/store"
)

// BenchmarkList searches, sorts and pages the 590,723 companies of the public
// register, those of SHIRUBE_MILLIONS or the workspace that SHIRUBE_LIST names,
// and holds each step against SQL on the same file. It runs once, whatever b.N,
// and prints a line a step; only what is found is asserted.
func BenchmarkList(b *testing.B) {
	r, path := &registerBench{B: b, dir: b.TempDir()}, os.Getenv("SHIRUBE_LIST")
	if path == "" {
		r = newRegisterBench(b)
		path = r.list()
	}
	s := must[*store.Store](b)(store.Open(ctx, path, store.Options{ReadOnly: true}))
	defer s.Close()
	before := living()
	r.ratio("  load the view", r.timed(func() {
		if !s.Loaded() {
			b.Fatal("the view didn't load")
		}
	}), 0)
	fmt.Printf("%-58s %10d MB\n", "  memory of the view", (living()-before)>>20)
	db := must[*sql.DB](b)(sql.Open("shirube", "file:"+path+"?mode=ro"))
	defer db.Close()
	r.searches(s, db)
	r.orders(s, path)
	r.pages(s, db)
	for b.Loop() {
	}
}

// list gives a workspace of the register, or of so many companies as are asked for.
func (r *registerBench) list() string {
	rows, some := millions(r)
	if !some {
		path := filepath.Join(r.dir, "list.shirube")
		r.alone(filepath.Base(path), r.register())
		return path
	}
	path := filepath.Join(r.dir, millionFile)
	if _, err := os.Stat(path); err != nil {
		r.alone(millionFile, r.grown(r.register(), rows))
	}
	return path
}

// living is how many bytes are in use.
func living() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// found is the ids that a search finds, told apart by their sum.
type found struct {
	text string
	n    int
	sum  int64
}

// scanned holds searches against reading every text of the file once.
func (r *registerBench) scanned(db *sql.DB, searches []found) {
	plain := make([]found, len(searches))
	rows := must[*sql.Rows](r)(db.Query("SELECT id, fold FROM prospect"))
	defer rows.Close()
	for rows.Next() {
		var id int64
		var fold sql.RawBytes
		check(r, rows.Scan(&id, &fold))
		for i, s := range searches {
			if bytes.Contains(fold, []byte(s.text)) {
				plain[i] = found{s.text, plain[i].n + 1, plain[i].sum + id}
			}
		}
	}
	check(r, rows.Err())
	for i, s := range searches {
		if plain[i].text = s.text; plain[i] != s {
			r.Errorf("%q finds %d, a scan %d", s.text, s.n, plain[i].n)
		}
	}
	fmt.Printf("  %d searches are those of a scan\n", len(searches))
}

// searches times the first 100 rows and the exact count with every id, by
// class and length of the text, and some by a scan in SQL; 200 are held
// against a scan.
func (r *registerBench) searches(s *store.Store, db *sql.DB) {
	ids := must[[]int64](r)(s.ProspectIDs(ctx, prospect.Query{}))
	random := datatest.Random(1)
	var lines []string
	for range 200 {
		at := random.IntN(len(ids) - 20)
		for _, p := range must[[]prospect.Prospect](r)(s.Prospects(ctx, ids[at:at+20])) {
			lines = append(lines, strings.Split(prospect.SearchText(p), "\n")...)
		}
	}
	type timing struct{ first, every []time.Duration }
	by := map[string]*timing{}
	var all timing
	var scans []time.Duration
	var sampled []found
	for i, q := range queries(random, lines, 20) {
		first := r.timed(func() { must[[]int64](r)(s.FirstProspectIDs(ctx, prospect.Query{Text: q.text}, 100)) })
		var ids []int64
		every := r.timed(func() { ids = must[[]int64](r)(s.ProspectIDs(ctx, prospect.Query{Text: q.text})) })
		key := fmt.Sprint(q.class, q.length)
		if by[key] == nil {
			by[key] = &timing{}
		}
		for _, t := range []*timing{by[key], &all} {
			t.first, t.every = append(t.first, first), append(t.every, every)
		}
		if i%9 < 5 {
			f := found{text: q.text, n: len(ids)}
			for _, id := range ids {
				f.sum += id
			}
			sampled = append(sampled, f)
		}
		if i%30 == 0 {
			scans = append(scans, r.timed(func() {
				var n int
				check(r, db.QueryRow("SELECT count(*) FROM prospect WHERE instr(fold, ?) > 0", q.text).Scan(&n))
			}))
		}
	}
	r.scanned(db, sampled)
	for length := 1; length <= longestSearched; length++ {
		for _, class := range classes {
			if t := by[fmt.Sprint(class, length)]; t != nil {
				fmt.Printf("  %d characters, %-8s first 100 p50 %8.2f p95 %8.2f ms, exact count and ids p50 %8.2f p95 %8.2f ms\n", length, class,
					ms(share(t.first, 50)), ms(share(t.first, 95)), ms(share(t.every, 50)), ms(share(t.every, 95)))
			}
		}
	}
	r.ratio("4 search, first 100, p95 / instr() scan", share(all.first, 95), share(scans, 50))
	r.ratio("5 search, exact count and every id, p95 / the scan", share(all.every, 95), share(scans, 50))
	r.ratio("  株式会社, exact count and every id", r.median(func() { must[[]int64](r)(s.ProspectIDs(ctx, prospect.Query{Text: "株式会社"})) }), 0)
}

// orders filters and sorts to a list of ids, against SQL with the best index.
func (r *registerBench) orders(s *store.Store, path string) {
	copied := filepath.Join(r.dir, "indexed.db")
	db := must[*sql.DB](r)(sql.Open("shirube", "file:"+path))
	defer db.Close()
	must[sql.Result](r)(db.Exec("VACUUM INTO ?", copied))
	best := must[*sql.DB](r)(sql.Open("shirube", "file:"+copied))
	defer best.Close()
	must[sql.Result](r)(best.Exec("CREATE INDEX best ON prospect(prefecture, city, name)"))
	q := prospect.Query{Filter: prospect.Filter{{Field: "prefecture", Op: prospect.Is, Value: "京都府"}}, Sort: "city"}
	ours := r.median(func() { must[[]int64](r)(s.ProspectIDs(ctx, q)) })
	reference := r.median(func() {
		rows := must[*sql.Rows](r)(best.Query("SELECT id FROM prospect WHERE prefecture = '京都府' ORDER BY city, name, id"))
		for rows.Next() {
			var id int64
			check(r, rows.Scan(&id))
		}
		check(r, rows.Close())
	})
	r.ratio("6 filter and sort to ids / SELECT with its index", ours, reference)
	for _, q := range []prospect.Query{{}, {Sort: "city"}, {Sort: "updated", Descending: true}} {
		r.ratio("  all by "+q.Sort, r.median(func() { must[[]int64](r)(s.ProspectIDs(ctx, q)) }), 0)
	}
}

// pages reads 50 rows at four depths, against a keyset page of the same rows.
func (r *registerBench) pages(s *store.Store, db *sql.DB) {
	ids := must[[]int64](r)(s.ProspectIDs(ctx, prospect.Query{}))
	for _, percent := range []int{0, 50, 75, 99} {
		at := max(1, len(ids)*percent/100)
		before := must[[]prospect.Prospect](r)(s.Prospects(ctx, ids[at-1:at]))[0]
		ours := r.median(func() { must[[]prospect.Prospect](r)(s.Prospects(ctx, ids[at:at+50])) })
		reference := r.median(func() {
			rows := must[*sql.Rows](r)(db.Query("SELECT * FROM prospect WHERE (name, id) > (?, ?) ORDER BY name, id LIMIT 50", before.Name, before.ID))
			values := make([]any, len(must[[]string](r)(rows.Columns())))
			into := make([]any, len(values))
			for i := range values {
				into[i] = &values[i]
			}
			for rows.Next() {
				check(r, rows.Scan(into...))
			}
			check(r, rows.Close())
		})
		r.ratio(fmt.Sprintf("7 page of 50 at %d %% / keyset page", percent), ours, reference)
	}
}
