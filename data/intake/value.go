package intake

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

// Codes of values that a row is rejected for.
const (
	BadDate     = "bad_date"
	BadNumber   = "bad_number"
	BadMail     = "bad_email"
	BadPhone    = "bad_phone"
	BadPostal   = "bad_postal"
	BadDigits   = "bad_corporate_number" // not 13 digits
	CheckDigit  = "check_digit"          // 13 digits that are no 法人番号
	NumberLost  = "number_lost"          // 4.01E+12: a spreadsheet has cut the number
	NotPositive = "negative"             // a count or an amount below 0
	CellError   = "cell_error"           // #N/A and the like: a formula of the spreadsheet has failed
)

// NotComputed stands in a cell whose formula nobody has computed yet.
const NotComputed = "#GETTING_DATA"

// IsCellError tells whether a spreadsheet wrote an error where a value should be.
func IsCellError(s string) bool {
	if s == "" || s[0] != '#' {
		return false
	}
	switch s {
	case "#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", NotComputed:
		return true
	}
	return false
}

// Clean trims a cell of spaces of any width and of marks that no one sees.
func Clean(s string) string {
	if s == "" || plainEnds(s) {
		return s
	}
	return strings.Trim(s, " \t\r\n\v\f\u00a0\u3000\u200b\ufeff")
}

func plainEnds(s string) bool {
	a, b := s[0], s[len(s)-1]
	return a > ' ' && a < 0x80 && b > ' ' && b < 0x80
}

// narrow brings full-width digits, letters and signs to ASCII.
func narrow(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return strings.Map(minus, width.Narrow.String(s))
		}
	}
	return s
}

// minus gives the one hyphen for the many that Japanese keyboards produce.
func minus(r rune) rune {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', 'ｰ', 'ー', '─':
		return '-'
	case '\u3000', '\u00a0':
		return ' '
	}
	return r
}

func digits(s string) string {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return r
				}
				return -1
			}, s)
		}
	}
	return s
}

// ReadCorporateNumber gives the 13 digits of a 法人番号, or a code. A leading T
// (インボイス登録番号), hyphens, spaces and full width are accepted.
func ReadCorporateNumber(s string) (string, string) {
	if len(s) != 13 || digits(s) != s {
		s = narrow(Clean(s))
		if lost(s) {
			return "", NumberLost
		}
		s = strings.TrimPrefix(strings.TrimPrefix(strings.ToUpper(s), "'"), "T")
		s = strings.TrimSuffix(strings.NewReplacer("-", "", " ", "").Replace(s), ".0")
		if len(s) != 13 || digits(s) != s {
			return "", BadDigits
		}
	}
	if !validCheckDigit(s) {
		return "", CheckDigit
	}
	return s, ""
}

// validCheckDigit checks c = 9 − (Σ P·Q mod 9) over the twelve digits behind
// it, Q = 1 and 2 in turn from the right (財務省令第70号第2条).
func validCheckDigit(s string) bool {
	sum := 0
	for i := 1; i < 13; i++ {
		d := int(s[i] - '0')
		if i%2 == 1 {
			d *= 2
		}
		sum += d
	}
	return int(s[0]-'0') == 9-sum%9
}

// lost tells whether s is a number written as 4.01E+12.
func lost(s string) bool {
	i := strings.IndexAny(s, "eE")
	return i > 0 && len(s) > i+2 && s[i+1] == '+' && digits(s[i+2:]) == s[i+2:] && strings.Trim(s[:i], "0123456789.") == ""
}

// maxPostal is the longest code of another country, in bytes.
const maxPostal = 16

// japanesePostal is a text that is meant for a Japanese code, right or wrong.
var japanesePostal = regexp.MustCompile(`^〒|^\d{3}-\d|^\d{8,}$`)

// ReadPostal gives seven digits, or the code of another country as it stands. A
// spreadsheet that took the code for a number has lost its leading zeros: they
// are put back.
func ReadPostal(s string) (string, string) {
	if len(s) == 7 && digits(s) == s {
		return s, ""
	}
	text := strings.TrimPrefix(narrow(Clean(s)), "'")
	if lost(text) {
		return "", NumberLost
	}
	s = strings.TrimPrefix(text, "〒")
	s = strings.TrimSuffix(strings.NewReplacer("-", "", " ", "").Replace(s), ".0")
	if len(s) > 7 || len(s) < 5 || digits(s) != s {
		if len(text) > maxPostal || japanesePostal.MatchString(text) {
			return "", BadPostal
		}
		return text, ""
	}
	return strings.Repeat("0", 7-len(s)) + s, ""
}

// ReadPhone gives a number in ASCII with single hyphens: +81 becomes 0, a lost
// leading 0 of nine or ten digits comes back, brackets become hyphens.
func ReadPhone(s string) (string, string) {
	s = narrow(Clean(s))
	s = strings.TrimPrefix(s, "'")
	if lost(s) {
		return "", NumberLost
	}
	for _, ext := range []string{"内線", "ext", "#", "(代", "代表"} {
		if i := strings.Index(strings.ToLower(s), ext); i > 0 {
			s = s[:i]
		}
	}
	s = strings.TrimSuffix(s, ".0")
	abroad := strings.HasPrefix(s, "+")
	var b strings.Builder
	hyphen := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			hyphen = false
		case strings.ContainsRune("-() ./+", r):
			hyphen = true
		default:
			return "", BadPhone
		}
	}
	out := b.String()
	if abroad {
		if rest, ok := strings.CutPrefix(out, "81"); ok {
			rest = strings.TrimPrefix(rest, "-")
			out, abroad = "0"+strings.TrimPrefix(strings.TrimPrefix(rest, "0-"), "0"), false
		} else {
			out = "+" + out
		}
	}
	n := len(digits(out))
	if !abroad && out != "" && out[0] != '0' && (n == 9 || n == 10) && !strings.Contains(out, "-") {
		out, n = "0"+out, n+1
	}
	if n < 7 || n > 15 {
		return "", BadPhone
	}
	return out, ""
}

// ReadMail gives an address in ASCII with its domain in lower case.
func ReadMail(s string) (string, string) {
	s = narrow(Clean(s))
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "mailto:"), "<"), ">")
	at := strings.LastIndexByte(s, '@')
	if at < 1 || len(s) > 254 || strings.ContainsAny(s, " ,;<>()\"\t\r\n") || strings.Count(s, "@") != 1 {
		return "", BadMail
	}
	domain := strings.ToLower(s[at+1:])
	dot := strings.LastIndexByte(domain, '.')
	if dot < 1 || dot == len(domain)-1 || strings.Contains(domain, "..") || domain[0] == '.' || domain[0] == '-' {
		return "", BadMail
	}
	return s[:at+1] + domain, ""
}

// ReadTags splits at commas, semicolons and line ends; blanks and repeats fall out.
func ReadTags(s string) []string {
	var tags []string
	seen := map[string]bool{}
	for _, t := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;、，；\n|", r) }) {
		if t = Clean(t); t != "" && !seen[t] {
			seen[t] = true
			tags = append(tags, t)
		}
	}
	return tags
}
