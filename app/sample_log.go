package app

import (
	"fmt"
	"slices"
	"strconv"

	"shirube/data/funnel"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

const (
	plans      = 60 // appointments and calls that lie ahead
	planWithin = 8  // days in which they lie
)

// entries gives the steps of a company under the id it got.
func (s *story) entries(l *lead, stages []string) []funnel.Entry {
	var es []funnel.Entry
	for i, d := range l.stageDays() {
		if d != 0 {
			es = append(es, funnel.Entry{Prospect: l.ID, Stage: stages[i], Day: d, Channel: l.Channel, Owner: l.Owner})
		}
	}
	return es
}

func (s *story) dealsOf(l *lead) []prospect.Deal {
	for i := range l.deals {
		l.deals[i].Prospect = l.ID
	}
	return l.deals
}

// activities is what was said and done with a company.
func (s *story) activities(l *lead) []prospect.Activity {
	var as []prospect.Activity
	add := func(kind prospect.ActivityKind, day period.Day, text string) {
		if day != 0 {
			as = append(as, prospect.Activity{Prospect: l.ID, Kind: kind, Day: day, Text: text, Channel: l.Channel, Owner: l.Owner})
		}
	}
	say := func(kind prospect.ActivityKind) string { return s.pick(s.Texts[string(kind)]) }
	switch {
	case l.fair:
		add(prospect.Card, l.aware, fmt.Sprintf("%s(%s)", say(prospect.Card), s.Fair.Name))
	case l.Channel == s.Fair.Channel:
		add(prospect.Card, l.aware, say(prospect.Card))
	case l.channel < 2:
		add(prospect.Form, l.interest, say(prospect.Form))
	default:
		add(prospect.Call, l.interest, say(prospect.Call))
	}
	if l.appointment != 0 {
		add(prospect.Appointment, l.appointment, say(prospect.Appointment))
	}
	for _, d := range l.meetings {
		add(prospect.Meeting, d, say(prospect.Meeting))
	}
	if l.consider == 0 || l.stale {
		return as
	}
	until := SampleDay
	if n := len(l.deals); n > 0 && l.deals[n-1].Closed != 0 {
		until = l.deals[n-1].Closed
	}
	for _, kind := range []prospect.ActivityKind{prospect.Mail, prospect.Call} {
		day := l.consider + period.Day(s.rng.IntN(int(until-l.consider)+1))
		if s.open(l) {
			day = max(day, SampleDay-period.Day(s.rng.IntN(20)))
		}
		add(kind, day, say(kind))
	}
	return as
}

func (s *story) open(l *lead) bool {
	n := len(l.deals)
	return n > 0 && l.deals[n-1].Outcome == prospect.Open
}

func (s *story) pick(texts []string) string { return texts[s.rng.IntN(len(texts))] }

// ahead is what is planned for the days after today: first with open deals,
// then with those who showed interest last.
func (s *story) ahead() []prospect.Activity {
	days := s.workdays(period.Range{From: SampleDay + 1, To: SampleDay + planWithin})
	var as []prospect.Activity
	for _, fits := range []func(*lead) bool{
		func(l *lead) bool { return s.open(l) && !l.stale },
		func(l *lead) bool { return len(l.deals) == 0 && l.interest >= SampleDay-14 },
	} {
		for _, l := range s.leads {
			if len(as) == plans {
				return as
			}
			if !fits(l) {
				continue
			}
			kind := prospect.Call
			if s.open(l) {
				kind = prospect.Meeting
			}
			as = append(as, prospect.Activity{Prospect: l.ID, Kind: kind, Day: days[s.rng.IntN(len(days))],
				Time: fmt.Sprintf("%02d:%02d", 9+s.rng.IntN(8), 30*s.rng.IntN(2)), Text: s.pick(s.Texts["plan"]), Channel: l.Channel, Owner: l.Owner})
		}
	}
	return as
}

// spread shares a month's total over its days and channels, fewer at weekends.
func (s *story) spread(key string, total int, r period.Range, channels map[string]int) []measure.Value {
	var cells []measure.Value
	var weights []int
	for d := r.From; d <= r.To; d++ {
		day := 3
		if s.cal.WorkingDay(d) {
			day = 10
		}
		for _, c := range s.Channels {
			if w := channels[c.Name]; w > 0 {
				cells = append(cells, measure.Value{Measure: key, Day: d, Channel: c.Name})
				weights = append(weights, day*w)
			}
		}
	}
	for i, n := range apportion(total, weights) {
		cells[i].Value = float64(n)
	}
	return cells
}

// fairFile is the list of cards from the trade fair as it was typed: three
// lines of it can't be taken.
func (s *story) fairFile() [][]any {
	rows := [][]any{{"会社名", "フリガナ", "法人番号", "管理番号", "郵便番号", "都道府県", "市区町村", "住所", "業種", "従業員数", "資本金", "電話番号", "メール", "URL", "チャネル", "担当者", "タグ", "氏名", "役職"}}
	for _, l := range s.leads {
		if l.fair {
			rows = append(rows, []any{l.Name, l.Kana, l.CorporateNumber, l.ExternalID, l.PostalCode, l.Prefecture, l.City, l.Address, l.Industry,
				strconv.FormatInt(*l.Employees, 10), strconv.FormatInt(*l.Capital, 10), l.Phone, l.Email, l.URL, l.Channel, l.Owner, s.Fair.Tag, l.ContactName, l.ContactTitle})
		}
	}
	spoilt := func(column int, text string) []any {
		row := slices.Clone(rows[1])
		row[column] = text
		return row
	}
	return append(rows,
		spoilt(2, "1234567890123"),
		spoilt(9, "約50名くらい"),
		spoilt(12, "info@"),
	)
}
