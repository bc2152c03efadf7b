package datatest

import (
	"fmt"
	"math/rand/v2"

	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

// Random is a seeded source: equal seeds give equal data.
func Random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x5348)) }

var (
	names       = []string{"青葉", "桜木", "髙橋", "みなと", "サンライズ", "北斗", "Sakura", "大和", "朝日", "グリーン"}
	trades      = []string{"製作所", "商事", "システムズ", "物流", "食品", "建設", "印刷"}
	prefectures = []string{"東京都", "大阪府", "愛知県", "福岡県", "鳥取県", ""}
	channels    = []string{"web", "展示会", "紹介", ""}
	owners      = []string{"田中", "鈴木", "佐藤", ""}
)

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// Prospects makes n companies with different names and correct corporate numbers.
func Prospects(seed uint64, n int) []prospect.Prospect {
	r := Random(seed)
	out := make([]prospect.Prospect, n)
	for i := range out {
		staff := int64(r.IntN(500) + 1)
		out[i] = prospect.Prospect{ExternalID: fmt.Sprintf("X%d-%06d", seed, i), CorporateNumber: CorporateNumber(int(seed)*1e7 + i),
			Name: fmt.Sprintf("株式会社%s%s%d", pick(r, names), pick(r, trades), i), Prefecture: pick(r, prefectures), Channel: pick(r, channels),
			Owner: pick(r, owners), Employees: &staff, Phone: fmt.Sprintf("03-%04d-%04d", r.IntN(10000), r.IntN(10000)), ContactName: pick(r, names)}
	}
	return out
}

// CorporateNumber gives the n-th number with a right check digit (the first of the 13).
func CorporateNumber(n int) string {
	base, sum := fmt.Sprintf("%012d", n), 0
	for i := range 12 {
		digit := int(base[11-i] - '0')
		sum += digit * (1 + i%2)
	}
	return fmt.Sprint(9-sum%9) + base
}

// Day is the n-th day of 2026, counted from 0.
func Day(n int) period.Day { return period.Of(2026, 1, 1) + period.Day(n) }

// Reached is a prospect entering a stage on an ISO day.
func Reached(of int64, stage, day, channel string) []funnel.Entry {
	d, err := period.ParseDay(day)
	if err != nil {
		panic(err)
	}
	return []funnel.Entry{{Prospect: of, Stage: stage, Day: d, Channel: channel}}
}

// Entries lets each prospect enter stages in order for as long as luck has it.
func Entries(seed uint64, of []int64) []funnel.Entry {
	r := Random(seed)
	var out []funnel.Entry
	for _, id := range of {
		on, channel, owner := Day(r.IntN(200)), pick(r, channels), pick(r, owners)
		for _, st := range Stages {
			out = append(out, funnel.Entry{Prospect: id, Stage: st.Key, Day: on, Channel: channel, Owner: owner})
			on += period.Day(r.IntN(30))
			if r.IntN(3) == 0 {
				break
			}
		}
	}
	return out
}

// Deals opens one deal for each prospect; two of three are closed.
func Deals(seed uint64, of []int64) []prospect.Deal {
	r := Random(seed)
	out := make([]prospect.Deal, len(of))
	for i, id := range of {
		amount := int64(r.IntN(500)+1) * 10000
		d := prospect.Deal{Prospect: id, Name: fmt.Sprintf("案件%d", i), Amount: &amount, Opened: Day(r.IntN(200)), Outcome: prospect.Open, Owner: pick(r, owners)}
		switch r.IntN(3) {
		case 0:
			d.Outcome, d.Closed = prospect.Won, d.Opened+period.Day(r.IntN(60))
		case 1:
			d.Outcome, d.Closed = prospect.Lost, d.Opened+period.Day(r.IntN(60))
		}
		out[i] = d
	}
	return out
}
