package tabular_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/tabular"
)

type line struct {
	Line  int
	Cells []string
	Code  data.Code
}

// readAll reads a source to its end; rows given up are lines with a code.
func readAll(t testing.TB, src intake.Source) []line {
	t.Helper()
	var all []line
	for {
		n, cells, err := src.Next(context.Background())
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			all = append(all, line{Line: n, Code: data.CodeOf(err)})
			if data.CodeOf(err) == "internal" {
				t.Fatal(err)
			}
			continue
		}
		all = append(all, line{Line: n, Cells: append([]string{}, cells...)})
	}
}

func write(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, path string, o tabular.Options) intake.Source {
	t.Helper()
	src, err := tabular.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

const sample = "会社名,電話,備考\r\n㈱鳥取商事,03-1234-5678,\"改行\n二行目\"\r\nやまだ工務店,0857-22-1111,〜から－まで\r\n"

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodings(t *testing.T) {
	sjis := strings.ReplaceAll(sample, "〜", "～")
	euc := strings.NewReplacer("㈱", "株", "－", "-", "〜", "から").Replace(sample)
	for name, c := range map[string]struct {
		bytes []byte
		text  string
	}{
		"utf-8":       {[]byte(sample), sample},
		"utf-8-bom":   {[]byte("\ufeff" + sample), sample},
		"cp932":       {encode(t, japanese.ShiftJIS, sjis), sjis},
		"euc-jp":      {encode(t, japanese.EUCJP, euc), euc},
		"iso-2022-jp": {encode(t, japanese.ISO2022JP, euc), euc},
		"utf-16le":    {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), sample), sample},
		"utf-16be":    {encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), sample), sample},
	} {
		t.Run(name, func(t *testing.T) {
			src := open(t, write(t, "x.csv", c.bytes), tabular.Options{})
			if got := src.Info().Encoding; got != name {
				t.Errorf("encoding = %s", got)
			}
			want, err := tabular.OpenText("x", c.text, tabular.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if g, w := readAll(t, src), readAll(t, want); !reflect.DeepEqual(g, w) {
				t.Errorf("got %v\nwant %v", g, w)
			}
			if h := src.Info().Header; !reflect.DeepEqual(h, []string{"会社名", "電話", "備考"}) {
				t.Errorf("header = %q", h)
			}
			if _, err := tabular.Open(write(t, "y.csv", c.bytes), tabular.Options{Encoding: name}); err != nil {
				t.Errorf("given: %v", err)
			}
		})
	}
}

func TestEncodingFoundLateInTheFile(t *testing.T) {
	head := "name,phone\n" + strings.Repeat("Plain Company,03-1111-2222\n", 300_000)
	tail := strings.Repeat("鳥取商事,03-1\n", 50)
	src := open(t, write(t, "late.csv", append([]byte(head), encode(t, japanese.ShiftJIS, tail)...)), tabular.Options{})
	if got := src.Info().Encoding; got != "cp932" {
		t.Errorf("encoding = %s", got)
	}
	src = open(t, write(t, "late8.csv", []byte(head+tail)), tabular.Options{})
	if got := src.Info().Encoding; got != "utf-8" {
		t.Errorf("encoding = %s", got)
	}
}

