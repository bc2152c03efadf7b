package app

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"shirube/assets/sample"
	"shirube/data/period"
	"shirube/data/prospect"
)

// SampleDay is the day on which the sample workspace's clock stands.
var SampleDay = period.Of(2026, time.November, 22)

// sampleSeed fixes every choice, so that each sample workspace is the same.
const sampleSeed = 20261122

// script is assets/sample/story.json.
type script struct {
	Title, Company string
	Closed, Owners []string
	Channels       []struct {
		Name                           string
		Aware, Interest, Consider, Won int
	}
	Fair struct {
		Channel                      string
		Days                         []string
		Extra, Appointments, Decided int
		Tag, Name, File              string
	}
	Exact struct {
		From, To string
		Within   int
	}
	Reach                                    [][2]float64
	Forms, Surnames, Titles, Deals, Products []string
	Texts                                    map[string][]string
	Costs, Visits                            map[string]int
	CostUntil                                string `json:"cost_until"`
	CostFile                                 string `json:"cost_file"`
}

// monthFigures is one line of assets/sample/months.csv.
type monthFigures struct {
	period.Range
	name                              string
	aware, appointments, decided, won int
	sales, visits, requests, cost     int
}

// lead is one company of the story with the days of its steps; 0 = not reached.
type lead struct {
	prospect.Prospect
	channel                        int
	aware, interest, consider, buy period.Day
	appointment                    period.Day
	meetings                       []period.Day
	deals                          []prospect.Deal
	fair                           bool // came from the trade fair of October 2026
	stale                          bool // an open deal nobody has touched for 60 days
}

// story is everything that happens in the sample workspace.
type story struct {
	script
	months []monthFigures
	leads  []*lead
	rng    *rand.Rand
	cal    period.Calendar
}

// newStory tells the whole story; it is the same each time.
func newStory() (*story, error) {
	s := &story{rng: rand.New(rand.NewPCG(sampleSeed, 1))}
	if err := json.Unmarshal(sample.Story, &s.script); err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	var err error
	if s.months, err = readMonths(sample.Months); err != nil {
		return nil, err
	}
	s.cal.Closed = map[period.Day]bool{}
	for _, c := range s.Closed {
		d, err := period.ParseDay(c)
		if err != nil {
			return nil, err
		}
		s.cal.Closed[d] = true
	}
	s.arrivals()
	for _, m := range s.months {
		s.decide(m)
	}
	for _, m := range s.months {
		s.book(m)
	}
	s.openDeals()
	if err := s.dress(); err != nil {
		return nil, err
	}
	return s, nil
}

func readMonths(text string) ([]monthFigures, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("sample: months: %w", err)
	}
	var ms []monthFigures
	for _, row := range rows[1:] {
		first, err := period.ParseDay(row[0] + "-01")
		if err != nil {
			return nil, err
		}
		n := make([]int, len(row))
		for i := 1; i < len(row); i++ {
			if n[i], err = strconv.Atoi(row[i]); err != nil {
				return nil, fmt.Errorf("sample: months: %w", err)
			}
		}
		ms = append(ms, monthFigures{
			Range: period.Range{From: first, To: min(first.EndOfMonth(), SampleDay)}, name: row[0],
			aware: n[1], appointments: n[2], decided: n[3], won: n[4], sales: n[5], visits: n[6], requests: n[7], cost: n[8],
		})
	}
	return ms, nil
}

// apportion splits total in proportion to weights, by largest remainder.
func apportion(total int, weights []int) []int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	parts, rest := make([]int, len(weights)), total
	if sum == 0 {
		return parts
	}
	order := make([]int, len(weights))
	for i, w := range weights {
		order[i], parts[i] = i, total*w/sum
		rest -= parts[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(total*weights[b]%sum, total*weights[a]%sum) })
	for _, i := range order[:rest] {
		parts[i]++
	}
	return parts
}

// arrivals makes every company with the day it was first noticed, and how far
// it came on its own within the window. In the months named by Exact the
// channels' counts are those of the script to the company.
func (s *story) arrivals() {
	weights := make([]int, len(s.Channels))
	for i, c := range s.Channels {
		weights[i] = c.Aware
	}
	left := slices.Clone(weights)
	exact := map[int][]*lead{}
	for _, m := range s.months {
		inside := m.name >= s.Exact.From && m.name <= s.Exact.To
		fair := 0
		if m.name == s.Fair.Days[0][:7] {
			fair = s.Fair.Extra
		}
		shares := weights
		if inside {
			shares = left
		}
		for c, n := range apportion(m.aware-fair, shares) {
			batch := s.arrive(m, c, n)
			if inside {
				left[c] -= n
				exact[c] = append(exact[c], batch...)
			} else {
				s.advance(batch, share(n, s.Channels[c].Interest, weights[c]), share(n, s.Channels[c].Consider, weights[c]))
			}
		}
		if fair > 0 {
			c := s.channel(s.Fair.Channel)
			batch := s.arrive(m, c, fair)
			for i, l := range batch {
				l.fair = true
				l.aware, _ = period.ParseDay(s.Fair.Days[i%len(s.Fair.Days)])
			}
			s.advance(batch, share(fair, s.Channels[c].Interest, weights[c]), share(fair, s.Channels[c].Consider, weights[c]))
		}
	}
	for c := range s.Channels {
		s.advance(exact[c], s.Channels[c].Interest, s.Channels[c].Consider)
	}
}

func share(n, part, whole int) int {
	return int(math.Round(float64(n) * float64(part) / float64(whole)))
}

func (s *story) channel(name string) int {
	for i, c := range s.Channels {
		if c.Name == name {
			return i
		}
	}
	return 0
}

func (s *story) arrive(m monthFigures, channel, n int) []*lead {
	days := s.workdays(m.Range)
	batch := make([]*lead, n)
	for i := range batch {
		batch[i] = &lead{channel: channel, aware: days[s.rng.IntN(len(days))]}
		batch[i].Channel = s.Channels[channel].Name
	}
	s.leads = append(s.leads, batch...)
	return batch
}

func (s *story) workdays(r period.Range) []period.Day {
	var days []period.Day
	for d := r.From; d <= r.To; d++ {
		if s.cal.WorkingDay(d) {
			days = append(days, d)
		}
	}
	return days
}

// advance lets some of a batch reach interest and consideration. What would
// lie after today has not happened.
func (s *story) advance(batch []*lead, interested, considering int) {
	for i, at := range s.rng.Perm(len(batch)) {
		if i >= interested {
			break
		}
		l, soon := batch[at], s.rng.ExpFloat64()*8.7
		if i < considering {
			days := s.reach()
			l.consider = l.aware + period.Day(days)
			l.interest = l.aware + period.Day(min(soon, math.Floor(days*0.6)))
		} else {
			l.interest = l.aware + period.Day(min(soon, float64(s.Exact.Within-5)))
		}
		if l.consider > SampleDay {
			l.consider = 0
		}
		if l.interest > SampleDay {
			l.interest = 0
		}
	}
}

// reach draws the days from first notice to consideration, from the shares of
// the script.
func (s *story) reach() float64 {
	u := s.rng.Float64()
	for i := 1; i < len(s.Reach); i++ {
		a, b := s.Reach[i-1], s.Reach[i]
		if u <= b[1] {
			return math.Floor(a[0] + (b[0]-a[0])*(u-a[1])/(b[1]-a[1]))
		}
	}
	return s.Reach[len(s.Reach)-1][0]
}
