package prospect_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

func shared(t testing.TB, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("../../../shared/data", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skip("the shared data does not lie beside the checkout")
	}
	return path
}

func TestImportRegister(t *testing.T) {
	o := newOffice(t)
	r := o.do(file(t, shared(t, "nta/31_tottori_all_20260731.csv")), intake.Options{Preset: "nta"})
	if counts(r) != [4]int{20214, 0, 0, 0} || r.Encoding != "cp932" {
		t.Errorf("got %v in %s", counts(r), r.Encoding)
	}
	for filter, want := range map[string]int{"": 20214, `closed_day!=""`: 2764, `kana!=""`: 11299, "prefecture=鳥取県": 20214} {
		if got := o.count(filter); got != want {
			t.Errorf("%q finds %d, want %d", filter, got, want)
		}
	}
	r = o.do(file(t, unpacked(t, "nta/31_tottori_all_20160229.zip")), intake.Options{Preset: "nta"})
	if c := counts(r); c[0] != 134 || c[1]+c[2] != 16459 || c[3] != 0 {
		t.Errorf("ten years before: %v, want 134 gone since and 16,459 in both", c)
	}
}

// unpacked gives the CSV out of zips of the shared data, one behind the other.
func unpacked(t testing.TB, names ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unpacked.csv")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for _, name := range names {
		z, err := zip.OpenReader(shared(t, name))
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		for _, f := range z.File {
			if !strings.HasSuffix(f.Name, ".csv") {
				continue
			}
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(out, in); err != nil {
				t.Fatal(err)
			}
		}
	}
	return path
}

func TestImportOlist(t *testing.T) {
	o := newOffice(t)
	r := o.do(file(t, shared(t, "olist/olist_marketing_qualified_leads_dataset.csv")),
		intake.Options{Map: map[string]string{"external_id": "mql_id", "channel": "origin"}, Stages: map[string]string{"認知": "first_contact_date"}})
	if counts(r) != [4]int{8000, 0, 0, 0} {
		t.Errorf("leads: %v", counts(r))
	}
	r = o.do(file(t, shared(t, "olist/olist_closed_deals_dataset.csv")), intake.Options{Match: []string{"external_id"}, Stages: map[string]string{"won": "won_date"}})
	if counts(r) != [4]int{0, 842, 0, 0} {
		t.Errorf("deals: %v", counts(r))
	}
	if got := o.count("channel=" + `"paid search"`); got != 1586 {
		t.Errorf("paid search %d", got)
	}
	log, err := o.Log(t.Context())
	if err != nil || log.Len() != 8842 {
		t.Errorf("%d entries, %v", log.Len(), err)
	}
	deals, err := prospect.ImportDeals(t.Context(), file(t, shared(t, "olist/olist_closed_deals_dataset.csv")),
		intake.Options{Map: map[string]string{"prospect": "mql_id", "closed": "won_date"}}, o.deps)
	if err != nil || counts(deals) != [4]int{842, 0, 0, 0} {
		t.Errorf("as deals: %v %v", counts(deals), err)
	}
}

func TestImportAds(t *testing.T) {
	o := newOffice(t)
	src := file(t, shared(t, "ads/KAG_conversion_data_noids.csv"))
	opts := intake.Options{Day: "2017-08-30", Map: map[string]string{"channel": "age"},
		Wide: map[string]string{"spend": "Spent", "clicks": "Clicks", "impressions": "Impressions", "conversions": "Total_Conversion"}}
	r, err := measure.Import(t.Context(), src, opts, measure.Deps{Store: o.Store, News: o.deps.News, Clock: o.deps.Clock})
	if err != nil || counts(r) != [4]int{1143, 0, 0, 0} {
		t.Fatalf("%v %v", counts(r), err)
	}
	for key, want := range map[string]float64{"spend": 58705.23, "clicks": 38165, "impressions": 213434828, "conversions": 3264} {
		values, err := o.Values(t.Context(), key, period.Range{})
		sum := 0.0
		for _, v := range values {
			sum += v.Value
		}
		if err != nil || len(values) != 4 || sum < want-0.005 || sum > want+0.005 {
			t.Errorf("%s: %d values, sum %f, %v", key, len(values), sum, err)
		}
	}
}

func TestImportPublicContacts(t *testing.T) {
	o := newOffice(t)
	r := o.do(file(t, shared(t, "fixtures/mautic_10contacts.csv")), intake.Options{})
	if counts(r) != [4]int{10, 0, 0, 0} {
		t.Errorf("%v %v", counts(r), r.Rejected)
	}
	if ps, err := o.Prospects(t.Context(), []int64{1}); err != nil || ps[0].ContactName != "N. Ariel" || ps[0].Email != "ariel@example.com" || ps[0].Name != "Enterprise Example Organization" {
		t.Errorf("%+v %v", ps, err)
	}
	r = o.do(file(t, shared(t, "fixtures/mautic_fakeleaddata.csv")), intake.Options{})
	if counts(r) != [4]int{46, 4, 0, 4} {
		t.Errorf("%v %v", counts(r), r.Rejected)
	}
	for _, x := range r.Rejected { // of four rows only the address is known
		if x.Code != prospect.NoIdentity {
			t.Errorf("rejected: %+v", x)
		}
	}
	r = o.do(file(t, shared(t, "fixtures/listmonk_subs.csv")), intake.Options{})
	if r.Created == 0 || r.RejectedCount != 0 {
		t.Errorf("%v %v", counts(r), r.Rejected)
	}
}

// TestImportSpeed prints how long the eight prefectures take, when asked to.
func TestImportSpeed(t *testing.T) {
	if os.Getenv("SHIRUBE_BENCH") == "" {
		t.Skip("set SHIRUBE_BENCH to time the large import")
	}
	zips, _ := filepath.Glob(filepath.Join(shared(t, "nta/bulk2016"), "*.zip"))
	for i, z := range zips {
		zips[i] = "nta/bulk2016/" + filepath.Base(z)
	}
	all := unpacked(t, zips...)
	for _, dry := range []bool{true, false} {
		o := newOffice(t)
		began := time.Now()
		r, err := o.try(file(t, all), intake.Options{Preset: "nta", DryRun: dry})
		if err != nil || counts(r) != [4]int{590723, 0, 0, 0} {
			t.Fatalf("%v %v", counts(r), err)
		}
		t.Logf("dry %v: %.2f s", dry, time.Since(began).Seconds())
	}
}