func TestMixedEncodings(t *testing.T) {
	bad := encode(t, japanese.ShiftJIS, "大阪商店,大阪\n")
	mixed := append([]byte("名前,市\n東京商店,東京\n京都商店,京都\n"), bad...)
	mixed = append(mixed, "福岡商店,福岡\n"...)
	got := readAll(t, open(t, write(t, "m.csv", mixed), tabular.Options{}))
	want := []line{{2, []string{"東京商店", "東京"}, ""}, {3, []string{"京都商店", "京都"}, ""}, {4, nil, intake.BadEncoding}, {5, []string{"福岡商店", "福岡"}, ""}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestBadFiles(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		code    data.Code
	}{
		"empty":     {"", tabular.EmptyFile},
		"blank":     {"\r\n \r\n", tabular.EmptyFile},
		"bom":       {"\ufeff", tabular.EmptyFile},
		"binary":    {"\x00\x01\x02abc\x00\xff\xfe\x00\x00", tabular.NotATable},
		"short":     {"\x00\x01\x02bin", tabular.NotATable},
		"no NUL":    {strings.Repeat("\x01\x02\x03\x9f\xfd\x80", 500), tabular.NotATable},
		"png":       {"\x89PNG\r\n\x1a\nabc", tabular.NotATable},
		"pdf":       {"%PDF-1.7 abc", tabular.NotATable},
		"xls":       {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", tabular.OldExcel},
		"zip":       {"PK\x05\x06" + strings.Repeat("\x00", 18), tabular.ZipArchive},
		"half zip":  {"PK\x03\x04abc", tabular.BrokenWorkbook},
		"long line": {strings.Repeat("a", 10<<20), tabular.LineTooLong},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tabular.Open(write(t, "f.csv", []byte(c.content)), tabular.Options{})
			if data.CodeOf(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
	if _, err := tabular.Open(filepath.Join(t.TempDir(), "none.csv"), tabular.Options{}); data.CodeOf(err) != tabular.FileUnreadable {
		t.Errorf("missing file: %v", err)
	}
	if _, err := tabular.Open(t.TempDir(), tabular.Options{}); data.CodeOf(err) != tabular.NotATable {
		t.Errorf("folder: %v", err)
	}
	if _, err := tabular.OpenText("x", "a,b\n1,2", tabular.Options{Encoding: "klingon"}); data.CodeOf(err) != tabular.UnknownEncoding {
		t.Errorf("encoding: %v", err)
	}
	if _, err := tabular.OpenText("x", "a,b\n1,2", tabular.Options{Delimiter: "→"}); data.CodeOf(err) != tabular.BadDelimiter {
		t.Errorf("delimiter: %v", err)
	}
}

func TestBrokenRowsAreGivenUpOneByOne(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []line
	}{
		"stray quote":   {"a,b\n1,\"x\" y\n2,z\n", []line{{2, nil, intake.BrokenQuote}, {3, []string{"2", "z"}, ""}}},
		"never closed":  {"a,b\n1,\"x\n2,z\n3,w\n", []line{{2, nil, intake.BrokenQuote}, {3, []string{"2", "z"}, ""}, {4, []string{"3", "w"}, ""}}},
		"bare quotes":   {"a,b\n1,5\" pipe\n", []line{{2, []string{"1", "5\" pipe"}, ""}}},
		"long row":      {"a,b\n1,\"" + strings.Repeat("y", 3<<20) + "\"\n2,z\n", []line{{2, nil, intake.LineTooLong}, {3, []string{"2", "z"}, ""}}},
		"extra cells":   {"a,b\n1,2,3\n1,2,,\n", []line{{2, nil, intake.ExtraCells}, {3, []string{"1", "2"}, ""}}},
		"short row":     {"a,b,c\n1,2\n", []line{{2, []string{"1", "2", ""}, ""}}},
		"blank rows":    {"a,b\n\n,\n1,2\n\n", []line{{4, []string{"1", "2"}, ""}}},
		"lines counted": {"a,b\n\"x\ny\",1\nz,2", []line{{2, []string{"x\ny", "1"}, ""}, {4, []string{"z", "2"}, ""}}},
		"old Mac":       {"a,b\rx,1\ry,2\r", []line{{2, []string{"x", "1"}, ""}, {3, []string{"y", "2"}, ""}}},
		"guard undone":  {"a,b\n'=1+1,'x\n", []line{{2, []string{"=1+1", "'x"}, ""}}},
		"NUL":           {"a,b\nx," + strings.Repeat("y", 70<<10) + "\nx,\x00\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := readAll(t, open(t, write(t, "f.csv", []byte(c.text)), tabular.Options{}))
			if c.want == nil {
				if len(got) != 2 || got[1].Code != intake.BadEncoding {
					t.Errorf("got %.200v", got)
				}
			} else if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %.200v, want %v", got, c.want)
			}
		})
	}
}

func TestDialectAndHeader(t *testing.T) {
	yes := true
	for name, c := range map[string]struct {
		text      string
		o         tabular.Options
		delimiter string
		quote     string
		header    []string
	}{
		"comma":      {"a,b\n\"1;2;3\",2\n", tabular.Options{}, ",", `"`, []string{"a", "b"}},
		"tab":        {"会社名\t売上, 円\nx\t1,000\n", tabular.Options{}, "\t", `"`, []string{"会社名", "売上, 円"}},
		"semicolon":  {"x;y\n1,5;2,5\n", tabular.Options{}, ";", `"`, []string{"x", "y"}},
		"one column": {"mail\na@b.jp\n", tabular.Options{}, ",", `"`, []string{"mail"}},
		"apostrophe": {"'a','b'\n'x, y','z'\n", tabular.Options{}, ",", "'", []string{"a", "b"}},
		"duplicates": {"名,名,,名\nx,y,z,w\n", tabular.Options{}, ",", `"`, []string{"名", "名 (2)", "column3", "名 (3)"}},
		"sep":        {"sep=;\r\n名;a,b\r\nx;1,5\r\ny;2\r\n", tabular.Options{}, ";", `"`, []string{"名", "a,b"}},
		"sep of one": {"\"SEP=,\"\nmail\na@b.jp\n", tabular.Options{}, ",", `"`, []string{"mail"}},
		"titles":     {"顧客一覧,,\n\n2026年10月,,\n会社名,電話,都道府県\nA社,03-1111-1111,東京都\n", tabular.Options{}, ",", `"`, []string{"会社名", "電話", "都道府県"}},
		"both":       {"sep=;\n顧客一覧\n会社名;電話\nA社;03-1111-1111\n", tabular.Options{}, ";", `"`, []string{"会社名", "電話"}},
		"no header":  {"1,1000013050238,鳥取簡易裁判所\n", tabular.Options{}, ",", `"`, []string{"column1", "column2", "column3"}},
		"tab told":   {"a,b\tc\n1\t2\n", tabular.Options{Delimiter: "tab"}, "\t", `"`, []string{"a,b", "c"}},
		"told":       {"1,2\n3,4\n", tabular.Options{HasHeader: &yes, Delimiter: ","}, ",", `"`, []string{"1", "2"}},
	} {
		t.Run(name, func(t *testing.T) {
			src, err := tabular.OpenText("x", c.text, c.o)
			if err != nil {
				t.Fatal(err)
			}
			i := src.Info()
			if i.Delimiter != c.delimiter || i.Quote != c.quote || !reflect.DeepEqual(i.Header, c.header) {
				t.Errorf("got %q %q %q", i.Delimiter, i.Quote, i.Header)
			}
			first := readAll(t, src)
			if err := src.(intake.Rewinder).Rewind(); err != nil {
				t.Fatal(err)
			}
			if again := readAll(t, src); !reflect.DeepEqual(first, again) {
				t.Errorf("read again: %v, first %v", again, first)
			}
		})
	}
}

// The lines are those of the file, whatever stands above the header.
func TestTitlesAreNoRows(t *testing.T) {
	no := false
	for name, c := range map[string]struct {
		text string
		o    tabular.Options
		want []line
	}{
		"titles":          {"一覧\n\n10月\n会社名,電話\nA,1\nB,2\n", tabular.Options{}, []line{{5, []string{"A", "1"}, ""}, {6, []string{"B", "2"}, ""}}},
		"sep":             {"sep=;\n会社名;電話\nA;1\n", tabular.Options{}, []line{{3, []string{"A", "1"}, ""}}},
		"four are a list": {"会社名\nA\nB\nC\nD\n", tabular.Options{}, []line{{2, []string{"A"}, ""}, {3, []string{"B"}, ""}, {4, []string{"C"}, ""}, {5, []string{"D"}, ""}}},
		"short list":      {"会社名\nA\n", tabular.Options{}, []line{{2, []string{"A"}, ""}}},
		"told none":       {"A,,\n会社名,電話,x\n", tabular.Options{HasHeader: &no}, []line{{1, []string{"A", "", ""}, ""}, {2, []string{"会社名", "電話", "x"}, ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			src, err := tabular.OpenText("x", c.text, c.o)
			if err != nil {
				t.Fatal(err)
			}
			if got := readAll(t, src); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v\nwant %v", got, c.want)
			}
		})
	}
}

func TestBrokenRowsShowTheirBeginning(t *testing.T) {
	bad := encode(t, japanese.ShiftJIS, "名前,市\n東京,\"新宿\"区\n")
	r, err := intake.Preview(t.Context(), open(t, write(t, "f.csv", bad), tabular.Options{}), 9)
	if err != nil || len(r.Rejected) != 1 || r.Rejected[0].Value != "東京,\"新宿\"区" {
		t.Errorf("%+v %v", r, err)
	}
}

// unpack gives a folder with a public collection of CSV files, or skips.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("../../../shared/data/csv", archive))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skip("the shared data does not lie beside the checkout")
	}
	dir := t.TempDir()
	if out, err := exec.Command("tar", "xJf", path, "-C", dir).CombinedOutput(); err != nil {
		t.Skipf("tar cannot unpack it: %s", out)
	}
	return dir
}

