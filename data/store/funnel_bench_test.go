package store_test

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/store"
	"shirube/data/store/rowblob"
)

// answer is a question answered: the median time of it in nanoseconds, its
// counts as sorted lines, and the bytes of Go's memory that are held after it.
type answer struct {
	Took time.Duration `json:"took"`
	Rows []string      `json:"rows"`
	Held uint64        `json:"held"`
}

// BenchmarkFunnels asks a workspace with SHIRUBE_ENTRIES (ten million) stage
// entries what DuckDB is asked of the same rows, and what adding one entry
// takes beside an empty workspace. The counts must be equal. It runs once and
// prints a line a step; ours run in a process of their own, whose memory is
// printed. DuckDB comes from npm; without that it is skipped.
func BenchmarkFunnels(b *testing.B) {
	entries := 10_000_000
	if text := os.Getenv("SHIRUBE_ENTRIES"); text != "" {
		entries = must[int](b)(strconv.Atoi(text))
	}
	r := &registerBench{B: b, dir: b.TempDir()}
	script := r.duck()
	r.enter(entries)
	theirs, ours := map[string]answer{}, map[string]answer{}
	out := must[[]byte](b)(exec.Command("node", script, filepath.Join(r.dir, enteredCSV), filepath.Join(r.dir, "entries.duckdb")).Output())
	check(b, json.Unmarshal(out, &theirs))
	cmd := exec.Command(os.Args[0], "-test.run", "^TestFunnelsAlone$")
	if profile := os.Getenv("SHIRUBE_PROFILE"); profile != "" {
		cmd.Args = append(cmd.Args, "-test.cpuprofile", filepath.Join(profile, "funnels.prof"))
	}
	cmd.Env = append(os.Environ(), aloneFunnels+"="+r.dir)
	used := r.run(cmd)
	check(b, json.Unmarshal(must[[]byte](b)(os.ReadFile(filepath.Join(r.dir, answeredJSON))), &ours))
	fmt.Printf("%d entries in SQLite (%d MB) / in DuckDB (%d MB)\n", entries, size(b, filepath.Join(r.dir, enteredFile))>>20, size(b, filepath.Join(r.dir, "entries.duckdb"))>>20)
	for _, line := range [][2]string{
		{"load", "9 load the entries into memory / into DuckDB from CSV"},
		{"cohort", "9 cohort of 36 months, 90 days, by channel / DuckDB"},
		{"bottleneck", "    with its bottleneck / DuckDB without"},
		{"conversion", "10 conversion by month and channel / DuckDB"},
		{"months", "  flow by month, six stages / DuckDB"},
		{"flow", "  flow of 36 months by channel / DuckDB"},
		{"stock", "  stock by channel / DuckDB"},
	} {
		mine, other := ours[line[0]], theirs[line[0]]
		if line[0] == "bottleneck" {
			other = theirs["cohort"]
		}
		r.ratio(line[1], mine.Took, other.Took)
		if line[0] != "load" {
			r.ratio("    / one SQL scan of the entries", mine.Took, ours["scan"].Took)
			if len(mine.Rows) == 0 || !slices.Equal(mine.Rows, other.Rows) {
				b.Errorf("%s: %d counts %.200q, DuckDB %d counts %.200q", line[0], len(mine.Rows), mine.Rows, len(other.Rows), other.Rows)
			}
		}
	}
	r.ratio("11 add one entry / in an empty workspace", ours["add"].Took, ours["add to none"].Took)
	r.ratio("    until the funnel by channel stands again / empty", ours["again"].Took, ours["again in none"].Took)
	r.ratio("    until it stands again / that funnel before", ours["again"].Took, ours["bottleneck"].Took)
	fmt.Printf("%-58s %8d MB, after all questions %d MB\n", "    memory held after loading, the list of companies in it", ours["load"].Held>>20, ours["again"].Held>>20)
	if used.peak > 0 {
		fmt.Printf("%-58s %8d MB, %.1f bytes an entry\n", "    peak memory", used.peak>>20, float64(used.peak)/float64(entries))
	}
	for b.Loop() {
	}
}

