package intake_test

import (
	"strings"
	"testing"

	"shirube/data/intake"
)

func TestShapeOf(t *testing.T) {
	for header, want := range map[string]string{
		"Record ID,Company name,Company Domain Name,Company owner,Industry":                  "hubspot.companies external_id name url owner industry",
		"レコードID,会社名,会社のドメイン名,会社の担当者,電話番号":                                                    "hubspot.companies external_id name url owner phone",
		"Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Associated Company": "hubspot.contacts external_id contact_given contact_family contact_email phone owner name",
		"Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date":                        "hubspot.deals - name outcome amount owner closed",
		"Lead Owner,First Name,Last Name,Title,Company,Email,Lead Source":                    "salesforce.leads owner contact_given contact_family contact_title name contact_email channel",
		"取引先名,取引先 所有者,請求先都道府県,請求先市区郡,請求先町名・番地":                                               "salesforce.accounts name owner prefecture city address",
		"Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID,TAGS":         "mailchimp contact_email contact_given contact_family - - - external_id tag",
		"Reporting starts,Reporting ends,Campaign name,Amount spent (USD),Impressions":       "meta_ads day - campaign - -",
		"会社名,電話番号":                       "",
		"Day,Campaign,Clicks,Impr.,Cost": "google_ads day campaign - - -",
		"データID,取引先名,取引先の担当者,電話":          "zoho.accounts external_id name owner phone",
	} {
		names := strings.Split(header, ",")
		shape, ok := intake.ShapeOf(names)
		words := strings.Fields(want)
		if ok != (want != "") || ok && shape.Key != words[0] {
			t.Errorf("%s: %q", header, shape.Key)
			continue
		}
		if !ok {
			continue
		}
		got := make([]string, len(names))
		for i := range got {
			got[i] = "-"
		}
		for _, g := range intake.GuessColumns(names, nil, shape.Noun) {
			if g.Sure {
				got[g.Column] = g.Field
			}
		}
		if strings.Join(got, " ") != strings.Join(words[1:], " ") {
			t.Errorf("%s: %v, want %v", header, got, words[1:])
		}
	}
}