func TestCollections(t *testing.T) {
	no := false
	for archive, dirs := range map[string][2]string{"csv-spectrum.tar.xz": {"csvs", "json"}, "csv-test-data.tar.xz": {"csv", "json"}} {
		dir := unpack(t, archive)
		files, _ := filepath.Glob(filepath.Join(dir, dirs[1], "*.json"))
		if len(files) < 10 {
			t.Fatalf("%s: %d files", archive, len(files))
		}
		for _, f := range files {
			name := strings.TrimSuffix(filepath.Base(f), ".json")
			t.Run(archive+"/"+name, func(t *testing.T) {
				b, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				var want []any
				if json.Unmarshal(b, &want) != nil { // one row stands without its brackets
					want = make([]any, 1)
					if err := json.Unmarshal(b, &want[0]); err != nil {
						t.Fatal(err)
					}
				}
				o := tabular.Options{Delimiter: ","}
				keyed := len(want) > 0 && reflect.TypeOf(want[0]).Kind() == reflect.Map
				if !keyed && name != "header-no-rows" {
					o.HasHeader = &no
				}
				src, err := tabular.Open(filepath.Join(dir, dirs[0], name+".csv"), o)
				if data.CodeOf(err) == tabular.EmptyFile && name == "all-empty" {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				defer src.Close()
				var got []any
				for _, l := range readAll(t, src) {
					if l.Code != "" {
						t.Fatalf("line %d: %s", l.Line, l.Code)
					}
					if keyed {
						m := map[string]any{}
						for i, c := range l.Cells {
							if c == "2095257564" { // the collection's JSON has another number here
								c = "1234567890"
							}
							m[src.Info().Header[i]] = c
						}
						got = append(got, m)
						continue
					}
					var row []any
					for _, c := range l.Cells {
						row = append(row, c)
					}
					got = append(got, row)
				}
				if name == "empty-one-column" { // blank lines are no rows
					want = want[:1]
				}
				if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
					t.Errorf("got %v\nwant %v", got, want)
				}
			})
		}
	}
}

