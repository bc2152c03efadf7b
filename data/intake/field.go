package intake

// Kind is how the text of a field is read.
type Kind int

// The kinds. Number is any decimal; Count a whole number that is not negative.
const (
	Text Kind = iota
	Date
	Money
	Count
	Number
	Phone
	Postal
	Mail
	Corporate
	Prefecture
	Tags
)

// Field is what a column can be mapped to. Its key is the one of the command line.
type Field struct {
	Key   string
	Kind  Kind
	heads []string // headers that name it, in the form of headKey
}

// Nouns that can be imported.
const (
	Prospects = "prospects"
	Entries   = "entries"
	Deals     = "deals"
	Measures  = "measures"
)

// Fields of a noun, in the order in which they are offered; nil for an unknown noun.
func Fields(noun string) []Field { return fields[noun] }

// FieldOf gives a noun's field by its key.
func FieldOf(noun, key string) (Field, bool) {
	for _, f := range fields[noun] {
		if f.Key == key {
			return f, true
		}
	}
	return Field{}, false
}

var fields = map[string][]Field{
	Prospects: {
		{"name", Text, heads("name company companyname company_name account accountname organization organisation organizationname corporatename businessname customer customername client lead leadname " +
			"会社名 会社 社名 企業名 企業 法人名 商号 商号又は名称 名称 取引先名 取引先 顧客名 得意先名 得意先 顧客 事業者名 団体名 組織名 屋号 貴社名 御社名 勤務先 見込み客名 リード名")},
		{"corporate_number", Corporate, heads("corporatenumber houjinbangou hojinbango invoicenumber taxid 法人番号 法人no 会社法人等番号 インボイス登録番号 登録番号 適格請求書発行事業者登録番号")},
		{"external_id", Text, heads("externalid id recordid customerid leadid mqlid contactid accountid companyid clientid customerno customernumber accountnumber hsobjectid hubspotid salesforceid " +
			"顧客id 顧客番号 顧客コード 顧客no 管理番号 管理id 会社id 会社コード 取引先id 取引先コード 得意先コード リードid レコードid 企業id 企業コード 外部id")},
		{"kana", Text, heads("kana furigana companynamekana namekana phoneticname カナ フリガナ ふりがな 会社名カナ 会社名フリガナ 会社名かな 社名カナ 企業名カナ 商号フリガナ 読み 読み仮名 よみがな 顧客名カナ")},
		{"postal_code", Postal, heads("postalcode postal postcode zip zipcode billingpostalcode billingzip mailingpostalcode 郵便番号 〒 郵便 郵便番号〒 請求先郵便番号")},
		{"prefecture", Prefecture, heads("prefecture state stateregion region billingstate mailingstate province 都道府県 都道府県名 県名 県 府県")},
		{"city", Text, heads("city cityname billingcity mailingcity town 市区町村 市区町村名 市町村 市区郡 区市町村")},
		{"address", Text, heads("address address1 street streetaddress streetnumber addressline1 billingstreet mailingstreet 住所 所在地 番地 町名番地 丁目番地等 住所1 本社住所 本社所在地 会社住所 町域番地 以降の住所")},
		{"industry", Text, heads("industry sector businesssegment businesstype 業種 業界 業種名 業態 産業")},
		{"employees", Count, heads("employees numberofemployees employeecount noofemployees headcount companysize 従業員数 社員数 従業員 人数 従業員規模 職員数")},
		{"capital", Money, heads("capital capitalstock paidincapital 資本金 資本金円 資本金額")},
		{"phone", Phone, heads("phone phonenumber telephone tel telno mobile mobilephone mobilephonenumber businessphone workphone 電話 電話番号 tel番号 代表電話 代表電話番号 連絡先 連絡先電話番号 会社電話番号 携帯 携帯電話 携帯番号")},
		{"email", Mail, heads("email emailaddress mail mailaddress companyemail workemail businessemail eメール メール メールアドレス mailアドレス emailアドレス eメールアドレス 電子メール 代表メール")},
		{"url", Text, heads("url website web websiteurl homepage companydomainname domain site hp ウェブサイト webサイト ホームページ サイト hpurl サイトurl 会社url ドメイン")},
		{"channel", Text, heads("channel source leadsource origin originalsource originalsourcetype medium utmsource acquisitionchannel 流入元 流入経路 経路 獲得経路 集客経路 チャネル 媒体 リードソース ソース 反響媒体 問い合わせ経路 参照元 きっかけ")},
		{"owner", Text, heads("owner assignee contactowner companyowner leadowner accountowner salesrep rep salesperson salesowner assignedto 担当 担当者 営業担当 営業担当者 所有者 担当営業 自社担当 取引先所有者 リード所有者")},
		{"tag", Tags, heads("tag tags label labels keywords タグ ラベル 分類")},
		{"note", Text, heads("note notes memo comment comments remark remarks description 備考 メモ コメント 摘要 説明 特記事項 備考欄")},
		{"contact_name", Text, heads("contactname contact contactperson fullname personname 担当者氏名 担当者名 氏名 お名前 名前 先方担当者 先方担当 ご担当者 ご担当者名 担当者お名前 ご担当者お名前 取引先責任者 窓口 代表者 代表者名 代表者氏名")},
		{"contact_family", Text, heads("lastname surname familyname contactlastname 姓 名字 苗字 担当者姓 氏")},
		{"contact_given", Text, heads("firstname givenname contactfirstname 名 担当者名前 下の名前")},
		{"contact_title", Text, heads("contacttitle jobtitle title position role 役職 肩書 肩書き 職位 役職名 部署役職")},
		{"contact_email", Mail, heads("contactemail personalemail contactmail 担当者メール 担当者メールアドレス 担当者eメール 個人メール")},
		{"closed_day", Date, heads("closeddate closedate registryclosed 登記記録の閉鎖等年月日 閉鎖年月日 閉鎖日 廃業日")},
	},
	Entries: {
		{"prospect", Text, heads("prospect prospectid externalid id leadid customerid contactid mqlid corporatenumber email mail 見込み客 顧客id 顧客番号 顧客コード 管理番号 法人番号 メール メールアドレス 会社id リードid")},
		{"stage", Text, heads("stage stagename lifecyclestage status leadstatus phase step pipelinestage ステージ 段階 フェーズ 状態 ステータス 工程 進捗")},
		{"day", Date, heads("day date entered reached enteredon datetime timestamp createdate createddate becamedate 日付 日 年月日 到達日 発生日 登録日 移行日 変更日 日時")},
		{"channel", Text, heads("channel source leadsource origin medium utmsource 流入元 流入経路 経路 獲得経路 チャネル 媒体 リードソース")},
		{"campaign", Text, heads("campaign campaignname utmcampaign キャンペーン キャンペーン名 施策 施策名 広告名")},
		{"owner", Text, heads("owner assignee salesrep rep 担当 担当者 営業担当 営業担当者 所有者")},
	},
	Deals: {
		{"prospect", Text, heads("prospect prospectid externalid id leadid customerid contactid mqlid corporatenumber email accountid associatedcompanyid 見込み客 顧客id 顧客番号 顧客コード 管理番号 法人番号 メール メールアドレス 取引先id 取引先コード 会社id")},
		{"name", Text, heads("name dealname deal opportunity opportunityname title subject 商談名 案件名 商談 案件 件名 取引名")},
		{"amount", Money, heads("amount dealamount value revenue price total closedamount contractamount sales 金額 受注金額 売上 売上金額 契約金額 契約額 受注額 見積金額 商談金額 単価 合計金額 declaredmonthlyrevenue")},
		{"opened", Date, heads("opened openeddate created createdate createddate opendate startdate 開始日 商談日 作成日 発生日 起票日 商談化日 登録日 案件発生日 商談開始日")},
		{"closed", Date, heads("closed closedate closeddate wondate lostdate dateclosed contractdate 完了日 受注日 契約日 成約日 クローズ日 失注日 完了予定日 決着日 受注失注日")},
		{"outcome", Text, heads("outcome result status stage dealstage won iswon 結果 受注失注 状態 ステータス 勝敗 結果区分 フェーズ ステージ")},
		{"product", Text, heads("product productname item plan sku service 商品 商品名 製品 製品名 サービス サービス名 プラン 品目")},
		{"owner", Text, heads("owner dealowner opportunityowner assignee salesrep rep 担当 担当者 営業担当 営業担当者 所有者")},
	},
	Measures: {
		{"day", Date, heads("day date reportdate 日付 日 年月日 対象日 計測日 日時 配信日")},
		{"measure", Text, heads("measure metric kpi indicator item 指標 指標名 項目 項目名 kpi名 数値名")},
		{"channel", Text, heads("channel source medium platform network utmsource 流入元 流入経路 経路 チャネル 媒体 媒体名")},
		{"campaign", Text, heads("campaign campaignname utmcampaign キャンペーン キャンペーン名 施策 施策名 広告名")},
		{"value", Number, heads("value amount number count total result 値 数値 数 件数 実績 実績値 数量")},
	},
}
