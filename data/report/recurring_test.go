package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"shirube/data"
	"shirube/data/period"
	"shirube/data/report"
)

func day(t *testing.T, s string) period.Day {
	t.Helper()
	d, err := period.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatIsDue(t *testing.T) {
	for _, c := range []struct {
		name, template string
		nth            int
		done, today    string
		closed         string
		want           string // period@day …
	}{
		{"nothing before the Monday", "weekly", 1, "2026-11-08", "2026-11-15", "", ""},
		{"the week before on the Monday", "weekly", 1, "2026-11-08", "2026-11-16", "", "2026-W46@2026-11-16"},
		{"missed ones once each, oldest first", "weekly", 1, "2026-11-08", "2026-12-02", "", "2026-W46@2026-11-16 2026-W47@2026-11-23 2026-W48@2026-11-30"},
		{"a Monday that is a holiday all the same", "weekly", 1, "2026-11-15", "2026-11-23", "", "2026-W47@2026-11-23"},
		{"on a Friday, over the end of a year with 53 weeks", "weekly", 5, "2026-12-20", "2027-01-15", "", "2026-W52@2027-01-01 2026-W53@2027-01-08 2027-W01@2027-01-15"},
		{"done in the middle of a week: the whole week", "weekly", 1, "2026-11-11", "2026-11-16", "", "2026-W46@2026-11-16"},
		{"the first working day is after a Sunday", "monthly", 1, "2026-09-30", "2026-11-01", "", ""},
		{"on it", "monthly", 1, "2026-09-30", "2026-11-02", "", "2026-10@2026-11-02"},
		{"the second, as the first is before 文化の日", "monthly", 2, "2026-09-30", "2026-11-04", "", "2026-10@2026-11-04"},
		{"in January the holidays and the company's own", "monthly", 1, "2026-11-30", "2027-01-06", "2027-01-04 2027-01-05", "2026-12@2027-01-06"},
		{"February of a leap year", "monthly", 1, "2028-01-31", "2028-03-01", "", "2028-02@2028-03-01"},
		{"February of another year", "monthly", 1, "2027-01-31", "2027-03-01", "", "2027-02@2027-03-01"},
		{"in May after the holidays", "campaign", 2, "2026-03-31", "2026-05-07", "", "2026-04@2026-05-07"},
		{"the last working day of a month with fewer", "monthly", 15, "2026-09-30", "2026-11-30", "2026-11-02 2026-11-04 2026-11-05 2026-11-06 2026-11-09 2026-11-10", "2026-10@2026-11-30"},
	} {
		calendar := period.Calendar{Closed: map[period.Day]bool{}}
		for _, d := range strings.Fields(c.closed) {
			calendar.Closed[day(t, d)] = true
		}
		r := report.Recurring{Name: "r", Template: c.template, Nth: c.nth, Done: day(t, c.done)}
		due, err := r.Due(calendar, day(t, c.today))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range due {
			got = append(got, d.Period.String()+"@"+d.Day.String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: due is %v, want %s", c.name, got, c.want)
		}
	}
}

// Whoever opens the program day by day and writes what is due gets every
// period once, however far the days of opening lie apart and though the
// company closes days afterwards.
func TestEveryPeriodIsWrittenOnce(t *testing.T) {
	for _, template := range []string{"weekly", "monthly"} {
		for step := period.Day(1); step < 40; step += 3 {
			calendar := period.Calendar{Closed: map[period.Day]bool{}}
			first := day(t, "2026-11-02")
			r, err := report.Recurring{Name: "r", Template: template, Nth: 1}.From(calendar, first)
			if err != nil {
				t.Fatal(err)
			}
			var before period.Period
			for today := first; today < first+800; today += step {
				due, err := r.Due(calendar, today)
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range due {
					if before.To != 0 && d.Period.From != before.To+1 || d.Period.To >= today || d.Day > today {
						t.Fatalf("%s every %d days: %s after %s, today %s", template, step, d.Period, before, today)
					}
					before, r.Done = d.Period, d.Period.To
				}
				calendar.Closed[today-1] = true
				next, err := r.Next(calendar, today)
				if err != nil || next.Day < today || next.Period.From != r.Done+1 {
					t.Fatalf("%s every %d days: after %s comes %s on %s (%v)", template, step, r.Done, next.Period, next.Day, err)
				}
			}
			if before.To < first+700 {
				t.Errorf("%s every %d days: written up to %s only", template, step, before)
			}
		}
	}
}

func TestANewReportBeginsWithTheOneDueToday(t *testing.T) {
	r := report.Recurring{Name: "r", Template: "weekly", Nth: 1}
	for today, want := range map[string]string{"2026-11-16": "2026-W46", "2026-11-17": "2026-W47", "2026-11-22": "2026-W47"} {
		begun, err := r.From(period.Calendar{}, day(t, today))
		if err != nil {
			t.Fatal(err)
		}
		next, err := begun.Next(period.Calendar{}, day(t, today))
		if err != nil || next.Period.String() != want {
			t.Errorf("set up on %s it begins with %s (%v), want %s", today, next.Period, err, want)
		}
	}
}

func TestWhatCannotBeAReport(t *testing.T) {
	good := report.Recurring{Name: "週次報告", Template: "weekly", Nth: 7}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for code, change := range map[data.Code]func(*report.Recurring){
		"no_name":          func(r *report.Recurring) { r.Name = " " },
		"bad_file_name":    func(r *report.Recurring) { r.Name = "../営業部" },
		"unknown_template": func(r *report.Recurring) { r.Template = "yearly" },
		"bad_nth":          func(r *report.Recurring) { r.Nth = 8 },
	} {
		r := good
		change(&r)
		if got := data.CodeOf(r.Check()); got != code {
			t.Errorf("%+v: %s, want %s", r, got, code)
		}
	}
}

func TestARecurringReportIsKeptAsText(t *testing.T) {
	r := report.Recurring{Name: "週次", Template: "weekly", Formats: []string{"pdf"}, Folder: "/x", Lang: "ja", Nth: 1, Done: day(t, "2028-02-29")}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back report.Recurring
	if err := json.Unmarshal(text, &back); err != nil || back.Done != r.Done || back.Name != r.Name {
		t.Errorf("%s became %+v (%v)", text, back, err)
	}
	if err := json.Unmarshal([]byte(`{"done":null}`), &back); err != nil || back.Done != 0 {
		t.Errorf("no day became %v (%v)", back.Done, err)
	}
}
