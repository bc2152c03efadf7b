package prospect

import (
	"context"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
)

// Alteration is one change to many prospects.
type Alteration struct {
	Set        map[string]string // field key → text as typed; "" empties the field
	Tag, Untag []string
}

// BulkFields lists the fields that can be set on many prospects at once: not
// those that tell one company from another.
func BulkFields() []string {
	return slices.DeleteFunc(ExportFields(), func(f string) bool {
		return texts[f] == nil && checked[f] == nil || f == "tag" || f == "name" || f == "external_id" || f == "corporate_number"
	})
}

// Alter changes prospects alike, in one step that can be undone. Errors:
// unknown_field; what a value can't be (bad_phone, bad_number …) with the field in Where.
func (s *Service) Alter(ctx context.Context, ids []int64, a Alteration) error {
	var like Prospect
	for field, text := range a.Set {
		if !slices.Contains(BulkFields(), field) && !intake.IsCustom(field) {
			return &data.Error{Code: intake.UnknownField, What: field, Args: map[string]any{"noun": intake.Prospects}}
		}
		if code := like.put(field, intake.Clean(text)); code != "" {
			return data.Errorf(data.Code(code), text, field, nil)
		}
	}
	if fields, plain := a.plain(); plain {
		op := change.Op{Title: "prospect.edit", Args: map[string]string{"n": itoa(len(ids))}}
		if err := s.store.AlterProspects(ctx, op, ids, fields, like, intake.ReadTags(strings.Join(a.Tag, "\n")), a.Untag); err != nil {
			return err
		}
		s.tell(op, change.Prospect)
		return nil
	}
	return s.Edit(ctx, ids, func(p *Prospect) {
		for field, text := range a.Set {
			text = intake.Clean(text)
			switch {
			case intake.IsCustom(field):
				p.setCustom(strings.TrimPrefix(field, intake.Custom), text)
			case texts[field] != nil:
				*texts[field](p) = text
			case text == "":
				p.take(&Prospect{}, field)
			default:
				checked[field](p, text)
			}
		}
		p.Tags = slices.DeleteFunc(slices.Concat(p.Tags, a.Tag), func(t string) bool { return slices.Contains(a.Untag, t) })
	})
}

// put sets a field to a text; code says why it can't be.
func (p *Prospect) put(field, text string) (code string) {
	switch {
	case texts[field] != nil:
		*texts[field](p) = text
	case text != "" && checked[field] != nil:
		return checked[field](p, text)
	}
	return ""
}

// CheckValue says why a field can't have a text as typed, by its code; "" where it can.
func CheckValue(field, text string) (code string) {
	return new(Prospect).put(field, intake.Clean(text))
}

// unsearched are the fields that are no part of SearchText, so that many rows
// can be set by one statement.
var unsearched = strings.Fields("postal_code industry employees capital channel owner note")

// plain gives the fields set, and whether all of them are unsearched.
func (a Alteration) plain() (fields []string, ok bool) {
	for f := range a.Set {
		if !slices.Contains(unsearched, f) {
			return nil, false
		}
		fields = append(fields, f)
	}
	return fields, true
}

// BulkStore changes many prospects at once.
type BulkStore interface {
	// AlterProspects sets unsearched fields to those of like, and adds and takes away tags.
	AlterProspects(ctx context.Context, op change.Op, ids []int64, fields []string, like Prospect, tag, untag []string) error
}

func (p *Prospect) setCustom(name, text string) {
	custom := map[string]string{}
	for k, v := range p.Custom {
		custom[k] = v
	}
	custom[name] = text
	if text == "" {
		delete(custom, name)
	}
	p.Custom = custom
}
