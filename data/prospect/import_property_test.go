package prospect_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// cells are what the columns of a random list may hold.
var cells = map[string][]string{
	"id":               {"", "A1", "A2", "A3", "B1", "B2", "C9"},
	"name":             {"青葉商事", "㈱青葉商事", "株式会社青葉商事", "桜木", "髙橋", "高橋", "", "  北斗 "},
	"corporate_number": {"", "", "7000012050002", "4000012090001", "7000012050003", "123"},
	"email":            {"", "a@x.jp", "A@X.JP", "b@x.jp", "c@y.jp", "no mail"},
	"phone":            {"", "03-1111-1111", "0311111111", "03-2222-2222"},
	"city":             {"", "港区", "鳥取市"},
	"employees":        {"", "12", "1,200", "many"},
	"tag":              {"", "赤", "赤;青", "青"},
	"aware":            {"", "2026-01-05", "2026-02-30", "2026-03-01"},
}

var keys = []string{"id", "corporate_number", "email", "phone"}

// randomList is a file whose rows meet companies of the list and each other in
// every way: by id, number, e-mail, phone and name, some twice, some broken. In
// a clear one every row is about another company, or has no key and a name
// that only such rows have.
func randomList(r *rand.Rand, clear bool) (text string, opts intake.Options) {
	columns := slices.Concat([]string{"name", "city", "employees", "tag", "aware"}, keys)
	r.Shuffle(len(columns)-1, func(i, j int) { columns[i+1], columns[j+1] = columns[j+1], columns[i+1] })
	columns = columns[:2+r.IntN(len(columns)-1)]
	lines := []string{strings.Join(columns, ",")}
	companies := r.Perm(40)
	for range 1 + r.IntN(25) {
		row, keyed := make([]string, len(columns)), false
		for i, c := range columns {
			row[i] = cells[c][r.IntN(len(cells[c]))]
			if clear && slices.Contains(keys, c) {
				if row[i] != "" {
					row[i] = keyOf(c, companies[0])
				}
				keyed = keyed || row[i] != "" && c != "phone"
			}
		}
		if clear && !keyed {
			row[0] = fmt.Sprintf("無印%d", r.IntN(4))
		}
		companies = companies[1:]
		lines = append(lines, `"`+strings.Join(row, `","`)+`"`)
	}
	opts.Map = map[string]string{}
	for _, c := range columns {
		switch c {
		case "id":
			opts.Map["external_id"] = c
		case "aware":
			opts.Stages = map[string]string{"aware": c}
		default:
			opts.Map[c] = c
		}
	}
	if opts.OnMatch = []string{"", "update", "overwrite", "skip"}[r.IntN(4)]; clear {
		return strings.Join(lines, "\n") + "\n", opts
	}
	if r.IntN(5) == 0 {
		opts.OnMatch = "create"
	}
	for _, key := range []string{"corporate_number", "email", "phone", "name"} {
		if opts.Map[key] != "" && r.IntN(3) == 0 {
			opts.Match = append(opts.Match, key)
		}
	}
	return strings.Join(lines, "\n") + "\n", opts
}

// keyOf is a key of company n, the same whenever it is asked for.
func keyOf(field string, n int) string {
	switch {
	case field == "id":
		return fmt.Sprint("A", n)
	case field == "email":
		return fmt.Sprint(n, "@x.jp")
	case field == "phone":
		return fmt.Sprintf("03-1111-%04d", n)
	case n < 2:
		return []string{"7000012050002", "4000012090001"}[n]
	}
	return ""
}

// companies are all prospects as they stand, but for the time of their last change.
func (o *office) companies() []prospect.Prospect {
	o.t.Helper()
	ids, err := o.ProspectIDs(o.t.Context(), prospect.Query{Sort: "id"})
	if err != nil {
		o.t.Fatal(err)
	}
	ps, err := o.Prospects(o.t.Context(), ids)
	if err != nil {
		o.t.Fatal(err)
	}
	for i := range ps {
		ps[i].Updated = time.Time{}
	}
	return ps
}

// Whatever a file is: a dry run tells what the run does, rows read are rows
// accounted for, a clear one read once more changes nothing, and undoing it
// brings back the list that was.
func TestAnyImportIsForeseenRepeatableAndUndone(t *testing.T) {
	for _, clear := range []bool{false, true} {
		t.Run(fmt.Sprint("clear ", clear), func(t *testing.T) {
			var o *office
			r := datatest.Random(11)
			var sum [4]int
			for i := range 40 {
				if i%10 == 0 { // else no key is clear any more
					o = newOffice(t)
				}
				list, opts := randomList(r, clear)
				name := fmt.Sprintf("file %d (%+v):\n%s", i, opts, list)
				before := o.companies()
				first := o.do(text(t, list), opts)
				after := o.companies()
				if clear {
					again := o.do(text(t, list), opts)
					if got := o.companies(); !reflect.DeepEqual(got, after) || again.Created+again.Updated > 0 {
						t.Fatalf("%s\nonce more made %v of\n%+v\n%+v", name, counts(again), after, got)
					}
				}
				for at, n := range counts(first) {
					sum[at] += n
				}
				if i%2 == 0 && first.Import != 0 {
					if _, err := o.UndoImport(t.Context(), first.Import); err != nil {
						t.Fatal(name, err)
					}
					if got := o.companies(); !reflect.DeepEqual(got, before) {
						t.Fatalf("%s\nundone left\n%+v\nof\n%+v", name, got, before)
					}
				}
			}
			for at, n := range sum {
				if n < 20 {
					t.Errorf("only %d rows of kind %d (created, updated, skipped, rejected): %v", n, at, sum)
				}
			}
		})
	}
}
