package app

import (
	"cmp"
	"slices"

	"shirube/data/period"
	"shirube/data/prospect"
)

const (
	yen10k      = 10_000
	maturing    = 100 // days after which a company that considered is decided no more
	firstRepeat = 180 // days after which a customer may buy again
)

// decide closes the month's deals: as many as its line says, of them as many
// won, for exactly its amount.
func (s *story) decide(m monthFigures) {
	closes := s.pickDays(m, m.decided)
	fairMonth := m.name == s.Fair.Days[0][:7]
	fromFair := 0
	if fairMonth {
		fromFair = s.Fair.Decided
	}
	var decided []*lead
	for i := len(closes) - 1; i >= 0; i-- { // the fair's few come last in the month
		fair := len(decided) < fromFair
		l := s.candidate(closes[i], func(l *lead) bool { return !fairMonth || l.fair == fair && (fair || l.Channel != s.Fair.Channel) })
		s.close(l, m, closes[i])
		decided = append(decided, l)
	}
	s.win(m, decided)
}

func (s *story) pickDays(m monthFigures, n int) []period.Day {
	days := s.workdays(period.Range{From: m.From + 3, To: m.To})
	closes := make([]period.Day, n)
	for i := range closes {
		closes[i] = days[s.rng.IntN(len(days))]
	}
	slices.Sort(closes)
	return closes
}

// candidate finds a company that considers and has not decided. Where none has
// come that far, one that was noticed comes as far in time for the deal.
func (s *story) candidate(by period.Day, fits func(*lead) bool) *lead {
	var ready, hurried []*lead
	for _, l := range s.leads {
		switch {
		case len(l.deals) > 0 || !fits(l):
		case l.consider != 0 && l.consider <= by-2 && l.consider >= by-maturing:
			ready = append(ready, l)
		case l.consider == 0 && l.aware <= by-3 && l.aware >= by-maturing && !s.exact(l.aware):
			hurried = append(hurried, l)
		}
	}
	if len(ready) > 0 {
		best := ready[s.rng.IntN(len(ready))]
		for range 2 { // who came lately decides sooner
			if l := ready[s.rng.IntN(len(ready))]; l.aware > best.aware {
				best = l
			}
		}
		return best
	}
	l := hurried[s.rng.IntN(len(hurried))]
	l.consider = l.aware + max(1, (by-l.aware)*2/3)
	if l.interest == 0 || l.interest > l.consider {
		l.interest = l.aware + (l.consider-l.aware)/2
	}
	return l
}

// exact tells whether d lies in the months whose funnel is given to the company.
func (s *story) exact(d period.Day) bool {
	name := d.String()[:7]
	return name >= s.Exact.From && name <= s.Exact.To
}

func (s *story) close(l *lead, m monthFigures, day period.Day) {
	opened := max(l.consider, day-60)
	l.deals = append(l.deals, s.deal(l, opened))
	d := &l.deals[len(l.deals)-1]
	d.Closed, d.Outcome = day, prospect.Lost
	from := max(m.From, opened)
	l.meetings = append(l.meetings, from+period.Day(s.rng.IntN(int(day-from)+1)))
}

func (s *story) deal(l *lead, opened period.Day) prospect.Deal {
	amount := int64(60+s.rng.IntN(45)) * yen10k
	return prospect.Deal{
		Name: s.Deals[s.rng.IntN(len(s.Deals))], Product: s.Products[s.rng.IntN(len(s.Products))],
		Amount: &amount, Opened: opened, Outcome: prospect.Open, Channel: l.Channel,
	}
}