// duck gets DuckDB from npm and gives the script that asks it.
func (r *registerBench) duck() string {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			r.Skip(tool + ", which brings the reference DuckDB, is not installed")
		}
	}
	folder := filepath.Join(r.dir, "duck")
	check(r, os.Mkdir(folder, 0o755))
	cmd := exec.Command("npm", "install", "--no-audit", "--no-fund", "--prefix", folder, "@duckdb/node-api")
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Skipf("npm did not bring the reference DuckDB: %v\n%s", err, out)
	}
	script := filepath.Join(folder, "funnel.mjs")
	check(r, os.WriteFile(script, must[[]byte](r)(os.ReadFile(filepath.Join("testdata", "funnel.mjs"))), 0o644))
	return script
}

const enteredFile, enteredCSV, answeredJSON, aloneFunnels = "entries.shirube", "entries.csv", "answers.json", "SHIRUBE_ALONE_FUNNELS"

// sixStages are those of the bench.
var sixStages = []funnel.Stage{{Key: "aware"}, {Key: "interest"}, {Key: "consider"}, {Key: "proposal"}, {Key: "negotiation"}, {Key: "won"}}

// entered is an entry of the bench, with its texts by number.
type entered struct {
	prospect                        uint32
	day                             period.Day
	stage, channel, campaign, owner uint8
}

// inMonths are the 36 months up to the tests' today.
var inMonths = period.Range{From: period.Of(2023, 12, 1), To: period.Of(2026, 11, 30)}

