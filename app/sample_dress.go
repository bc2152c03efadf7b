package app

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"shirube/assets/sample"
	"shirube/data/period"
)

// dress gives every company of the story its name, place, people and owner.
// Names are all different; numbers lie in ranges nobody is given.
func (s *story) dress() error {
	heads, err := rows(sample.Heads)
	if err != nil {
		return err
	}
	tails, err := rows(sample.Tails)
	if err != nil {
		return err
	}
	places, err := rows(sample.Places)
	if err != nil {
		return err
	}
	var weighted [][]string
	for _, p := range places {
		w, err := strconv.Atoi(p[5])
		if err != nil {
			return err
		}
		for range w {
			weighted = append(weighted, p)
		}
	}
	names := s.rng.Perm(len(heads) * len(tails) * len(s.Forms))
	for i, l := range s.leads {
		n := names[i]
		head, tail, form := heads[n%len(heads)], tails[n/len(heads)%len(tails)], s.Forms[n/len(heads)/len(tails)]
		s.name(l, i, head, tail, form)
		s.settle(l, i, weighted[s.rng.IntN(len(weighted))])
		if l.Owner == "" {
			l.Owner = s.Owners[s.rng.IntN(len(s.Owners))]
		}
		for d := range l.deals {
			l.deals[d].Owner = l.Owner
		}
		if l.fair {
			l.Tags = []string{s.Fair.Tag}
		}
	}
	return nil
}

func rows(text string) ([][]string, error) {
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	return all[1:], nil
}

func (s *story) name(l *lead, i int, head, tail []string, form string) {
	l.Name = strings.Replace(form, "{name}", head[0]+tail[0], 1)
	l.Kana = head[1] + tail[1]
	l.Industry = tail[3]
	domain := fmt.Sprintf("%s-%s%d.example", head[2], tail[2], i)
	l.Email = "info@" + domain
	l.URL = "https://www." + domain
	l.ExternalID = fmt.Sprintf("S%05d", i+1)
	l.CorporateNumber = corporateNumber(fmt.Sprintf("9999%08d", i+1))
	if l.interest != 0 {
		l.ContactName = s.Surnames[s.rng.IntN(len(s.Surnames))]
		l.ContactTitle = s.Titles[s.rng.IntN(len(s.Titles))]
		l.ContactEmail = "tanto@" + domain
	}
}

// corporateNumber puts the check digit before a base of 12 digits
// (Ordinance 70/2014 of the Ministry of Finance, article 2).
func corporateNumber(base string) string {
	sum := 0
	for i, r := range base {
		sum += int(r-'0') * (2 - i%2)
	}
	return strconv.Itoa(9-sum%9) + base
}

func (s *story) settle(l *lead, i int, place []string) {
	l.Prefecture, l.City = place[0], place[1]
	l.Address = fmt.Sprintf("%s%d-0-0", place[2], 1+s.rng.IntN(9))
	l.PostalCode = place[3]
	l.Phone = fmt.Sprintf("%s%04d", place[4], 1000+i%9000)
	employees := int64(5 + s.rng.ExpFloat64()*45)
	capital := int64(1+s.rng.IntN(9)) * 1_000_000 * (1 + employees/50)
	l.Employees, l.Capital = &employees, &capital
}

// stageDays gives the days on which a company reached the four stages.
func (l *lead) stageDays() []period.Day { return []period.Day{l.aware, l.interest, l.consider, l.buy} }
