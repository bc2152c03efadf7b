package intake_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"shirube/data/intake"
	"shirube/data/period"
)

func TestReadDate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-10-05": "2026-10-05", "2026/10/5": "2026-10-05", "2026.10.5": "2026-10-05", "20261005": "2026-10-05",
		"2026年10月5日": "2026-10-05", "２０２６年１０月５日": "2026-10-05", "2026年10月5日(月)": "2026-10-05", "2026/10/05（月）": "2026-10-05",
		"令和8年10月5日": "2026-10-05", "R8.10.5": "2026-10-05", "r8/10/5": "2026-10-05", "令和元年5月1日": "2019-05-01", "平成元年1月8日": "1989-01-08",
		"H30/4/1": "2018-04-01", "S64.1.7": "1989-01-07", "昭和40年1月1日": "1965-01-01", "㋿8年1月2日": "2026-01-02",
		"2026-10-05 19:58:54": "2026-10-05", "2026/10/5 9:05": "2026-10-05",
		"Oct 5, 2026": "2026-10-05", "October 5th, 2026": "2026-10-05", "5 Oct 2026": "2026-10-05", "5-Oct-26": "2026-10-05",
		"46300": "2026-10-05", "46300.75": "2026-10-05", " 2026-10-05\u3000": "2026-10-05", "2024-02-29": "2024-02-29",
	} {
		if got, code := intake.ReadDate(in, intake.Unknown); got.String() != want || code != "" {
			t.Errorf("ReadDate(%q) = %s %s, want %s", in, got, code, want)
		}
	}
	for _, bad := range []string{"", "いつか", "2026-13-01", "2026-02-30", "2025-02-29", "12", "R0.1.1", "2026/1", "99999999", "10:30", "0000-00-00", "昭和99年1月1日", "S65.1.1", "平成32年4月1日", "大正16年1月1日", "M46.1.1"} {
		if got, code := intake.ReadDate(bad, intake.Unknown); code != intake.BadDate {
			t.Errorf("ReadDate(%q) = %s %q", bad, got, code)
		}
	}
	for _, c := range []struct {
		in    string
		order intake.DateOrder
		want  string
	}{{"10/5/2026", intake.MDY, "2026-10-05"}, {"5/10/2026", intake.DMY, "2026-10-05"}, {"5.10.26", intake.DMY, "2026-10-05"}, {"26/10/05", intake.YMD, "2026-10-05"}} {
		if got, code := intake.ReadDate(c.in, c.order); got.String() != c.want || code != "" {
			t.Errorf("ReadDate(%q, %s) = %s %s", c.in, c.order, got, code)
		}
	}
	if _, code := intake.ReadDate("25/12/2026", intake.Unknown); code != intake.AmbiguousDate {
		t.Errorf("without an order: %s", code)
	}
}

// TestDatesRoundTrip writes random days in every form and reads them back.
// A moment falls on the day that the office's calendar shows then.
func TestReadMoments(t *testing.T) {
	tokyo, york := time.FixedZone("JST", 9*3600), time.FixedZone("EST", -5*3600)
	for in, want := range map[string][2]string{
		"2026-10-05T23:30:00Z": {"2026-10-06", "2026-10-05"}, "2026-10-05T14:59:59.999Z": {"2026-10-05", "2026-10-05"}, "2026-10-05T15:00Z": {"2026-10-06", "2026-10-05"},
		"2026-10-06 00:30:00+09:00": {"2026-10-06", "2026-10-05"}, "2026-10-05 23:30:00+00": {"2026-10-06", "2026-10-05"}, "2026-10-06T00:30:00+0900": {"2026-10-06", "2026-10-05"},
		"2026/10/06 8:30 JST": {"2026-10-06", "2026-10-05"}, "2026-10-05 18:00:00-05:00": {"2026-10-06", "2026-10-05"}, "Oct 5, 2026 11:30 PM UTC": {"2026-10-06", "2026-10-05"},
		"2026-12-31T23:30:00Z": {"2027-01-01", "2026-12-31"}, "2026-10-05 23:30:00": {"2026-10-05", "2026-10-05"}, "2026-10-05": {"2026-10-05", "2026-10-05"},
	} {
		for n, zone := range []*time.Location{tokyo, york} {
			if got, code := intake.ReadDateIn(zone, in, intake.Unknown); got.String() != want[n] || code != "" {
				t.Errorf("%q in %s = %s %s, want %s", in, zone, got, code, want[n])
			}
			if kept, _ := intake.ReadAs(intake.Date, in, intake.Unknown, zone); kept != want[n] {
				t.Errorf("%q in %s is shown as %s, want %s", in, zone, kept, want[n])
			}
		}
	}
}

func TestDatesRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		d := period.Of(1989, 1, 8) + period.Day(r.IntN(20000))
		y, m, day := d.Date()
		forms := map[string]intake.DateOrder{d.String(): "", fmt.Sprintf("%d/%d/%d", y, m, day): "", fmt.Sprintf("%d年%d月%d日", y, m, day): "",
			fmt.Sprintf("%d/%d/%d", m, day, y): intake.MDY, fmt.Sprintf("%02d.%02d.%d", day, m, y): intake.DMY, d.Time().Format("Jan 2, 2006"): "",
			fmt.Sprintf("H%d.%d.%d", y-1988, m, day): "", d.Time().Format("20060102"): ""}
		for s, order := range forms {
			if y-1988 > 31 && s[0] == 'H' {
				continue
			}
			if got, code := intake.ReadDate(s, order); got != d || code != "" {
				t.Fatalf("%q by %q = %s %s, want %s", s, order, got, code, d)
			}
		}
	}
}

func TestReadNumber(t *testing.T) {
	for in, want := range map[string]float64{
		"0": 0, "12": 12, "-3.5": -3.5, "1,234": 1234, "1,234,567.89": 1234567.89, "１，２３４": 1234, "¥1,000": 1000, "￥１，０００": 1000, "$12.50": 12.5,
		"1,000円": 1000, "3億2,000万円": 320000000, "1,200万": 12000000, "500千円": 500000, "5百万円": 5000000, "1.5億": 150000000, "△5": -5, "▲1,000": -1000,
		"(500)": -500, "−7": -7, "12.5%": 0.125, "57%": 0.57, "１００％": 1, "120名": 120, "約30人": 30, "12,5": 12.5, "1.234,5": 1234.5, "1.429999948": 1.429999948, "1e3": 1000,
	} {
		if got, ok := intake.ReadNumber(in); !ok || math.Abs(got-want) > 1e-9 {
			t.Errorf("ReadNumber(%q) = %v %v, want %v", in, got, ok, want)
		}
	}
	for _, bad := range []string{"", "-", "abc", "1,23,4", "12abc", "1 2", "NaN", "Inf", "0x10", "#N/A", "1,,000", "円", "2026-10-05"} {
		if got, ok := intake.ReadNumber(bad); ok {
			t.Errorf("ReadNumber(%q) = %v", bad, got)
		}
	}
	if n, code := intake.ReadMoney("58705.99"); n != 58705 || code != "" {
		t.Errorf("yen: %d %s", n, code)
	}
	if _, code := intake.ReadMoney("△1,000万円"); code != intake.NotPositive {
		t.Errorf("less than nothing: %q", code)
	}
	for in, want := range map[string]int64{"50〜99名": 50, "100-299": 100, "1,000人以上": 1000, "７": 7} {
		if n, code := intake.ReadCount(in); n != want || code != "" {
			t.Errorf("ReadCount(%q) = %d %s", in, n, code)
		}
	}
	for in, want := range map[string]string{"△5": intake.NotPositive, "1.5": intake.BadNumber, "多数": intake.BadNumber} {
		if _, code := intake.ReadCount(in); code != want {
			t.Errorf("ReadCount(%q): %q", in, code)
		}
	}
}

func TestReadCorporateNumber(t *testing.T) {
	for in, want := range map[string]string{"7123456789012": "7123456789012", "T4011001098993": "4011001098993", "7-0000-1205-0002": "7000012050002",
		"４００００１２０９０００１": "4000012090001", " 2040001999902 ": "2040001999902", "2120901007402": "2120901007402", "1180301018771.0": "1180301018771", "'7000012050002": "7000012050002"} {
		if got, code := intake.ReadCorporateNumber(in); got != want || code != "" {
			t.Errorf("%q = %s %s", in, got, code)
		}
	}
	for in, want := range map[string]string{"7123456789013": intake.CheckDigit, "0000000000000": intake.CheckDigit, "4.01E+12": intake.NumberLost, "4.01100109899E+12": intake.NumberLost,
		"123": intake.BadDigits, "なし": intake.BadDigits} {
		if _, code := intake.ReadCorporateNumber(in); code != want {
			t.Errorf("%q: %s, want %s", in, code, want)
		}
	}
}

