package app

import (
	"slices"
	"sync"
	"testing"

	"shirube/data/period"
	"shirube/data/prospect"
)

var told = sync.OnceValues(newStory)

func tell(t *testing.T) *story {
	t.Helper()
	s, err := told()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStoryKeepsTheFiguresOfEveryMonth(t *testing.T) {
	s := tell(t)
	for _, m := range s.months {
		var got monthFigures
		got.Range, got.name, got.visits, got.requests, got.cost = m.Range, m.name, m.visits, m.requests, m.cost
		meetings := 0
		for _, l := range s.leads {
			if m.Contains(l.aware) {
				got.aware++
			}
			if m.Contains(l.appointment) {
				got.appointments++
			}
			for _, d := range l.meetings {
				if m.Contains(d) {
					meetings++
				}
			}
			for _, d := range l.deals {
				if !m.Contains(d.Closed) {
					continue
				}
				got.decided++
				if d.Outcome == prospect.Won {
					got.won++
					got.sales += int(*d.Amount)
				}
			}
		}
		if got != m {
			t.Errorf("%s: got %+v, want %+v", m.name, got, m)
		}
		if meetings != m.decided {
			t.Errorf("%s: %d meetings, want %d", m.name, meetings, m.decided)
		}
	}
}

func TestStoryOfTheFair(t *testing.T) {
	s := tell(t)
	october := period.Range{From: period.Of(2026, 10, 1), To: period.Of(2026, 10, 31)}
	appointments, decided := 0, 0
	for _, l := range s.leads {
		if l.Channel != s.Fair.Channel {
			continue
		}
		if october.Contains(l.appointment) {
			appointments++
		}
		for _, d := range l.deals {
			if october.Contains(d.Closed) {
				decided++
			}
		}
	}
	if appointments != 38 || decided != 5 {
		t.Errorf("fair: %d appointments and %d decided, want 38 and 5", appointments, decided)
	}
}

func TestStoryOfTheFunnel(t *testing.T) {
	s := tell(t)
	got := [3]int{}
	byChannel := map[string][3]int{}
	for _, l := range s.leads {
		if !s.exact(l.aware) {
			continue
		}
		n := byChannel[l.Channel]
		for i, d := range []period.Day{l.aware, l.interest, l.consider} {
			if d != 0 && d-l.aware < 90 {
				n[i]++
				got[i]++
			}
		}
		byChannel[l.Channel] = n
	}
	if got != [3]int{4812, 1126, 214} {
		t.Errorf("April to July: %v, want 4812 1126 214", got)
	}
	for _, c := range s.Channels {
		if byChannel[c.Name] != [3]int{c.Aware, c.Interest, c.Consider} {
			t.Errorf("%s: %v, want %d %d %d", c.Name, byChannel[c.Name], c.Aware, c.Interest, c.Consider)
		}
	}
}

func TestStoryIsOrderlyAndInvented(t *testing.T) {
	s := tell(t)
	names := map[string]bool{}
	stale := map[string]int{}
	for _, l := range s.leads {
		days := slices.DeleteFunc(l.stageDays(), func(d period.Day) bool { return d == 0 })
		if !slices.IsSorted(days) || days[len(days)-1] > SampleDay {
			t.Fatalf("%s: stages on %v", l.Name, l.stageDays())
		}
		if l.buy != 0 && (l.consider == 0 || l.interest == 0) || l.consider != 0 && l.interest == 0 {
			t.Fatalf("%s skips a stage: %v", l.Name, l.stageDays())
		}
		if names[l.Name] {
			t.Fatalf("%s twice", l.Name)
		}
		names[l.Name] = true
		if l.stale {
			stale[l.Owner]++
		}
	}
	if stale["鈴木"]+stale["高橋"] != 7 {
		t.Errorf("deals nobody touched: %v, want 4 of 鈴木 and 3 of 高橋", stale)
	}
	if got := corporateNumber("000012050002"); got != "7000012050002" {
		t.Errorf("check digit: %s", got)
	}
	again, err := newStory()
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.leads {
		if s.leads[i].Name != again.leads[i].Name || s.leads[i].aware != again.leads[i].aware {
			t.Fatal("told twice, the story differs")
		}
	}
}
