package prospect_test

import (
	"slices"
	"testing"

	"shirube/data"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
)

func TestAlterManyAlike(t *testing.T) {
	d := newDesk(t)
	ids, err := d.SaveProspects(t.Context(), datatest.Op, datatest.Prospects(1, 500))
	if err != nil {
		t.Fatal(err)
	}
	before := d.exported()
	alter := func(a prospect.Alteration) {
		t.Helper()
		if err := d.Alter(t.Context(), ids[:400], a); err != nil {
			t.Fatal(err)
		}
	}
	alter(prospect.Alteration{Set: map[string]string{"owner": " 山田 ", "employees": "１,２００名", "phone": "", "prefecture": "大阪", "custom.格付": "A"}, Tag: []string{"展示会", "重要"}})
	alter(prospect.Alteration{Set: map[string]string{"capital": "", "owner": "山田"}, Tag: []string{"a", "展示会"}, Untag: []string{"重要"}})
	for filter, want := range map[string]int{"owner=山田": 400, "employees=1200": 400, `phone=""`: 400, "tag=展示会": 400, "tag=重要": 0} {
		if got := d.count(filter); got != want {
			t.Errorf("%s: %d, want %d", filter, got, want)
		}
	}
	if p := d.get(ids[0]); !slices.Equal(p.Tags, []string{"展示会", "a"}) || p.Prefecture != "大阪府" || p.Custom["格付"] != "A" {
		t.Errorf("%+v", p)
	}
	for field, code := range map[string]data.Code{"name": intake.UnknownField, "corporate_number": intake.UnknownField, "stage": intake.UnknownField, "email": intake.BadMail} {
		if err := d.Alter(t.Context(), ids, prospect.Alteration{Set: map[string]string{field: "x"}}); data.CodeOf(err) != code {
			t.Errorf("%s: %v", field, err)
		}
	}
	for range 2 {
		if _, err := d.UndoLast(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if string(d.exported()) != string(before) {
		t.Error("taken back, the list differs")
	}
}
