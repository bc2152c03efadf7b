package prospect

import (
	"context"
	"iter"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/period"
)

// exportFields are the columns of an export, by field key, in order. An import
// reads a file with these headers back as it was.
var exportFields = strings.Fields("external_id corporate_number name kana postal_code prefecture city address industry employees capital phone email url " +
	"channel owner stage stage_day closed_day last_contact tag note contact_name contact_title contact_email")

// ExportFields lists the columns of an export, by field key.
func ExportFields() []string { return slices.Clone(exportFields) }

const exportPage = 500

// Export gives the rows of the prospects that q finds, first the field keys as
// header: texts, int64 numbers, days, nil for what is not known. fields nil
// means all; an unknown one is the error unknown_field.
func (s *Service) Export(ctx context.Context, q Query, fields []string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		ids, err := s.List(ctx, q)
		if err != nil {
			yield(nil, err)
			return
		}
		s.ExportOf(ctx, ids, fields)(yield)
	}
}

// ExportOf is Export of the prospects of ids, in their order.
func (s *Service) ExportOf(ctx context.Context, ids []int64, fields []string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		if fields == nil {
			fields = exportFields
		}
		header := make([]any, len(fields))
		for i, f := range fields {
			if !slices.Contains(exportFields, f) && !intake.IsCustom(f) {
				yield(nil, &data.Error{Code: intake.UnknownField, What: f})
				return
			}
			header[i] = f
		}
		if !yield(header, nil) {
			return
		}
		for chunk := range slices.Chunk(ids, exportPage) {
			ps, err := s.store.Prospects(ctx, chunk)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range ps {
				row := make([]any, len(fields))
				for j, f := range fields {
					row[j] = ps[i].Value(f)
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// Text is the text of a field as an export has it, "" for what is not known.
func (p Prospect) Text(field string) string {
	switch v := p.Value(field).(type) {
	case string:
		return v
	case int64:
		return itoa(v)
	case period.Day:
		return v.String()
	}
	return ""
}

// Value gives a field as an export writes it: text, int64, day, or nil for a
// number that is not known.
func (p *Prospect) Value(field string) any {
	if at := texts[field]; at != nil {
		return *at(p)
	}
	number := func(n *int64) any {
		if n == nil {
			return nil
		}
		return *n
	}
	switch field {
	case "corporate_number":
		return p.CorporateNumber
	case "postal_code":
		if len(p.PostalCode) == 7 {
			return p.PostalCode[:3] + "-" + p.PostalCode[3:]
		}
		return p.PostalCode
	case "prefecture":
		return p.Prefecture
	case "employees":
		return number(p.Employees)
	case "capital":
		return number(p.Capital)
	case "phone":
		return p.Phone
	case "email":
		return p.Email
	case "contact_email":
		return p.ContactEmail
	case "stage":
		return p.Stage
	case "stage_day":
		return p.StageDay
	case "closed_day":
		return p.ClosedDay
	case "last_contact":
		return p.LastContact
	case "tag":
		return strings.Join(p.Tags, ";")
	case "note":
		return p.Note
	}
	return p.Custom[strings.TrimPrefix(field, intake.Custom)]
}
