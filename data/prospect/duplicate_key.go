package prospect

import (
	"slices"
	"strings"

	"shirube/data/intake"
)

// legalForms are told apart where a name and a place agree; other forms and
// none count as not known.
var legalForms = strings.Fields("株式会社 有限会社 合同会社 合資会社 合名会社 一般社団法人 一般財団法人 公益社団法人 公益財団法人 " +
	"特定非営利活動法人 医療法人 学校法人 社会福祉法人 宗教法人")

// legalForm gives the legal form in a name, 0 where it is not known.
func legalForm(name string) int8 {
	folded := Fold(name)
	return int8(1 + slices.IndexFunc(legalForms, func(f string) bool { return strings.Contains(folded, f) }))
}

// splitPrefecture cuts a full prefecture name off the front of a folded address.
func splitPrefecture(address string) (prefecture, rest string) {
	for _, p := range foldedPrefectures {
		if rest, ok := strings.CutPrefix(address, p); ok {
			return p, rest
		}
	}
	return "", address
}

var foldedPrefectures = func() []string {
	all := intake.Prefectures()
	for i := range all {
		all[i] = Fold(all[i])
	}
	return all
}()

// shared hosts say nothing about whose a page or a mailbox is.
var shared = strings.Fields("gmail.com googlemail.com yahoo.co.jp yahoo.com ymail.ne.jp outlook.com outlook.jp hotmail.com hotmail.co.jp live.jp live.com msn.com " +
	"icloud.com me.com mac.com aol.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp ymobile.ne.jp nifty.com ocn.ne.jp biglobe.ne.jp " +
	"so-net.ne.jp plala.or.jp dion.ne.jp infoweb.ne.jp asahi-net.or.jp facebook.com instagram.com twitter.com x.com line.me ameblo.jp note.com " +
	"peraichi.com jimdo.com wixsite.com sites.google.com goo.gl rakuten.co.jp hotpepper.jp tabelog.com")

// domains gives the domains of a company's own.
func domains(i Identity) []string {
	var out []string
	add := func(host string) {
		host = strings.TrimPrefix(strings.ToLower(host), "www.")
		if strings.Contains(host, ".") && !slices.Contains(out, host) &&
			!slices.ContainsFunc(shared, func(s string) bool { return host == s || strings.HasSuffix(host, "."+s) }) {
			out = append(out, host)
		}
	}
	for _, mail := range i.Emails {
		_, host, _ := strings.Cut(mail, "@")
		add(host)
	}
	_, rest, ok := strings.Cut(i.URL, "://")
	if !ok {
		rest = i.URL
	}
	if end := strings.IndexAny(rest, "/?#:"); end >= 0 {
		rest = rest[:end]
	}
	add(rest)
	return out
}
