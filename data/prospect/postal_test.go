package prospect_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/prospect"
	"shirube/data/tabular"
)

// ken is a table in the shape of Japan Post's, with a town spread over lines.
const ken = `01101,"060  ","0600000","ﾎﾂｶｲﾄﾞｳ","ｻﾂﾎﾟﾛｼﾁﾕｳｵｳｸ","ｲｶﾆｹｲｻｲｶﾞﾅｲﾊﾞｱｲ","北海道","札幌市中央区","以下に掲載がない場合",0,0,0,0,0,0
13101,"100  ","1000005","ﾄｳｷﾖｳﾄ","ﾁﾖﾀﾞｸ","ﾏﾙﾉｳﾁ(ﾂｷﾞﾉﾋﾞﾙｦﾉｿﾞｸ)","東京都","千代田区","丸の内（次のビルを除く）",0,0,1,0,0,0
26104,"604  ","6048005","ｷﾖｳﾄﾌ","ｷﾖｳﾄｼﾅｶｷﾞﾖｳｸ","ｶﾐｺﾞ(1)","京都府","京都市中京区","上後（河原町通三条下る、",0,0,0,0,0,0
26104,"604  ","6048005","ｷﾖｳﾄﾌ","ｷﾖｳﾄｼﾅｶｷﾞﾖｳｸ","ｶﾐｺﾞ(2)","京都府","京都市中京区","三条通河原町東入、",0,0,0,0,0,0
26104,"604  ","6048005","ｷﾖｳﾄﾌ","ｷﾖｳﾄｼﾅｶｷﾞﾖｳｸ","ｶﾐｺﾞ(3)","京都府","京都市中京区","三条通河原町西入）",0,0,0,0,0,0
25443,"52203","5220317","ｼｶﾞｹﾝ","ｲﾇｶﾐｸﾞﾝﾀｶﾞﾁﾖｳ","ｲﾁｴﾝ","滋賀県","犬上郡多賀町","一円",0,0,0,0,0,0
13361,"10001","1000301","ﾄｳｷﾖｳﾄ","ﾄｼﾏﾑﾗ","ﾄｼﾏﾑﾗｲﾁｴﾝ","東京都","利島村","利島村一円",0,0,0,0,0,0
13101,"102  ","1020072","ﾄｳｷﾖｳﾄ","ﾁﾖﾀﾞｸ","ｲｲﾀﾞﾊﾞｼ","東京都","千代田区","飯田橋",0,0,1,0,0,0
13101,"102  ","1020072","ﾄｳｷﾖｳﾄ","ﾁﾖﾀﾞｸ","ﾌｼﾞﾐ","東京都","千代田区","富士見",0,0,1,0,0,0
13101,"102  ","10200","ﾄｳｷﾖｳﾄ","ﾁﾖﾀﾞｸ","X","東京都","千代田区","X",0,0,0,0,0,0
13101,"102  ","1020073","ﾄｳｷﾖｳﾄ","ﾁﾖﾀﾞｸ","X","江戸","千代田区","X",0,0,0,0,0,0
`

func kenFile(t *testing.T, text string) intake.Source {
	t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "KEN_ALL.CSV")
	if err := os.WriteFile(path, []byte(b), 0o600); err != nil {
		t.Fatal(err)
	}
	no := false
	src, err := tabular.Open(path, tabular.Options{HasHeader: &no})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

func TestPostalCodesFillWhereACompanyIs(t *testing.T) {
	o := newOffice(t)
	s := prospect.NewService(o.Store, &change.Bus{}, data.SystemClock)
	if _, known, err := s.PlaceOf(t.Context(), "100-0005"); known || err != nil {
		t.Fatalf("without a table: %v, %v", known, err)
	}
	for range 2 { // again, in its own place
		r, err := prospect.ImportPostal(t.Context(), kenFile(t, ken), o.Store, &change.Bus{}, data.SystemClock, false)
		if err != nil || r.Rows != 11 || r.Created != 6 || r.Skipped != 3 || r.RejectedCount != 2 || r.Rejected[0].Line != 10 || r.Encoding != "cp932" {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	for code, want := range map[string]prospect.Place{
		"060-0000": {"北海道", "札幌市中央区", ""}, "１０００００５": {"東京都", "千代田区", "丸の内"}, "〒604-8005": {"京都府", "京都市中京区", "上後"},
		"5220317": {"滋賀県", "犬上郡多賀町", "一円"}, "1000301": {"東京都", "利島村", ""}, "1020072": {"東京都", "千代田区", ""},
	} {
		if got, known, err := s.PlaceOf(t.Context(), code); !known || err != nil || got != want {
			t.Errorf("%s: %+v (%v, %v), want %+v", code, got, known, err, want)
		}
	}
	if _, known, _ := s.PlaceOf(t.Context(), "9999999"); known {
		t.Error("a code that is not in the table was found")
	}

	src := text(t, "会社名,郵便番号,都道府県,市区町村,住所\nA,100-0005,,,\nB,100-0005,大阪府,,\nC,100-0005,東京都,,1-1\nD,,,,\n")
	o.do(src, intake.Options{FillPlaces: true})
	for name, want := range map[string]string{"A": "東京都 千代田区 丸の内", "B": "大阪府  ", "C": "東京都 千代田区 1-1", "D": "  "} {
		p := o.named(name)
		if got := p.Prefecture + " " + p.City + " " + p.Address; got != want {
			t.Errorf("%s is in %q, want %q", name, got, want)
		}
	}

	_, err := prospect.ImportPostal(t.Context(), text(t, "a,b\n1,2\n"), o.Store, &change.Bus{}, data.SystemClock, false)
	if data.CodeOf(err) != prospect.NotPostal {
		t.Errorf("another file: %v", err)
	}
	if _, known, _ := s.PlaceOf(t.Context(), "1000005"); !known {
		t.Error("a wrong file took the table away")
	}
}
