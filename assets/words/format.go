package words

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Dash stands for "not measured".
const Dash = "—"

const minus = "−" // U+2212

// Int writes a whole number with commas: 1,126.
func (w *Words) Int(n int) string { return w.Number(float64(n), 0) }

// Number writes v with commas and that many decimals, halves rounded away
// from zero. What is not a number is a dash.
func (w *Words) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Dash
	}
	s := strconv.FormatFloat(math.Abs(round(v, decimals)), 'f', decimals, 64)
	whole, fraction, dotted := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		whole += "." + fraction
	}
	if round(v, decimals) < 0 {
		return minus + whole
	}
	return whole
}

// Percent writes a fraction as 40.2%; below 0.1 % it keeps three digits (0.0179%).
func (w *Words) Percent(v float64) string { return w.percent(v) + "%" }

func (w *Words) percent(v float64) string {
	p, decimals := v*100, 1
	if size := math.Abs(p); size > 1e-6 && size < 0.1 {
		decimals = 2 - int(math.Floor(math.Log10(size)))
	}
	return w.Number(p, decimals)
}

// Rate writes parts of a fraction: 45/112.
func (w *Words) Rate(n, d float64) string {
	return w.Number(n, 0) + "/" + w.Number(d, 0)
}

// Yen writes an amount as people say it: ¥8,300, 84.0万円, 7,439万円,
// 1億2,000万円; in English 8,300 yen, 830 k yen, 74.39 M yen.
func (w *Words) Yen(v float64) string { return w.join(w.yen(v)) }

func (w *Words) yen(v float64) (number, unit string) {
	size := math.Abs(v)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Dash, ""
	}
	small := 0
	if size < 100 && size != math.Trunc(size) {
		small = 2
	}
	if w.Lang == "en" {
		switch {
		case size < 99_999.5:
			return w.Number(v, small), w.T("format.yen")
		case size < 999_500:
			return w.Number(v/1e3, 0), w.T("format.thousand")
		case size < 99_995_000:
			return w.Number(v/1e6, 2), w.T("format.million")
		}
		return w.Number(v/1e6, 1), w.T("format.million")
	}
	switch {
	case size < 99_999.5:
		s := w.Number(size, small)
		if v < 0 && round(v, small) != 0 {
			return minus + "¥" + s, ""
		}
		return "¥" + s, ""
	case size < 999_500:
		return w.Number(v/1e4, 1), w.T("format.man")
	case size < 99_995_000:
		return w.Number(v/1e4, 0), w.T("format.man")
	}
	man := round(size/1e4, 0)
	oku, rest := math.Floor(man/1e4), math.Mod(man, 1e4)
	number, unit = w.Number(math.Copysign(oku, v), 0)+w.T("format.oku"), w.T("format.yen")
	if rest != 0 {
		number, unit = number+w.Number(rest, 0), w.T("format.man")
	}
	return number, unit
}

// Split gives a KPI's value and its unit apart, for large type: "40.2" and
// "%", "7,439" and "万円", "112" and "件". Units are count, ratio, yen, days;
// nil is a dash without a unit.
func (w *Words) Split(v *float64, unit string) (number, suffix string) {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return Dash, ""
	}
	switch unit {
	case "ratio":
		return w.percent(*v), "%"
	case "yen":
		return w.yen(*v)
	case "days":
		return w.short(*v), w.T("format.days")
	case "count":
		return w.short(*v), w.T("format.count")
	}
	return w.short(*v), ""
}

// Value writes a KPI's value with its unit; nil is a dash.
func (w *Words) Value(v *float64, unit string) string { return w.join(w.Split(v, unit)) }

// Narrow is Value where there is little room: the currency goes without saying
// (924万, 10.00 M).
func (w *Words) Narrow(v float64, unit string) string {
	number, suffix := w.Split(&v, unit)
	return w.join(number, strings.TrimSpace(strings.TrimSuffix(suffix, w.T("format.yen"))))
}

// Signed writes a difference with its sign: +12, −3.5.
func (w *Words) Signed(v float64, decimals int) string {
	if round(v, decimals) > 0 {
		return "+" + w.Number(v, decimals)
	}
	return w.Number(v, decimals)
}

