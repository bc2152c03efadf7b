package intake

import (
	"math"
	"strconv"
	"strings"
)

// units are what may stand behind a number, with what it is to be multiplied by.
var units = []struct {
	word string
	by   float64
}{
	{"百万円", 1e6}, {"千円", 1e3}, {"万円", 1e4}, {"億円", 1e8}, {"兆円", 1e12}, {"百万", 1e6}, {"万", 1e4}, {"億", 1e8}, {"兆", 1e12}, {"千", 1e3},
	{"円", 1}, {"JPY", 1}, {"USD", 1}, {"名", 1}, {"人", 1}, {"件", 1}, {"社", 1}, {"回", 1}, {"日", 1}, {"株", 1}, {"%", 0.01},
}

// ReadTyped reads a number as one types it for a unit: a ratio in percent, with
// or without the sign.
func ReadTyped(s, unit string) (float64, bool) {
	v, ok := ReadNumber(s)
	if unit == "ratio" && !strings.ContainsAny(s, "%％") {
		v /= 100
	}
	return v, ok
}

// ReadNumber reads a number as people write it: 1,234.5 · ¥1,000 · 3億2,000万円 ·
// 500千円 · △5 and (5) for −5 · 12.5% (as 0.125) · full width.
func ReadNumber(s string) (float64, bool) {
	if v, err := strconv.ParseFloat(s, 64); err == nil && !strings.ContainsAny(s, "xXpPnN_") {
		return v, !math.IsInf(v, 0)
	}
	s = strings.ToUpper(narrow(Clean(s)))
	negative := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, negative = s[1:len(s)-1], true
	}
	for again := true; again; {
		again = false
		for _, sign := range []string{"△", "▲", "-", "+", "¥", "\\", "$", "€", " ", "約"} {
			if rest, ok := strings.CutPrefix(s, sign); ok {
				negative = negative != (sign == "△" || sign == "▲" || sign == "-")
				s, again = rest, true
			}
		}
	}
	total, any := 0.0, false
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		n := strings.IndexFunc(s, func(r rune) bool { return !(r >= '0' && r <= '9' || r == ',' || r == '.') })
		if n < 0 {
			n = len(s)
		}
		v, ok := decimal(s[:n])
		if !ok || any && s[:n] == "" {
			return 0, false
		}
		s = strings.TrimSpace(s[n:])
		if s != "" {
			found := false
			for _, u := range units {
				if rest, ok := strings.CutPrefix(s, u.word); ok {
					v, s, found = v*u.by, rest, true
					if u.by == 0.01 { // 0.57 × 100 must be 57 again
						v = math.Round(v*1e12) / 1e12
					}
					if rest, ok := strings.CutPrefix(s, "円"); ok {
						s = rest
					}
					break
				}
			}
			if !found {
				return 0, false
			}
		}
		total, any = total+v, true
	}
	if negative {
		total = -total
	}
	return total, any && !math.IsInf(total, 0)
}

// decimal reads digits with commas for thousands, or with a comma for the
// decimal point (12,5 and 1.234,5 of Europe).
func decimal(s string) (float64, bool) {
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	switch {
	case comma < 0:
	case point < comma && point >= 0 || !grouped(s, ','):
		if strings.Count(s, ",") != 1 || comma < point || point >= 0 && !grouped(s[:comma], '.') {
			return 0, false
		}
		s = strings.ReplaceAll(s[:comma], ".", "") + "." + s[comma+1:]
	default:
		s = strings.ReplaceAll(s, ",", "")
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// grouped tells whether the digits before a point stand in threes between marks.
func grouped(s string, mark byte) bool {
	if mark == ',' {
		s, _, _ = strings.Cut(s, ".")
	}
	parts := strings.Split(s, string(mark))
	for i, p := range parts {
		if digits(p) != p || p == "" || i > 0 && len(p) != 3 || i == 0 && len(p) > 3 && len(parts) > 1 {
			return false
		}
	}
	return true
}

// ReadMoney reads an amount that is not negative into whole yen; a fraction is cut off.
func ReadMoney(s string) (int64, string) {
	v, ok := ReadNumber(s)
	switch {
	case !ok || v > 9e15:
		return 0, BadNumber
	case v < 0:
		return 0, NotPositive
	}
	return int64(math.Trunc(v + 1e-6)), ""
}

// ReadCount reads a whole number that is not negative; of a band (50〜99, 100-299名) the lower end.
func ReadCount(s string) (int64, string) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 0 {
		return n, ""
	}
	s = narrow(Clean(s))
	if i := strings.IndexAny(s, "~〜-"); i > 0 {
		s = s[:i]
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "以上"), "+")
	v, ok := ReadNumber(s)
	switch {
	case !ok || v > 9e15:
		return 0, BadNumber
	case v < 0:
		return 0, NotPositive
	case v != math.Trunc(v):
		return 0, BadNumber
	}
	return int64(v), ""
}
