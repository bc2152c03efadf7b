package store_test

import (
	"archive/zip"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
	"shirube/data/store"
)

// companies reads those of the public register beside the checkout.
func companies(t testing.TB, glob string) []prospect.Prospect {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "nta", glob))
	if len(files) == 0 {
		t.Skip("needs the public register beside the checkout")
	}
	var out []prospect.Prospect
	for _, f := range files {
		z := must[*zip.ReadCloser](t)(zip.OpenReader(f))
		for _, member := range z.File {
			if !strings.HasSuffix(member.Name, ".csv") {
				continue
			}
			r := csv.NewReader(must[io.ReadCloser](t)(member.Open()))
			for {
				v, err := r.Read()
				if err == io.EOF {
					break
				}
				check(t, err)
				out = append(out, prospect.Prospect{CorporateNumber: v[1], Name: v[6], Prefecture: v[9], City: v[10], Address: v[11], PostalCode: v[15]})
			}
		}
		check(t, z.Close())
	}
	return out
}

// generated are companies with every kind of field, rare characters among them.
func generated(seed uint64, n int) []prospect.Prospect {
	r := datatest.Random(seed)
	out := datatest.Prospects(seed, n)
	rare := []rune("鱸鰤魲龗龘纛𠮷﨑髙濵ｱｲｳガぎゅーA1-&（株）")
	for i := range out {
		p := &out[i]
		if r.IntN(3) == 0 {
			p.Name += string(rare[r.IntN(len(rare))]) + string(rare[r.IntN(len(rare))])
		}
		if r.IntN(4) == 0 {
			p.Employees, p.Tags = nil, []string{[]string{"重要", "展示会", "休眠"}[r.IntN(3)]}
		}
		p.City, p.Email = []string{"港区", "中央区", "北区", ""}[r.IntN(4)], fmt.Sprintf("info%d@example.jp", r.IntN(999))
		p.ClosedDay = []period.Day{0, 0, datatest.Day(r.IntN(300))}[r.IntN(3)]
	}
	return out
}

func stored(t testing.TB, ps []prospect.Prospect) *store.Store {
	s := datatest.Workspace(t)
	must[int64](t)(s.ImportProspects(ctx, register, all(created(ps, nil), nil), result(len(ps), 0)))
	return s
}

// texts are what a plain scan reads, by id.
func texts(t testing.TB, s *store.Store) map[int64]string {
	out, ids, people := map[int64]string{}, must[[]int64](t)(s.SelectIDs(ctx, prospect.Query{})), map[int64]string{}
	for _, c := range must[[]prospect.Contact](t)(s.Contacts(ctx, ids)) {
		people[c.Prospect] += c.Name + "\n" + c.Email + "\n"
	}
	for _, p := range must[[]prospect.Prospect](t)(s.Prospects(ctx, ids)) {
		out[p.ID] = prospect.WithPeople(prospect.SearchText(p), people[p.ID])
	}
	return out
}

// sameAsScan holds searches from memory and from the database against a scan.
func sameAsScan(t *testing.T, s *store.Store, seed uint64, n int) {
	t.Helper()
	if !s.Loaded() {
		t.Fatal("the view didn't load")
	}
	known := texts(t, s)
	var lines []string
	for _, text := range known {
		lines = append(lines, strings.Split(text, "\n")...)
	}
	slices.Sort(lines)
	ids := slices.Sorted(maps.Keys(known))
	inOrder := make([]string, len(ids))
	for i, id := range ids {
		inOrder[i] = known[id]
	}
	r := datatest.Random(seed)
	some := make([]string, min(len(lines), 4_000))
	for i := range some {
		some[i] = lines[r.IntN(len(lines))]
	}
	all := queries(r, some, max(1, (n+3*longestSearched-1)/(3*longestSearched)))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	counted := map[string]int{}
	for n, q := range all[:min(n, len(all))] {
		query := q.text
		switch r.IntN(10) {
		case 0: // two words
			query += " " + string([]rune(some[r.IntN(len(some))])[:1])
		case 1: // a character that no text or another has
			word := []rune(query)
			word[r.IntN(len(word))] = []rune("山鱸Z9龘・")[r.IntN(6)]
			query = string(word)
		}
		counted[fmt.Sprint(q.class, " ", q.length)]++
		var want []int64
		words := prospect.SearchWords(query)
		for i, id := range ids {
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(inOrder[i], w) }) {
				want = append(want, id)
			}
		}
		first := must[[]int64](t)(s.FirstProspectIDs(ctx, prospect.Query{Text: query}, 20))
		got := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Text: query}))
		if !slices.Equal(first, got[:min(20, len(got))]) {
			t.Fatalf("%q: the first are %v of %v", query, first, got[:min(20, len(got))])
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %d found, %d by a scan", query, len(got), len(want))
		}
		if n%20 == 0 {
			if got := must[[]int64](t)(s.SelectIDs(ctx, prospect.Query{Text: query})); len(got) != len(want) {
				t.Fatalf("%q: the database finds %d, a scan %d", query, len(got), len(want))
			}
		}
	}
	t.Logf("%d searches of %d companies are those of a scan: %v", min(n, len(all)), len(ids), counted)
}

