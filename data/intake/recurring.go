package intake

import (
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"shirube/data"
)

// Recurring is an import that is done again with each new file of a kind: where
// the files come to lie, what they are called, and how they are read.
type Recurring struct {
	Name    string `json:"name"`
	Noun    string `json:"noun"`
	Folder  string `json:"folder"`  // absolute
	Pattern string `json:"pattern"` // of file names, * for any letters

	Encoding  string  `json:"encoding,omitempty"` // as the file was told to be read, "" = found
	Delimiter string  `json:"delimiter,omitempty"`
	Sheet     string  `json:"sheet,omitempty"`
	HasHeader *bool   `json:"has_header,omitempty"`
	Options   Options `json:"options"` // every column named: nothing is guessed again
}

// File is a file of rows with what is told about it; what isn't is found.
type File struct {
	Path      string
	Encoding  string
	Delimiter string
	Sheet     string
	HasHeader *bool
}

// Waiting is a recurring import beside the newest file of its kind.
type Waiting struct {
	Recurring
	File     string    // its name, "" where the folder has none of the kind
	Modified time.Time // when it was written
	Taken    string    // instant (RFC 3339, UTC) of the import that took this very content, "" = it is new
}

// New tells whether there is a file that was not taken yet.
func (w Waiting) New() bool { return w.File != "" && w.Taken == "" }

// Newest gives the newest file, to be read as the first one was. Error:
// no_recurring_file.
func (w Waiting) Newest() (File, error) {
	if w.File == "" {
		return File{}, data.Errorf("no_recurring_file", w.Pattern, w.Folder, nil)
	}
	return File{Path: filepath.Join(w.Folder, w.File), Encoding: w.Encoding, Delimiter: w.Delimiter, Sheet: w.Sheet, HasHeader: w.HasHeader}, nil
}

var (
	copies  = regexp.MustCompile(`[ _-]*(\(\d+\)|（\d+）|- ?コピー|- ?Copy)$`)
	numbers = regexp.MustCompile(`[A-Za-z]?\d+`)
	spans   = regexp.MustCompile(`\*(?:[-_./〜~年月日 ]+\*)*[年月日]?`)
)

// PatternOf makes the pattern of the files that come after one: numbers and
// days in its name may change, and a browser may put (1) behind it.
// ga4_2026-10.csv gives ga4_*.csv, 広告費.csv gives 広告費*.csv.
func PatternOf(file string) string {
	ending := filepath.Ext(file)
	name := copies.ReplaceAllString(strings.TrimSuffix(file, ending), "")
	name = numbers.ReplaceAllStringFunc(name, func(run string) string {
		letter := strings.TrimRight(run, "0123456789")
		if letter != "" && len(run) == 2 {
			return run // ga4, q3
		}
		return letter + "*"
	})
	name = spans.ReplaceAllString(name, "*")
	if !strings.HasSuffix(name, "*") {
		name += "*"
	}
	return name + ending
}

// NameOf gives a pattern's files a name to call them by: ga4_*.csv gives ga4.
func NameOf(pattern string) string {
	name := strings.TrimSuffix(pattern, filepath.Ext(pattern))
	name = strings.Trim(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '*' }), ""), " _-.")
	if name == "" {
		return strings.TrimPrefix(filepath.Ext(pattern), ".")
	}
	return name
}

// FreeName gives the name that a recurring import of these files has already,
// or one that no other has.
func FreeName(r Recurring, known []Recurring) string {
	base := NameOf(r.Pattern)
	name := base
	for n := 2; ; n++ {
		i := slices.IndexFunc(known, func(k Recurring) bool { return k.Name == name })
		if i < 0 || known[i].Noun == r.Noun && known[i].Folder == r.Folder && known[i].Pattern == r.Pattern {
			return name
		}
		name = base + strconv.Itoa(n)
	}
}

// Fits tells whether a file's name is of the kind.
func (r Recurring) Fits(file string) bool {
	parts := strings.Split(strings.ToLower(r.Pattern), "*")
	rest, ok := strings.CutPrefix(strings.ToLower(file), parts[0])
	if !ok || len(parts) == 1 {
		return ok && rest == ""
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}

// Explicit gives o with every column named and the order of the dates told, as
// the import of src finds them: so that a later file is read in the same way.
// src is read and rewound. Errors: those of NewReader.
func Explicit(ctx context.Context, src Source, noun string, o Options, zone *time.Location) (Options, error) {
	o.Progress, o.DryRun = nil, false
	if o.Preset != "" {
		return o, nil
	}
	r, err := NewReader(ctx, src, noun, o, nil, zone)
	if err != nil {
		return o, err
	}
	info := src.Info()
	o.Map = make(map[string]string, len(r.Columns))
	for field, col := range r.Columns {
		if o.Map[field] = strconv.Itoa(col + 1); info.HasHeader {
			o.Map[field] = info.Header[col]
		}
		if order := r.order[col]; order != Unknown && o.DateOrder == "" {
			o.DateOrder = string(order)
		}
	}
	return o, nil
}
