package intake_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/tabular"
)

func guessed(t *testing.T, src intake.Source, noun string) map[string]string {
	t.Helper()
	s, err := intake.Preview(t.Context(), src, 100)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, g := range intake.GuessColumns(s.Header, s.Rows, noun) {
		if g.Sure {
			m[g.Field] = s.Header[g.Column]
		}
	}
	return m
}

func TestGuessByHeader(t *testing.T) {
	for name, c := range map[string]struct {
		noun, text string
		want       map[string]string
	}{
		"Japanese": {intake.Prospects, "会社名,法人番号,郵便番号,都道府県,市区町村,住所,電話番号,メールアドレス,従業員数,資本金,流入経路,担当者,担当者名,役職,備考\n,,,,,,,,,,,,,,\nx,,,,,,,,,,,,,,\n",
			map[string]string{"name": "会社名", "corporate_number": "法人番号", "postal_code": "郵便番号", "prefecture": "都道府県", "city": "市区町村", "address": "住所", "phone": "電話番号",
				"email": "メールアドレス", "employees": "従業員数", "capital": "資本金", "channel": "流入経路", "owner": "担当者", "contact_name": "担当者名", "contact_title": "役職", "note": "備考"}},
		"polite": {intake.Prospects, "御社名（正式）,\"ご担当者様\nお名前\",ﾌﾘｶﾞﾅ,お電話番号(代表),e-mail アドレス,ご住所,氏名（フリガナ）\nA,B,C,,,F,G\n",
			map[string]string{"name": "御社名（正式）", "contact_name": "ご担当者様 お名前", "phone": "お電話番号(代表)", "email": "e-mail アドレス", "address": "ご住所"}},
		"theirs and ours": {intake.Prospects, "御社名,ご担当者様,弊社担当,担当者\nA,B,C,D\n", map[string]string{"name": "御社名", "contact_name": "ご担当者様", "owner": "担当者"}},
		"exact first":     {intake.Prospects, "会社名（旧）,会社名,ふりがな,氏名\nA,B,C,D\n", map[string]string{"name": "会社名", "kana": "ふりがな", "contact_name": "氏名"}},
		"HubSpot": {intake.Prospects, "Record ID,Company name,Company Domain Name,Phone Number,State/Region,City,Postal Code,Number of Employees,Company owner,Original Source Type\nx,,,,,,,,,\n",
			map[string]string{"external_id": "Record ID", "name": "Company name", "url": "Company Domain Name", "phone": "Phone Number", "prefecture": "State/Region", "city": "City",
				"postal_code": "Postal Code", "employees": "Number of Employees", "owner": "Company owner", "channel": "Original Source Type"}},
		"Salesforce": {intake.Prospects, "Account ID,Account Name,Billing State,Billing City,Billing Street,Billing Zip,Phone,Website,Industry,Employees,Account Owner\nx,,,,,,,,,,\n",
			map[string]string{"external_id": "Account ID", "name": "Account Name", "prefecture": "Billing State", "city": "Billing City", "address": "Billing Street", "postal_code": "Billing Zip",
				"phone": "Phone", "url": "Website", "industry": "Industry", "employees": "Employees", "owner": "Account Owner"}},
		"field keys": {intake.Deals, "prospect,name,amount,opened,closed,outcome,product,owner\nx,,,,,,,\n",
			map[string]string{"prospect": "prospect", "name": "name", "amount": "amount", "opened": "opened", "closed": "closed", "outcome": "outcome", "product": "product", "owner": "owner"}},
		"deals": {intake.Deals, "顧客ID,案件名,受注金額,商談日,受注日,ステータス,商品名,営業担当\nx,,,,,,,\n",
			map[string]string{"prospect": "顧客ID", "name": "案件名", "amount": "受注金額", "opened": "商談日", "closed": "受注日", "outcome": "ステータス", "product": "商品名", "owner": "営業担当"}},
		"measures": {intake.Measures, "日付,媒体,指標,値\n2026-01-01,,x,1\n", map[string]string{"day": "日付", "channel": "媒体", "measure": "指標", "value": "値"}},
		"content": {intake.Prospects, "a,b,c,d,e,f,g\n7000012050002,x@y.jp,東京都,680-0011,03-1234-5678,株式会社A,foo\n4000012090001,z@y.jp,大阪府,680-0012,06-1234-5678,㈱B,bar\n",
			map[string]string{"corporate_number": "a", "email": "b", "prefecture": "c", "postal_code": "d", "phone": "e", "name": "f"}},
		"the only text":      {intake.Prospects, "A社,03-1234-5678,12\nB社,06-1234-5678,7\n", map[string]string{"name": "column1", "phone": "column2"}},
		"a legal form":       {intake.Prospects, "田中,青木商店,03-1234-5678\n佐藤,㈱伊藤,06-1234-5678\n", map[string]string{"name": "column2", "phone": "column3"}},
		"two texts":          {intake.Prospects, "田中,青木商店,03-1234-5678\n", map[string]string{"phone": "column3"}},
		"a header's text":    {intake.Prospects, "x,電話番号\nあ,03-1234-5678\n", map[string]string{"phone": "電話番号"}},
		"a word is no proof": {intake.Prospects, "会社名,登録番号\nA,x1\nB,x2\nC,x3\nD,x4\nE,x5\n", map[string]string{"name": "会社名"}},
	} {
		t.Run(name, func(t *testing.T) {
			src, err := tabular.OpenText("x", c.text, tabular.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := guessed(t, src, c.noun); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v\nwant %v", got, c.want)
			}
		})
	}
}