// The searches of the whole register: SHIRUBE_QUERIES=2000 takes them all, on
// 590,723 companies, before and after 10,000 edits.
func TestSearchOfTheRegisterIsAScan(t *testing.T) {
	glob, n, actions, rows := "31_tottori*.zip", 400, 30, 10
	if all, err := strconv.Atoi(os.Getenv("SHIRUBE_QUERIES")); err == nil {
		glob, n, actions, rows = "bulk2016/*.zip", all, 60, 330
	}
	s := stored(t, companies(t, glob))
	sameAsScan(t, s, 1, n)
	t.Logf("%d rows edited", edited(t, s, 2, actions, rows, func(int) {}))
	sameAsScan(t, s, 3, n)
	sound(t, s)
}

// edited does so many things to up to most rows each: edits them, makes and
// deletes some, sets fields and tags of many alike, merges two, takes back what
// was done last. It gives the number of rows it touched.
func edited(t *testing.T, s *store.Store, seed uint64, actions, most int, each func(action int)) (touched int) {
	t.Helper()
	r := datatest.Random(seed)
	pool := generated(seed+7, 3000)
	list := prospect.NewService(s, &change.Bus{}, datatest.Clock)
	done := 0
	for i := range actions {
		ids := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))
		some := make([]int64, 1+r.IntN(most))
		for i := range some {
			some[i] = ids[r.IntN(len(ids))]
		}
		slices.Sort(some)
		some = slices.Compact(some)
		touched += len(some)
		done++
		switch r.IntN(9) {
		case 0, 1, 2:
			ps := must[[]prospect.Prospect](t)(s.Prospects(ctx, some))
			for i := range ps {
				p := pool[r.IntN(len(pool))]
				p.ID, p.CorporateNumber = ps[i].ID, ps[i].CorporateNumber
				ps[i] = p
			}
			must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, ps))
		case 3:
			must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, generated(seed*1000+uint64(i), len(some))))
		case 4:
			check(t, s.DeleteProspects(ctx, datatest.Op, some))
		case 5:
			check(t, list.Alter(ctx, some, prospect.Alteration{Set: map[string]string{"owner": "佐々木"}, Tag: []string{"展示会"}}))
		case 6:
			check(t, list.Alter(ctx, some, prospect.Alteration{Set: map[string]string{"city": "髙松市", "phone": "087-811-0000"}}))
		case 7:
			if len(some) < 2 {
				done--
				continue
			}
			must[prospect.Prospect](t)(list.Merge(ctx, some[0], some[1], []string{"corporate_number"}, []string{"address"}))
		case 8:
			if done -= 2; done < 0 {
				done = 0
				continue
			}
			must[change.Undone](t)(s.UndoLast(ctx))
		}
		each(i)
	}
	return touched
}