// win picks the winners among the decided, referrals before cards, and gives
// them amounts that add up. Once there are old customers, one deal a month is
// a customer's second.
func (s *story) win(m monthFigures, decided []*lead) {
	type ticket struct {
		*lead
		luck float64
	}
	var tickets []ticket
	for _, l := range decided {
		c := s.Channels[l.channel]
		tickets = append(tickets, ticket{l, s.rng.ExpFloat64() * float64(c.Consider) / float64(c.Won)})
	}
	slices.SortStableFunc(tickets, func(a, b ticket) int { return cmp.Compare(a.luck, b.luck) })
	left := m.sales
	for i, t := range tickets[:m.won] {
		d := &t.deals[len(t.deals)-1]
		d.Outcome = prospect.Won
		amount := left
		if rest := m.won - i; rest > 1 {
			amount = (left/rest/yen10k + s.rng.IntN(25) - 12) * yen10k
		}
		left -= amount
		won := int64(amount)
		d.Amount = &won
		if old := s.customer(d.Closed - firstRepeat); i == 0 && old != nil {
			s.again(old, t.lead)
			continue
		}
		t.buy = d.Closed
	}
}

// customer finds one who bought before a day and only once.
func (s *story) customer(before period.Day) *lead {
	for _, l := range s.leads {
		if l.buy != 0 && l.buy < before && len(l.deals) == 1 {
			return l
		}
	}
	return nil
}

// again hands a won deal with its meeting over to an old customer.
func (s *story) again(old, from *lead) {
	d := from.deals[len(from.deals)-1]
	d.Channel = old.Channel
	old.deals = append(old.deals, d)
	old.meetings = append(old.meetings, from.meetings[len(from.meetings)-1])
	from.deals = from.deals[:len(from.deals)-1]
	from.meetings = from.meetings[:len(from.meetings)-1]
}

// book gives as many companies an appointment in the month as its line says:
// first those that will soon consider, then others that showed interest, then
// anyone noticed lately. In the fair's month its share is the fair's.
func (s *story) book(m monthFigures) {
	if m.name != s.Fair.Days[0][:7] {
		s.appoint(m, m.appointments, func(*lead) bool { return true })
		return
	}
	s.appoint(m, s.Fair.Appointments, func(l *lead) bool { return l.fair })
	s.appoint(m, m.appointments-s.Fair.Appointments, func(l *lead) bool { return l.Channel != s.Fair.Channel })
}

func (s *story) appoint(m monthFigures, n int, fits func(*lead) bool) {
	for _, ready := range []func(*lead) bool{
		func(l *lead) bool { return len(l.deals) > 0 && l.interest != 0 && l.consider >= m.From },
		func(l *lead) bool { return l.consider >= m.From && l.consider <= m.To+14 },
		func(l *lead) bool { return l.interest != 0 && l.interest >= m.From-45 },
		func(l *lead) bool { return l.aware >= m.From-45 },
	} {
		for _, l := range s.leads {
			if n == 0 {
				return
			}
			if l.appointment != 0 || !fits(l) || !ready(l) {
				continue
			}
			r := period.Range{From: max(m.From, l.aware+1, l.interest), To: m.To}
			if l.consider != 0 {
				r.To = min(r.To, max(l.consider, r.From))
			}
			if days := s.workdays(r); len(days) > 0 {
				l.appointment = days[s.rng.IntN(len(days))]
				n--
			}
		}
	}
}

// openDeals leaves offers on the table: seven that nobody has touched for
// sixty days, and about half of those who began to consider lately.
func (s *story) openDeals() {
	const stale = 7
	left := stale
	for _, l := range s.leads {
		if l.consider == 0 || len(l.deals) > 0 {
			continue
		}
		switch age := SampleDay - l.consider; {
		case age > 66 && age < 240 && left > 0:
			l.stale = true
			l.deals = append(l.deals, s.deal(l, l.consider))
			amount := int64(82 * yen10k)
			l.deals[0].Amount = &amount
			l.Owner = s.Owners[1+2*(left%2)]
			left--
		case age <= 55 && s.rng.IntN(2) == 0:
			l.deals = append(l.deals, s.deal(l, l.consider))
		}
	}
}