func TestGuessPublicFixtures(t *testing.T) {
	for file, want := range map[string]map[string]string{
		"listmonk_subs.csv": {"email": "email", "name": "name"},
		"mautic_fakeleaddata.csv": {"name": "company", "city": "city", "address": "address1", "prefecture": "state", "postal_code": "zipcode", "email": "email", "phone": "phone", "url": "website", "contact_title": "title",
			"contact_family": "lastname", "contact_given": "firstname"},
	} {
		src, err := tabular.Open(filepath.Join("../../../shared/data/fixtures", file), tabular.Options{})
		if data.CodeOf(err) == tabular.FileUnreadable {
			t.Skip("the shared data does not lie beside the checkout")
		}
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		if got := guessed(t, src, intake.Prospects); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v\nwant %v", file, got, want)
		}
	}
}

func TestSynonymsAreUnambiguous(t *testing.T) {
	for _, noun := range []string{intake.Prospects, intake.Entries, intake.Deals, intake.Measures} {
		for _, f := range intake.Fields(noun) {
			got := intake.GuessColumns([]string{f.Key}, nil, noun)
			if len(got) != 1 || got[0].Field != f.Key || !got[0].Sure {
				t.Errorf("%s: the header %q is taken for %v", noun, f.Key, got)
			}
		}
	}
}

func TestSignature(t *testing.T) {
	a, b := intake.Signature([]string{"会社名", "Tel No."}), intake.Signature([]string{" 会社名 ", "TEL　NO"})
	if a != b || a == intake.Signature([]string{"会社名"}) {
		t.Error(a, b)
	}
}

func TestPreview(t *testing.T) {
	src, err := tabular.OpenText("x", "a,b\n1,2\n3,\"x\" y\n5,6\n", tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s, err := intake.Preview(t.Context(), src, 1)
		if err != nil || s.Total != 3 || len(s.Rows) != 1 || len(s.Rejected) != 1 || s.Rejected[0].Line != 3 {
			t.Errorf("%+v %v", s, err)
		}
	}
	var e *data.Error
	if _, err := intake.ColumnOf(src.Info(), "z"); !errors.As(err, &e) || e.Code != intake.UnknownColumn {
		t.Error(err)
	}
	for _, name := range []string{"b", "B", "2"} {
		if col, err := intake.ColumnOf(src.Info(), name); err != nil || col != 1 {
			t.Error(name, col, err)
		}
	}
}