func TestSearchIsAScanAfterEdits(t *testing.T) {
	s := stored(t, generated(1, 6_000))
	sameAsScan(t, s, 2, 300)
	edited(t, s, 3, 300, 12, func(i int) {
		if i%60 == 30 {
			check(t, s.KeepSearch(ctx))
		}
		if i%30 == 0 {
			sameAsScan(t, s, uint64(i), 8)
			sameAsDatabase(t, s, uint64(i), 10)
		}
	})
	sameAsScan(t, s, 4, 300)
	sound(t, s)
}

func TestSearchIsAScanAfterImportsAndTheirUndo(t *testing.T) {
	s := stored(t, generated(1, 66_500))
	sameAsScan(t, s, 5, 25)
	ids := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Text: "桜"}))
	changed := generated(2, len(ids)+3000)
	var rows []prospect.Row
	for i, p := range changed {
		if i < len(ids) {
			p.ID, p.CorporateNumber = ids[i], ""
		}
		rows = append(rows, prospect.Row{Prospect: p, Fields: []string{"name", "email", "city"}})
	}
	second := must[int64](t)(s.ImportProspects(ctx, register, all(rows, nil), result(3000, len(ids))))
	sameAsScan(t, s, 6, 25)
	must[change.Undone](t)(s.UndoImport(ctx, second))
	sameAsScan(t, s, 7, 25)
	must[change.Undone](t)(s.UndoImport(ctx, 1))
	if ids := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Text: "株"})); len(ids) != 0 {
		t.Errorf("%d found after everything is undone", len(ids))
	}
	must[int64](t)(s.ImportProspects(ctx, register, all(created(generated(3, 9000), nil), nil), result(9000, 0)))
	sameAsScan(t, s, 8, 25)
}

// sameAsDatabase holds random filters and orders from memory against SQL.
func sameAsDatabase(t *testing.T, s *store.Store, seed uint64, n int) {
	t.Helper()
	if !s.Loaded() {
		t.Fatal("the view didn't load")
	}
	r := datatest.Random(seed)
	fields := append(prospect.FilterFields(), "id", "updated", "custom.色", "reached.consider", "reached.none")
	values := map[string][]string{"employees": {"", "20", "250.5", "1,000"}, "capital": {"", "0"}, "closed_day": {"", "2026-03-01"},
		"stage_day": {"", "2026-02-01"}, "last_contact": {"", "2026-06-01"}, "next_contact": {"", "2026-11-25"},
		"opt_out": {"", "2026-11-22"}, "custom.色": {"", "赤", "青"}, "reached.consider": {"", "2026-02-01"}, "reached.none": {""}, "stage": {"", "aware", "consider", "none"}, "tag": {"", "重要", "会"}, "id": {"500"}}
	ops := []prospect.Op{prospect.Is, prospect.IsNot, prospect.Less, prospect.Most, prospect.More, prospect.Least, prospect.Contains, prospect.NotMore, prospect.In}
	for range n {
		q := prospect.Query{Today: datatest.Day(325), Descending: r.IntN(2) == 0, Text: []string{"", "", "株", "商事"}[r.IntN(4)]}
		if r.IntN(4) > 0 {
			q.Sort = fields[r.IntN(len(fields))]
		}
		for range r.IntN(3) {
			field := fields[r.IntN(len(fields))]
			v := values[field]
			if v == nil {
				v = []string{"", "東京都", "web", "田中", "港", "0"}
			}
			c := prospect.Condition{Field: field, Op: ops[r.IntN(len(ops))], Value: v[r.IntN(len(v))]}
			if c.Op == prospect.In {
				c = prospect.OneOf(field, v[r.IntN(len(v))], v[r.IntN(len(v))])
			}
			q.Filter = append(q.Filter, c)
		}
		want, wrong := s.SelectIDs(ctx, q)
		got, err := s.ProspectIDs(ctx, q)
		if (err == nil) != (wrong == nil) || !slices.Equal(got, want) {
			t.Fatalf("%+v: %d from memory (%v), %d from the database (%v)", q, len(got), err, len(want), wrong)
		}
	}
}