// TestCollectionsRefuse takes the files of the collections that have no JSON:
// what can't be read is refused with its line, and every other file has one.
func TestCollectionsRefuse(t *testing.T) {
	refused := map[string]string{ // by name: the file's error, or each row as its line and code
		"bad-header-no-header":            "empty_file",
		"bad-header-wrong-header":         "",   // a header that nobody expects, and no rows
		"bad-header-less-fields":          "2 ", // short rows are filled with blanks, as a spreadsheet leaves them
		"bad-header-more-fields":          "2 extra_cells",
		"bad-missing-quote":               "2 broken_quote",
		"bad-quotes-with-unescaped-quote": "2 broken_quote",
		"bad-unescaped-quote":             "2 ", // a quote inside a bare cell is that character
	}
	parsed, seen := 0, 0
	for archive, dir := range map[string]string{"csv-spectrum.tar.xz": "csvs", "csv-test-data.tar.xz": "csv"} {
		at := unpack(t, archive)
		files, _ := filepath.Glob(filepath.Join(at, dir, "*.csv"))
		for _, f := range files {
			name := strings.TrimSuffix(filepath.Base(f), ".csv")
			if _, err := os.Stat(filepath.Join(at, "json", name+".json")); err == nil {
				parsed++
				continue
			}
			want, listed := refused[name]
			if seen++; !listed {
				t.Errorf("%s: neither JSON nor a reason to refuse it", name)
			}
			has := true
			src, err := tabular.Open(f, tabular.Options{HasHeader: &has})
			if err != nil {
				if string(data.CodeOf(err)) != want {
					t.Errorf("%s: %v, want %q", name, err, want)
				}
				continue
			}
			var got []string
			for _, l := range readAll(t, src) {
				got = append(got, fmt.Sprintf("%d %s", l.Line, l.Code))
			}
			src.Close()
			if strings.Join(got, ", ") != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	}
	t.Logf("%d files with JSON (TestCollections), %d without: %d refused or mended as listed", parsed, seen, len(refused))
	if seen != len(refused) {
		t.Errorf("%d files without JSON, %d listed", seen, len(refused))
	}
}

func FuzzReader(f *testing.F) {
	for _, s := range []string{sample, "a,b\n\"", "\"\"\"", "a\r\n\r\r\"b\"\r", "\xff\xfea\x00", "x\t\"y\"z\n", "\x1b$B"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		src, err := tabular.Open(write(t, "f", b), tabular.Options{})
		if err != nil {
			if data.CodeOf(err) == "internal" {
				t.Fatal(err)
			}
			return
		}
		defer src.Close()
		last, width := 0, len(src.Info().Header)
		for _, l := range readAll(t, src) {
			if l.Line <= last || l.Code == "" && len(l.Cells) != width {
				t.Fatalf("line %d after %d, %d cells of %d", l.Line, last, len(l.Cells), width)
			}
			last = l.Line
		}
		if lines := bytes.Count(b, []byte("\n")) + bytes.Count(b, []byte("\r")) + 1; last > lines {
			t.Fatalf("line %d of %d", last, lines)
		}
	})
}