// TestCheckDigitCatchesEveryWrongDigit changes each digit of right numbers.
func TestCheckDigitCatchesEveryWrongDigit(t *testing.T) {
	for _, s := range []string{"7123456789012", "4011001098993", "7000012050002"} {
		for i := range s {
			for d := byte('0'); d <= '9'; d++ {
				b := []byte(s)
				same := b[i] == d || i > 0 && (b[i]-'0'+9-(d-'0'))%9 == 0 // 0 and 9 are alike modulo 9
				b[i] = d
				if _, code := intake.ReadCorporateNumber(string(b)); (code == "") != same {
					t.Errorf("%s: %q", b, code)
				}
			}
		}
	}
}

func TestReadContacts(t *testing.T) {
	for in, want := range map[string]string{"03-1234-5678": "03-1234-5678", "０３（１２３４）５６７８": "03-1234-5678", "+81-3-1234-5678": "03-1234-5678", "+81 90 1234 5678": "090-1234-5678",
		"312345678": "0312345678", "9012345678": "09012345678", "03ー1234ー5678": "03-1234-5678", "0120-123-456 内線12": "0120-123-456", "+1 415 555 2671": "+1-415-555-2671", "070 7086 0753": "070-7086-0753"} {
		if got, code := intake.ReadPhone(in); got != want || code != "" {
			t.Errorf("ReadPhone(%q) = %q %s, want %q", in, got, code, want)
		}
	}
	for _, bad := range []string{"なし", "123", "03-1234-5678,03-9999-9999x", "12345678901234567"} {
		if got, code := intake.ReadPhone(bad); code != intake.BadPhone {
			t.Errorf("ReadPhone(%q) = %q %s", bad, got, code)
		}
	}
	for in, want := range map[string]string{"680-0011": "6800011", "〒680-0011": "6800011", "６８０－００１１": "6800011", "0600000": "0600000", "600000": "0600000", "60-0000": "0600000"} {
		if got, code := intake.ReadPostal(in); got != want || code != "" {
			t.Errorf("ReadPostal(%q) = %q %s", in, got, code)
		}
	}
	for in, want := range map[string]string{"GL15 1XD": "GL15 1XD", " 90210-1234 ": "90210-1234", "K1A 0B1": "K1A 0B1", "1010": "1010"} {
		if got, code := intake.ReadPostal(in); got != want || code != "" {
			t.Errorf("foreign: ReadPostal(%q) = %q %s", in, got, code)
		}
	}
	for in, want := range map[string]string{"〒680": intake.BadPostal, "680-00111": intake.BadPostal, "68000111": intake.BadPostal, "東京都千代田区丸の内": intake.BadPostal, "6.8E+06": intake.NumberLost} {
		if got, code := intake.ReadPostal(in); code != want {
			t.Errorf("ReadPostal(%q) = %q %s", in, got, code)
		}
	}
	for in, want := range map[string]string{"a@b.jp": "a@b.jp", "A.B+c@Example.CO.JP": "A.B+c@example.co.jp", "ａ＠ｂ．ｊｐ": "a@b.jp", "<a@b.jp>": "a@b.jp"} {
		if got, code := intake.ReadMail(in); got != want || code != "" {
			t.Errorf("ReadMail(%q) = %q %s", in, got, code)
		}
	}
	for _, bad := range []string{"a", "a@", "@b.jp", "a@b", "a b@c.jp", "a@b..jp", "a@b.jp,c@d.jp", "a@@b.jp"} {
		if got, code := intake.ReadMail(bad); code != intake.BadMail {
			t.Errorf("ReadMail(%q) = %q", bad, got)
		}
	}
	if p := intake.ReadPrefecture("京都"); p != "京都府" {
		t.Error(p)
	}
	if p, rest := intake.SplitAddress("東京都港区芝1"); p != "東京都" || rest != "港区芝1" {
		t.Error(p, rest)
	}
	if n := len(intake.Prefectures()); n != 47 {
		t.Error(n)
	}
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{"R8.10.5", "¥1,000", "03-1", "4.01E+12", "3億2万円", "(5)", "+81"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, code := intake.ReadDate(s, intake.DMY); (code == "") != d.Known() {
			t.Errorf("date %q: %v %q", s, d, code)
		}
		if v, ok := intake.ReadNumber(s); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Errorf("number %q: %v", s, v)
		}
		if n, code := intake.ReadCount(s); code == "" && n < 0 {
			t.Errorf("count %q: %d", s, n)
		}
		for name, read := range map[string]func(string) (string, string){"phone": intake.ReadPhone, "mail": intake.ReadMail, "postal": intake.ReadPostal, "number": intake.ReadCorporateNumber} {
			if once, code := read(s); code == "" {
				if twice, code := read(once); twice != once || code != "" {
					t.Errorf("%s %q: %q, again %q %s", name, s, once, twice, code)
				}
			}
		}
	})
}
