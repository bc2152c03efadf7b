package intake

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"

	"shirube/data"
)

// Errors of what an import was told.
const (
	UnknownField  data.Code = "unknown_field"
	UnknownColumn data.Code = "unknown_column"
	NothingMapped data.Code = "nothing_mapped" // no column could be told to be anything
	MissingColumn data.Code = "missing_column" // no column for a field that is needed
	UnknownPreset data.Code = "unknown_preset"
	NotRegister   data.Code = "not_register" // preset nta on a file of another width
	BadOption     data.Code = "bad_option"
)

// Abroad is the register's column for addresses outside Japan, read only
// through the preset: it fills an address that is blank.
const Abroad = "address_abroad"

// register gives the columns of the corporate register (30 columns, or 23
// before 2018, without a header; domain: リソース定義書).
var register = map[string]int{
	"corporate_number": 1, "name": 6, "prefecture": 9, "city": 10, "address": 11, "postal_code": 15, Abroad: 16, "closed_day": 18,
	Custom + Successor: 20, "kana": 28,
}

// Successor is the field of the user's own that keeps the 法人番号 of the
// company that took another's place, called as the register calls it.
const Successor = "承継先法人番号"

const sampleRows = 200

// IsRegister tells a file of the corporate register by its form: no header, its
// width, and in every row a 法人番号 and a prefecture's name, or neither of
// them where a body sits abroad, in their columns.
func IsRegister(info Info, rows [][]string) bool {
	width, home := len(info.Header), 0
	if info.HasHeader || width != 30 && width != 23 {
		return false
	}
	for _, r := range rows {
		if len(r) != width {
			continue
		}
		if _, code := ReadCorporateNumber(r[register["corporate_number"]]); code != "" {
			return false
		}
		if prefectures[Clean(r[register["prefecture"]])] {
			home++
		} else if Clean(r[register[Abroad]]) == "" {
			return false
		}
	}
	return home > 0
}

// Recognised gives o with the preset of a file that is recognised by its
// content, where nothing was said of its columns. src is read and rewound.
func Recognised(ctx context.Context, src Source, o Options) (Options, error) {
	if o.Preset != "" || o.Map != nil || src.Info().HasHeader {
		return o, nil
	}
	rows, err := take(ctx, src, sampleRows)
	if err == nil && IsRegister(src.Info(), rows) {
		o.Preset = "nta"
	}
	return o, err
}

// columnsOf decides which column holds which field (0-based).
func columnsOf(ctx context.Context, src Source, noun string, o Options) (map[string]int, error) {
	info := src.Info()
	cols := map[string]int{}
	switch {
	case o.Preset == "nta" && noun == Prospects:
		if n := len(info.Header); n != 30 && n != 23 {
			return nil, &data.Error{Code: NotRegister, What: info.File, Args: map[string]any{"columns": n}}
		}
		maps.Copy(cols, register)
		if len(info.Header) == 23 {
			delete(cols, "kana")
		}
	case o.Preset != "":
		return nil, &data.Error{Code: UnknownPreset, What: o.Preset}
	case o.Map == nil:
		sample, err := take(ctx, src, sampleRows)
		if err != nil {
			return nil, err
		}
		for _, g := range GuessColumns(info.Header, sample, noun) {
			if g.Sure {
				cols[g.Field] = g.Column
			}
		}
	}
	for _, field := range slices.Sorted(maps.Keys(o.Map)) {
		if _, ok := FieldOf(noun, field); !ok && (noun != Prospects || !IsCustom(field)) {
			return nil, &data.Error{Code: UnknownField, What: field, Args: map[string]any{"noun": noun}}
		}
		col, err := ColumnOf(info, o.Map[field])
		if err != nil {
			return nil, err
		}
		cols[field] = col
	}
	return cols, nil
}

// Custom is in front of the name of a field of the user's own.
const Custom = "custom."

// IsCustom tells whether a field key names a field of the user's own.
func IsCustom(field string) bool { return len(field) > len(Custom) && field[:len(Custom)] == Custom }

// ColumnOf finds a column by its name, by its name without case, width and
// marks, or by its number from 1.
func ColumnOf(info Info, name string) (int, error) {
	if i := slices.Index(info.Header, name); i >= 0 {
		return i, nil
	}
	if key := HeadKey(name); key != "" {
		if i := slices.IndexFunc(info.Header, func(h string) bool { return HeadKey(h) == key }); i >= 0 {
			return i, nil
		}
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(info.Header) {
		return n - 1, nil
	}
	return 0, &data.Error{Code: UnknownColumn, What: name, Where: info.File, Args: map[string]any{"columns": info.Header}}
}

// take reads the first rows and goes back to the beginning.
func take(ctx context.Context, src Source, n int) ([][]string, error) {
	var rows [][]string
	for len(rows) < n {
		line, cells, err := src.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if _, one := rowRejected(line, err); one {
				continue
			}
			return nil, err
		}
		rows = append(rows, slices.Clone(cells))
	}
	return rows, rewind(src)
}

func rewind(src Source) error {
	if r, ok := src.(Rewinder); ok {
		return r.Rewind()
	}
	return &data.Error{Code: "internal", What: "a source that cannot be read twice"}
}
