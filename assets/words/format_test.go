package words

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func ptr(v float64) *float64 { return &v }

func TestNumbersAreWrittenAsInTheLook(t *testing.T) {
	ja, en := In("ja"), In("en")
	for _, c := range []struct{ name, got, want string }{
		{"int", ja.Int(1126), "1,126"},
		{"negative", ja.Int(-1234567), "−1,234,567"},
		{"no negative zero", ja.Number(-0.04, 1), "0.0"},
		{"half up", ja.Number(2.5, 0), "3"},
		{"NaN", ja.Number(math.NaN(), 1), "—"},
		{"percent", ja.Percent(45.0 / 112), "40.2%"},
		{"percent hundred", ja.Percent(1), "100.0%"},
		{"percent zero", ja.Percent(0), "0.0%"},
		{"percent small", ja.Percent(0.000179), "0.0179%"},
		{"rate", ja.Rate(45, 112), "45/112"},
		{"unit price", ja.Yen(8300), "¥8,300"},
		{"fraction of a yen", ja.Yen(1.5382), "¥1.54"},
		{"zero yen", ja.Yen(0), "¥0"},
		{"minus yen", ja.Yen(-500), "−¥500"},
		{"deal", ja.Yen(840_000), "84.0万円"},
		{"just under a million", ja.Yen(999_600), "100万円"},
		{"sales", ja.Yen(74_390_000), "7,439万円"},
		{"minus sales", ja.Yen(-3_260_000), "−326万円"},
		{"goal", ja.Yen(120_000_000), "1億2,000万円"},
		{"exactly one oku", ja.Yen(100_000_000), "1億円"},
		{"rounded up to an oku", ja.Yen(99_996_000), "1億円"},
		{"minus oku", ja.Yen(-115_600_000), "−1億1,560万円"},
		{"cho", ja.Yen(1_234_567_890_000), "12,345億6,789万円"},
		{"not yen", ja.Yen(math.Inf(1)), "—"},
		{"en unit price", en.Yen(8300), "8,300 yen"},
		{"en deal", en.Yen(830_000), "830 k yen"},
		{"en sales", en.Yen(74_390_000), "74.39 M yen"},
		{"en forecast", en.Yen(115_600_000), "115.6 M yen"},
		{"not measured", ja.Value(nil, "yen"), "—"},
		{"ratio", ja.Value(ptr(0.402), "ratio"), "40.2%"},
		{"count", ja.Value(ptr(112), "count"), "112件"},
		{"en count", en.Value(ptr(112), "count"), "112"},
		{"days", ja.Days(17), "17日"},
		{"half days", en.Days(16.5), "16.5 days"},
		{"signed", ja.Signed(1043, 0), "+1,043"},
		{"signed zero", ja.Signed(0.01, 1), "0.0"},
		{"signed minus", ja.Signed(-385.2, 1), "−385.2"},
		{"signed yen", ja.SignedValue(ptr(10_430_000), "yen"), "+1,043万円"},
		{"signed rate", ja.SignedValue(ptr(0.12), "ratio"), "+12.0pt"},
		{"signed fall", ja.SignedValue(ptr(-2_380_000), "yen"), "−238万円"},
		{"bytes", ja.Bytes(1_900_000_000), "1.9 GB"},
		{"bytes small", ja.Bytes(999), "999 B"},
		{"seconds", ja.Duration(2340 * time.Millisecond), "2.3秒"},
		{"minutes", en.Duration(80 * time.Second), "1 min 20 s"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
	if n, u := ja.Split(ptr(74_390_000), "yen"); n != "7,439" || u != "万円" {
		t.Errorf("split: %q %q", n, u)
	}
}

func TestDaysAreWrittenAsInTheLook(t *testing.T) {
	ja, en := In("ja"), In("en")
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	sunday := day(2026, 11, 22)
	for _, c := range []struct{ got, want string }{
		{ja.Day(sunday), "2026年11月22日(日)"},
		{en.Day(sunday), "22 Nov 2026"},
		{en.LongDay(sunday), "Sunday 22 November 2026"},
		{ja.MonthDay(sunday), "11月22日(日)"},
		{ja.ShortDay(day(2026, 11, 25)), "11/25(水)"},
		{en.ShortDay(sunday), "22 Nov"},
		{ja.Moment(time.Date(2026, 11, 20, 18, 2, 0, 0, time.UTC)), "11月20日(金) 18:02"},
		{ja.Month(sunday), "2026年11月"},
		{en.Month(sunday), "Nov 2026"},
		{ja.MonthShort(day(2026, 10, 1)), "10月"},
		{ja.Period("month", day(2026, 10, 1), day(2026, 10, 31)), "2026年10月"},
		{ja.Period("quarter", day(2026, 10, 1), day(2026, 12, 31)), "2026年10〜12月"},
		{ja.Period("quarter", day(2026, 12, 1), day(2027, 2, 28)), "2026年12月〜2027年2月"},
		{ja.Period("year", day(2026, 4, 1), day(2027, 3, 31)), "2026年度"},
		{en.Period("year", day(2026, 4, 1), day(2027, 3, 31)), "FY2026"},
		{ja.Period("week", day(2026, 11, 16), day(2026, 11, 22)), "2026年11月16日〜11月22日"},
		{en.Period("range", day(2026, 4, 1), day(2027, 3, 31)), "Apr 2026–Mar 2027"},
		{ja.Period("range", day(2026, 4, 1), day(2026, 7, 31)), "2026年4〜7月"},
		{ja.Period("range", day(2026, 2, 1), day(2026, 2, 28)), "2026年2月"},
		{en.Period("range", day(2025, 4, 1), day(2026, 11, 22)), "1 Apr 2025–22 Nov 2026"},
		{ja.PeriodShort("week", day(2026, 10, 5), day(2026, 10, 11)), "10/5"},
		{ja.PeriodShort("quarter", day(2026, 4, 1), day(2026, 6, 30)), "4〜6月"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestRoundedPartsAddUp(t *testing.T) {
	got := RoundParts([]float64{1_965_390, -3_852_365, -619_229, 126_204}, 1000)
	sum := 0.0
	for _, v := range got {
		sum += v
	}
	if sum != -2_380_000 {
		t.Fatalf("the drivers of October add up to %v: %v", sum, got)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		parts, whole := make([]float64, 1+r.IntN(9)), 0.0
		for i := range parts {
			parts[i] = (r.Float64() - 0.5) * 1e7
			whole += parts[i]
		}
		shown := 0.0
		for i, v := range RoundParts(parts, 1000) {
			shown += v
			if math.Abs(v-parts[i]) > 1000 {
				t.Fatalf("%v was rounded to %v", parts[i], v)
			}
		}
		if want := math.Round(whole/1000) * 1000; math.Abs(shown-want) > 1e-6 {
			t.Fatalf("parts %v: shown %v, want %v", parts, shown, want)
		}
	}
}