// entering makes n entries of about a quarter as many prospects in six
// channels over 36 months, by day as an office would enter them: some skip
// stages, come again, or were in a later stage before the first.
func entering(n int) (all []entered, prospects uint32) {
	random, today := datatest.Random(9), period.On(datatest.Today)
	all = make([]entered, 0, n+16)
	for len(all) < n {
		prospects++
		day, at := inMonths.From+period.Day(random.IntN(int(today-inMonths.From)+1)), len(all)
		channel, campaign, owner, pace := uint8(random.IntN(6)), uint8(random.IntN(20)), uint8(random.IntN(8)), 5+random.IntN(40)
		enter := func(stage uint8, day period.Day) {
			same := func(e entered) bool { return e.stage == stage && e.day == day }
			if day >= inMonths.From && day <= today && !slices.ContainsFunc(all[at:], same) {
				all = append(all, entered{prospects, day, stage, channel, campaign, owner})
			}
		}
		enter(0, day)
		if random.IntN(20) == 0 {
			enter(uint8(1+random.IntN(3)), day-period.Day(1+random.IntN(60)))
		}
		for stage := uint8(0); random.IntN(100) < 77; {
			if day += period.Day(random.IntN(pace)); random.IntN(5) > 0 {
				stage = min(5, stage+1+uint8(random.IntN(8)/7))
			}
			channel = uint8((int(channel) + random.IntN(10)/9) % 6)
			enter(stage, day)
			if stage == 5 && random.IntN(3) == 0 {
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b entered) int { return int(a.day - b.day) })
	return all, prospects
}

// enter writes so many entries, in one transaction, into a fresh workspace and
// into a CSV file.
func (r *registerBench) enter(n int) {
	path := filepath.Join(r.dir, enteredFile)
	s := must[*store.Store](r)(store.Create(ctx, path, store.Options{Clock: datatest.Clock}))
	check(r, s.SetStages(ctx, datatest.Op, sixStages))
	check(r, s.Close())
	entries, prospects := entering(n)
	db := must[*sql.DB](r)(sql.Open("shirube", "file:"+path+"?_journal_mode=OFF&_synchronous=OFF&_cache_size=-2000000"))
	db.SetMaxOpenConns(1)
	tx := must[*sql.Tx](r)(db.BeginTx(ctx, nil))
	in := func(table string, columns, n int, row func(*rowblob.Rows, int)) {
		const many = 1000
		for from := 0; from < n; from += many {
			rows := rowblob.New(columns, many*64)
			for i := from; i < min(n, from+many); i++ {
				row(rows, i)
			}
			must[sql.Result](r)(tx.Exec("INSERT INTO "+table+" SELECT c0, c1, c2, c3, c4, c5, c6 FROM rowblob(?)", rows.Bytes()))
		}
		must[sql.Result](r)(tx.Exec("INSERT INTO sequence VALUES(substr(?1, 1, instr(?1, '(') - 1), ?2) ON CONFLICT DO UPDATE SET next = ?2", table, n+1))
	}
	in("prospect(id, name, channel, owner, prefecture, industry, note)", 7, int(prospects), func(rows *rowblob.Rows, i int) {
		rows.Int(int64(i + 1))
		rows.Text(fmt.Sprint("会社", i+1))
		for range 5 {
			rows.Text("")
		}
	})
	f := must[*os.File](r)(os.Create(filepath.Join(r.dir, enteredCSV)))
	w := bufio.NewWriterSize(f, 1<<20)
	days := map[period.Day]string{}
	in("entry(id, prospect, stage, day, channel, campaign, owner)", 7, len(entries), func(rows *rowblob.Rows, i int) {
		e := entries[i]
		if days[e.day] == "" {
			days[e.day] = e.day.String()
		}
		texts := [...]string{days[e.day], fmt.Sprint("経路", e.channel), fmt.Sprint("施策", e.campaign), fmt.Sprint("担当", e.owner)}
		for _, v := range [...]int64{int64(i + 1), int64(e.prospect), int64(e.stage) + 1} {
			rows.Int(v)
		}
		for _, t := range texts {
			rows.Text(t)
		}
		fmt.Fprintf(w, "%d,%d,%s,%s,%s,%s\n", e.prospect, e.stage, texts[0], texts[1], texts[2], texts[3])
	})
	check(r, w.Flush())
	check(r, f.Close())
	for _, statement := range store.Derived() {
		must[sql.Result](r)(tx.Exec(statement))
	}
	check(r, tx.Commit())
	check(r, db.Close())
}

// TestFunnelsAlone is what BenchmarkFunnels starts; by itself it has nothing to do.
func TestFunnelsAlone(t *testing.T) {
	dir := os.Getenv(aloneFunnels)
	if dir == "" {
		return
	}
	path := filepath.Join(dir, enteredFile)
	a := asked{t, map[string]answer{}}
	db := must[*sql.DB](t)(sql.Open("sqlite3", "file:"+path+"?mode=ro"))
	a.ask("scan", 3, func() []string {
		var n, stages int64
		var last string
		check(t, db.QueryRow("SELECT count(*), sum(stage), max(day) FROM entry NOT INDEXED").Scan(&n, &stages, &last))
		return nil
	})
	check(t, db.Close())
	s := must[*store.Store](t)(store.Open(ctx, path, store.Options{Clock: datatest.Clock}))
	if !s.Loaded() {
		t.Fatal("the list does not load")
	}
	news := &change.Bus{}
	f := funnel.NewService(s, s, s, news, datatest.Clock)
	a.ask("load", 3, func() []string {
		news.Publish(change.News{})
		must[funnel.Log](t)(f.Log(ctx))
		return nil
	})
	window := 90
	cohort := funnel.Question{View: funnel.Cohort, Range: inMonths, Window: &window, By: "channel"}
	log := must[funnel.Log](t)(f.Log(ctx))
	a.ask("cohort", 3, func() []string {
		q := cohort
		q.Today = f.Today()
		return lines(funnel.Evaluate(log.Stages, log, nil, nil, q))
	})
	a.ask("bottleneck", 3, func() []string { return lines(must[funnel.Result](t)(f.Funnel(ctx, cohort))) })
	a.ask("conversion", 3, func() []string { return monthly(t, s, true, sixStages[0], sixStages[5]) })
	a.ask("months", 3, func() []string { return monthly(t, s, false, sixStages...) })
	for _, view := range []funnel.View{funnel.Flow, funnel.Stock} {
		q := funnel.Question{View: view, Range: inMonths, By: "channel"}
		a.ask(string(view), 3, func() []string { return lines(must[funnel.Result](t)(f.Funnel(ctx, q))) })
	}
	a.adding("add", "again", f, cohort) // left open: the backup on closing is no part of it
	runtime.KeepAlive(f)
	empty := must[*store.Store](t)(store.Create(ctx, filepath.Join(dir, "empty.shirube"), store.Options{Clock: datatest.Clock}))
	defer empty.Close()
	check(t, empty.SetStages(ctx, datatest.Op, sixStages))
	must[[]int64](t)(empty.SaveProspects(ctx, datatest.Op, datatest.Prospects(1, 2*added)))
	if !empty.Loaded() {
		t.Fatal("the empty list does not load")
	}
	a.adding("add to none", "again in none", funnel.NewService(empty, empty, empty, &change.Bus{}, datatest.Clock), cohort)
	check(t, os.WriteFile(filepath.Join(dir, answeredJSON), must[[]byte](t)(json.Marshal(a.answers)), 0o644))
}

// asked keeps what was answered.
type asked struct {
	testing.TB
	answers map[string]answer
}

func (a asked) ask(name string, times int, f func() []string) {
	var all []time.Duration
	var rows []string
	for range times {
		began := time.Now()
		rows = f()
		all = append(all, time.Since(began))
	}
	slices.Sort(rows)
	var memory runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&memory)
	a.answers[name] = answer{share(all, 50), rows, memory.HeapAlloc}
}

