package intake

import (
	"slices"
	"strings"
)

// Shape is a kind of file that another program exports, known by its header.
type Shape struct {
	Key  string // of its name in words
	Noun string // what its rows are

	all     [][]string        // headers that every such file has, one set for each language
	columns map[string]string // header (as HeadKey) → field, where the header alone would be guessed otherwise
}

// shapes are tried in this order, the more particular ones first. The headers
// are those of the programs' own exports, in English and in Japanese.
var shapes = []Shape{
	{"hubspot.contacts", Prospects, [][]string{heads("recordid firstname lastname email"), heads("レコードid 姓 名 eメール")},
		pairsOf("recordid external_id レコードid external_id email contact_email eメール contact_email associatedcompany name 関連会社 name contactowner owner コンタクト担当者 owner")},
	{"hubspot.deals", Deals, [][]string{heads("recordid dealname dealstage"), heads("レコードid 取引名 取引ステージ")},
		pairsOf("dealname name 取引名 name dealstage outcome 取引ステージ outcome closedate closed クローズ日 closed dealowner owner 取引担当者 owner")},
	{"hubspot.companies", Prospects, [][]string{heads("recordid companyname"), heads("レコードid 会社名")},
		pairsOf("recordid external_id レコードid external_id companydomainname url 会社のドメイン名 url companyowner owner 会社の担当者 owner")},
	{"zoho.leads", Prospects, [][]string{heads("recordid leadowner company"), heads("データid 見込み客の担当者 会社")},
		pairsOf("recordid external_id データid external_id leadowner owner 見込み客の担当者 owner email contact_email メール contact_email")},
	{"zoho.accounts", Prospects, [][]string{heads("recordid accountname accountowner"), heads("データid 取引先名 取引先の担当者")},
		pairsOf("recordid external_id データid external_id accountowner owner 取引先の担当者 owner")},
	{"salesforce.leads", Prospects, [][]string{heads("leadowner company"), heads("リード所有者 会社名")},
		pairsOf("leadowner owner リード所有者 owner email contact_email メール contact_email title contact_title 役職 contact_title")},
	{"salesforce.accounts", Prospects, [][]string{heads("accountname accountowner"), heads("取引先名 取引先所有者")},
		pairsOf("accountowner owner 取引先所有者 owner billingstateprovince prefecture 請求先都道府県 prefecture 請求先市区郡 city 請求先町名番地 address")},
	{"salesforce.opportunities", Deals, [][]string{heads("opportunityname stage closedate"), heads("商談名 フェーズ 完了予定日")},
		pairsOf("opportunityname name 商談名 name stage outcome フェーズ outcome closedate closed 完了予定日 closed")},
	{"mailchimp", Prospects, [][]string{heads("emailaddress memberrating optintime")}, pairsOf("emailaddress contact_email euid external_id")},
	{"meta_ads", Measures, [][]string{heads("reportingstarts campaignname"), heads("レポート開始日 キャンペーン名")},
		pairsOf("reportingstarts day レポート開始日 day")},
	{"google_ads", Measures, [][]string{heads("day campaign impr cost"), heads("日 キャンペーン 表示回数 費用")}, nil},
	{"ga4", Measures, [][]string{heads("date sessions totalusers"), heads("date sessions activeusers"), heads("日付 セッション 総ユーザー数"), heads("日付 セッション アクティブユーザー数")}, nil},
}

func pairsOf(words string) map[string]string {
	list, out := strings.Fields(words), map[string]string{}
	for i := 0; i+1 < len(list); i += 2 {
		out[HeadKey(list[i])] = list[i+1]
	}
	return out
}

// ShapeOf recognises the export of another program by its header.
func ShapeOf(header []string) (Shape, bool) {
	keys := make([]string, len(header))
	for i, h := range header {
		keys[i] = HeadKey(h)
	}
	for _, s := range shapes {
		for _, all := range s.all {
			if !slices.ContainsFunc(all, func(h string) bool { return !slices.Contains(keys, h) }) {
				return s, true
			}
		}
	}
	return Shape{}, false
}
