package intake

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// ReadAs reads a text as a kind and gives it in the form in which it is kept,
// or the code it is rejected for. A preview shows by it what an import mends;
// zone is the one of its clock.
func ReadAs(kind Kind, s string, order DateOrder, zone *time.Location) (kept, code string) {
	s = Clean(s)
	if s == "" {
		return "", ""
	}
	number := func(n int64, code string) (string, string) { return strconv.FormatInt(n, 10), code }
	switch kind {
	case Date:
		d, code := ReadDateIn(zone, s, order)
		return d.String(), code
	case Money:
		return number(ReadMoney(s))
	case Count:
		return number(ReadCount(s))
	case Number:
		v, ok := ReadNumber(s)
		if !ok {
			return "", BadNumber
		}
		return strconv.FormatFloat(v, 'f', -1, 64), ""
	case Phone:
		return ReadPhone(s)
	case Postal:
		return ReadPostal(s)
	case Mail:
		return ReadMail(s)
	case Corporate:
		return ReadCorporateNumber(s)
	case Prefecture:
		return ReadPrefecture(s), ""
	case Tags:
		return strings.Join(ReadTags(s), ","), ""
	}
	return s, ""
}

// Columns gives the column of each field that an import with these options
// reads, 0-based. Errors: those of NewReader.
func Columns(ctx context.Context, src Source, noun string, o Options) (map[string]int, error) {
	return columnsOf(ctx, src, noun, o)
}