// SignedValue writes a difference of a KPI with sign and unit; a difference
// between rates is in percentage points.
func (w *Words) SignedValue(v *float64, unit string) string {
	if v == nil {
		return Dash
	}
	if unit == "ratio" {
		return w.Signed(*v*100, 1) + "pt"
	}
	if s := w.Value(v, unit); *v <= 0 || !strings.ContainsAny(s, "123456789") {
		return s
	}
	return "+" + w.Value(v, unit)
}

// Days writes a number of days: 17日, 16.5日.
func (w *Words) Days(v float64) string { return w.Value(&v, "days") }

// Range writes from 〜 to.
func (w *Words) Range(from, to string) string { return from + w.T("format.range") + to }

// Bytes writes a size: 1.9 GB.
func (w *Words) Bytes(n int64) string {
	size, unit := float64(n), 0
	for size >= 999.5 && unit < 4 {
		size, unit = size/1000, unit+1
	}
	decimals := 0
	if unit > 0 && size < 10 {
		decimals = 1
	}
	return w.Number(size, decimals) + " " + []string{"B", "KB", "MB", "GB", "TB"}[unit]
}

// Duration writes how long work took: 0.4秒, 12秒, 1分20秒.
func (w *Words) Duration(d time.Duration) string {
	s := d.Seconds()
	switch {
	case s < 9.95:
		return w.T("format.seconds", "s", w.Number(s, 1))
	case s < 59.5:
		return w.T("format.seconds", "s", w.Number(s, 0))
	}
	all := int(math.Round(s))
	return w.T("format.minutes", "m", w.Int(all/60), "s", strconv.Itoa(all%60))
}

// Pace writes rows a second and the time left, after elapsed: 毎秒98,000件・残り約12秒.
// total 0 = not known; "" where nothing can be said yet.
func (w *Words) Pace(done, total int64, elapsed time.Duration) string {
	if done <= 0 || elapsed < time.Second/2 {
		return ""
	}
	pace := w.T("format.pace", "n", w.Number(float64(done)/elapsed.Seconds(), 0))
	switch left := time.Duration(float64(elapsed) * float64(total-done) / float64(done)); {
	case total <= 0:
		return pace
	case total <= done:
		return pace + w.T("format.finishing")
	default:
		return pace + w.T("format.left", "time", w.Duration(max(left.Round(time.Second), time.Second)))
	}
}

// short writes whole numbers without decimals and others with one.
func (w *Words) short(v float64) string {
	if v == math.Trunc(v) || math.Abs(v) >= 1000 {
		return w.Number(v, 0)
	}
	return w.Number(v, 1)
}

func (w *Words) join(number, unit string) string {
	if w.Lang == "en" && unit != "" && unit != "%" {
		return number + " " + unit
	}
	return number + unit
}

func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale) / scale
}

// RoundParts rounds parts to multiples of step so that they add up to the
// rounded whole (largest remainder).
func RoundParts(parts []float64, step float64) []float64 {
	out, rest, sum := make([]float64, len(parts)), make([]float64, len(parts)), 0.0
	floors := 0.0
	for i, p := range parts {
		sum += p
		out[i] = math.Floor(p / step)
		rest[i] = p/step - out[i]
		floors += out[i]
	}
	for short := int(math.Round(sum/step) - floors); short > 0; short-- {
		largest := 0
		for i := range rest {
			if rest[i] > rest[largest] {
				largest = i
			}
		}
		out[largest]++
		rest[largest] = -1
	}
	for i := range out {
		out[i] *= step
	}
	return out
}

// Scale gives what the numbers of an axis in a unit are divided by and what
// is written around them, for an axis that reaches largest: 10,000 and
// "{value}万円".
func (w *Words) Scale(unit string, largest float64) (divisor float64, pattern string) {
	switch {
	case unit == "ratio":
		return 0.01, "{value}%"
	case unit == "days":
		return 1, w.join("{value}", w.T("format.days"))
	case unit != "yen":
		return 1, "{value}"
	case w.Lang == "en" && largest >= 1e6:
		return 1e6, w.join("{value}", w.T("format.million"))
	case w.Lang == "en" && largest >= 1e5:
		return 1e3, w.join("{value}", w.T("format.thousand"))
	case w.Lang == "en":
		return 1, w.join("{value}", w.T("format.yen"))
	case largest < 1e5:
		return 1, "¥{value}"
	}
	return 1e4, w.join("{value}", w.T("format.man"))
}