// added is how many entries are added, one by one, for the median.
const added = 9

// adding moves prospects one by one, without and with the funnel asked again.
func (a asked) adding(name, again string, f *funnel.Service, q funnel.Question) {
	next := int64(0)
	move := func() {
		next++
		check(a, f.Move(ctx, []int64{next}, sixStages[5].Key, f.Today()))
	}
	must[funnel.Result](a)(f.Funnel(ctx, q))
	a.ask(name, added, func() []string { move(); return nil })
	a.ask(again, added, func() []string {
		move()
		must[funnel.Result](a)(f.Funnel(ctx, q))
		return nil
	})
}

// lines are the counts of a result, each prospect of a cohort once: group,
// stage, how many, and of a cohort how many immature.
func lines(result funnel.Result) (out []string) {
	number := func(key string) int {
		return slices.IndexFunc(sixStages, func(s funnel.Stage) bool { return s.Key == key })
	}
	for _, g := range result.Groups {
		name := ""
		if g.Group != nil {
			name = *g.Group
		}
		for i, c := range g.Stages {
			if len(c.Prospects) != c.Count {
				return []string{"a count is not its list"}
			}
			if result.View == funnel.Cohort && i+1 < len(g.Stages) {
				c.Count, c.Immature = c.Count-g.Stages[i+1].Count, c.Immature-g.Stages[i+1].Immature
			}
			line := fmt.Sprint(name, " ", number(c.Stage), " ", c.Count)
			if result.View == funnel.Cohort {
				line += fmt.Sprint(" ", c.Immature)
			}
			if c.Count > 0 {
				out = append(out, line)
			}
		}
	}
	return out
}

// monthly are the counts of the entry measures by month, as KPIs read them.
func monthly(t testing.TB, s *store.Store, byChannel bool, stages ...funnel.Stage) (out []string) {
	keys := make([]string, len(stages))
	for i, st := range stages {
		keys[i] = "entry." + st.Key
	}
	sums := must[*measure.Sums](t)(measure.LoadSums(ctx, s, keys, inMonths))
	for _, month := range (period.Calendar{}).Periods(period.Month, inMonths) {
		for i, key := range keys {
			stage := slices.Index(sixStages, stages[i])
			if !byChannel {
				if n := must[*float64](t)(sums.Over(ctx, key, month.Range, nil)); n != nil && *n > 0 {
					out = append(out, fmt.Sprint(month, " ", stage, " ", *n))
				}
				continue
			}
			for channel, n := range must[map[string]float64](t)(sums.ByChannel(ctx, key, month.Range)) {
				out = append(out, fmt.Sprint(month, " ", channel, " ", stage, " ", n))
			}
		}
	}
	return out
}
