package store_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/review"
	"shirube/data/store"
)

// busy fills a workspace with a million stage entries of three years in six
// channels, and 50 KPIs over them.
func busy(b *testing.B, s *store.Store, kpis *kpi.Service) {
	const companies, entries = 400_000, 1_000_000
	check(b, s.SetStages(ctx, datatest.Op, datatest.Stages))
	rows := make([]prospect.Row, companies)
	for i := range rows {
		rows[i].Prospect.Name = fmt.Sprint("会社", i)
	}
	must[int64](b)(s.ImportProspects(ctx, register, all(rows, nil), result(companies, 0)))
	ids := must[[]int64](b)(s.ProspectIDs(ctx, prospect.Query{Sort: "id"}))
	r := rand.New(rand.NewPCG(61, 62))
	first, days := period.Of(2023, 11, 1), 1095
	log := make([]funnel.Entry, 0, entries)
	for i := 0; len(log) < entries; i++ {
		on := first + period.Day(r.IntN(days))
		for _, st := range datatest.Stages[:1+min(i%4, entries-len(log)-1)] {
			log = append(log, funnel.Entry{Prospect: ids[i%len(ids)], Stage: st.Key, Day: on, Channel: fmt.Sprint("経路", i%6)})
			on += period.Day(r.IntN(20))
		}
	}
	must[int64](b)(s.ImportEntries(ctx, intake.Import{Noun: "entries"}, all(log, nil), result(len(log), 0)))
	for i := range 50 {
		k := kpi.KPI{Key: fmt.Sprintf("k%d", i), Formula: fmt.Sprintf("entry.%s / entry.%s", datatest.Stages[i%3+1].Key, datatest.Stages[i%3].Key), Unit: "ratio"}
		if i%2 == 0 {
			k.Formula, k.Unit = fmt.Sprintf("entry.%s + %d", datatest.Stages[i%4].Key, i), "count"
		}
		check(b, kpis.Save(ctx, k))
	}
}

// BenchmarkReview reviews 50 KPIs with 36 months each in a workspace with a
// million entries, beside one plain SQL scan of the entries: the verdict on the
// last month by the 24 before it with its drivers (Findings), and the limits and
// signals of all 36 (Chart). The first figure reads the sums anew, as after any
// change. It runs once and prints a line a step.
func BenchmarkReview(b *testing.B) {
	path := filepath.Join(b.TempDir(), "review.shirube")
	s := must[*store.Store](b)(store.Create(ctx, path, store.Options{Clock: datatest.Clock}))
	defer s.Close()
	news, c := &change.Bus{}, period.Calendar{}
	kpis := kpi.NewService(s, s, news, datatest.Clock, func() period.Calendar { return c })
	busy(b, s, kpis)
	reviewer := review.Reviewer{KPIs: kpis, Calendar: func() period.Calendar { return c }}
	month, _ := c.Parse("2026-10")
	months := []period.Period{month}
	for len(months) < 36 {
		month = c.Previous(month)
		months = append(months, month)
	}
	best := func(f func()) time.Duration {
		least := time.Hour
		for range 5 {
			began := time.Now()
			f()
			least = min(least, time.Since(began))
		}
		return least
	}
	db := must[*sql.DB](b)(sql.Open("sqlite3", "file:"+path+"?mode=ro"))
	defer db.Close()
	scan := best(func() {
		var n, stages int64
		var last string
		check(b, db.QueryRow("SELECT count(*), sum(stage), max(day) FROM entry NOT INDEXED").Scan(&n, &stages, &last))
		if n != 1_000_000 {
			b.Fatal(n)
		}
	})
	counted := best(func() {
		rows := must[*sql.Rows](b)(db.Query("SELECT stage, substr(day, 1, 7), count(*) FROM entry GROUP BY 1, 2"))
		for rows.Next() {
		}
		check(b, rows.Close())
	})
	one := func() {
		if fs := must[[]review.Finding](b)(reviewer.Findings(ctx, months[0], months[1])); len(fs) != 50 || fs[0].Value == nil || len(fs[1].Drivers) != 2 {
			b.Fatalf("%+v", fs)
		}
	}
	history := func() {
		for i := range 50 {
			must[review.Chart](b)(reviewer.Chart(ctx, fmt.Sprintf("k%d", i), months))
		}
	}
	whole := func() {
		one()
		history()
	}
	cold := best(func() {
		news.Publish(change.News{})
		whole()
	})
	fmt.Printf("%-58s %8.1f ms\n", "one scan of 1,000,000 entries in SQL", ms(scan))
	fmt.Printf("%-58s %8.1f ms\n", "entries counted by stage and month in SQL", ms(counted))
	for _, line := range []struct {
		what string
		took time.Duration
	}{{"review of 50 KPIs x 36 months, sums read anew", cold}, {"review of 50 KPIs x 36 months, sums in memory", best(whole)}} {
		fmt.Printf("%-58s %8.1f ms  %5.2f of the scan, %5.3f of the count\n", line.what, ms(line.took), float64(line.took)/float64(scan), float64(line.took)/float64(counted))
	}
	for b.Loop() {
	}
}