func TestFiltersAndOrdersAreThoseOfTheDatabase(t *testing.T) {
	s := stored(t, generated(1, 5_000))
	ids := must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{}))
	must[[]int64](t)(s.SaveEntries(ctx, datatest.Op, datatest.Entries(1, ids[:2000])))
	dress(t, s, ids)
	sameAsDatabase(t, s, 1, 600)
	for _, field := range []string{"prefecture", "city", "custom.色", "owner", "channel", "stage", "tag"} {
		n := 0
		for _, f := range must[[]prospect.Facet](t)(s.ProspectFacets(ctx, field)) {
			n += f.Count
			q := prospect.Query{Filter: prospect.Filter{{Field: field, Op: prospect.Is, Value: f.Value}}}
			if got := must[[]int64](t)(s.SelectIDs(ctx, q)); len(got) != f.Count {
				t.Errorf("%s %q: %d, want %d", field, f.Value, f.Count, len(got))
			}
		}
		if n != len(ids) {
			t.Errorf("facets of %s count %d", field, n)
		}
	}
	check(t, s.SetStages(ctx, datatest.Op, []funnel.Stage{datatest.Stages[2], datatest.Stages[0], datatest.Stages[1], datatest.Stages[3]}))
	sameAsDatabase(t, s, 2, 200)
}

// dress gives prospects what their gathered fields come from: activities before
// and after today, contacts who want no mail, own fields.
func dress(t *testing.T, s *store.Store, ids []int64) {
	t.Helper()
	var all []prospect.Activity
	for i, id := range ids[:900] {
		all = append(all, prospect.Activity{Prospect: id, Kind: prospect.Call, Day: datatest.Day(150 + i%185)})
	}
	must[[]int64](t)(s.SaveActivities(ctx, datatest.Op, all))
	ps := must[[]prospect.Prospect](t)(s.Prospects(ctx, ids[800:1000]))
	for i := range ps {
		ps[i].Custom = map[string]string{"色": []string{"赤", "青", "it's"}[i%3]}
		if ps[i].ContactEmail = ""; i%4 > 0 {
			ps[i].ContactEmail = fmt.Sprintf("a%d@example.jp", i%40)
		} else {
			ps[i].Email = fmt.Sprintf("B%d@example.jp", i%40)
		}
	}
	must[[]int64](t)(s.SaveProspects(ctx, datatest.Op, ps))
	for _, email := range []string{"a1@example.jp", "a3@example.jp", "b8@example.jp", "b12@example.jp"} {
		must[int](t)(s.OptOut(ctx, datatest.Op, email, datatest.Day(325)))
	}
	for c, want := range map[prospect.Condition]int{
		{Field: "opt_out", Op: prospect.Is, Value: "2026-11-22"}:           20,
		{Field: "opt_out", Op: prospect.IsNot}:                             20,
		{Field: "custom.色", Op: prospect.Is, Value: "it's"}:                66,
		{Field: "next_contact", Op: prospect.More, Value: "2026-11-22"}:    36,
		{Field: "last_contact", Op: prospect.NotMore, Value: "2026-06-29"}: len(ids) - 900 + 150 + 36, // and those with nothing but a plan
		prospect.OneOf("custom.色", "赤", "青"):                               134,
	} {
		if got := len(must[[]int64](t)(s.ProspectIDs(ctx, prospect.Query{Today: datatest.Day(325), Filter: prospect.Filter{c}}))); got != want {
			t.Errorf("%v: %d, want %d", c, got, want)
		}
	}
}

func TestViewFollowsAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "two.shirube")
	writer := datatest.Open(t, path)
	must[[]int64](t)(writer.SaveProspects(ctx, datatest.Op, generated(1, 50)))
	reader := must[*store.Store](t)(store.Open(ctx, path, store.Options{ReadOnly: true}))
	defer reader.Close()
	for n := range 3 {
		sameAsScan(t, reader, uint64(n), 10)
		must[[]int64](t)(writer.SaveProspects(ctx, datatest.Op, []prospect.Prospect{{Name: fmt.Sprintf("後から%d", n)}}))
		if got := must[[]int64](t)(reader.ProspectIDs(ctx, prospect.Query{Text: "後から"})); len(got) != n+1 {
			t.Errorf("%d found, want %d", len(got), n+1)
		}
	}
}
