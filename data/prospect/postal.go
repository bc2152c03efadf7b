package prospect

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
)

// Place is where a postal code is. What differs among the places of one code is "".
type Place struct {
	Prefecture string `json:"prefecture"`
	City       string `json:"city"`
	Town       string `json:"town"`
}

// PostalStore keeps the user's own table of postal codes; none is shipped.
type PostalStore interface {
	// ReplacePostal puts a table in the place of the one there is; it is no action that an undo knows.
	ReplacePostal(ctx context.Context, places map[string]Place) error
	// Places of codes of seven digits, nil for all; unknown ones are left out.
	Places(ctx context.Context, codes []string) (map[string]Place, error)
}

// The columns of Japan Post's KEN_ALL.CSV, which has 15 and no header.
const (
	kenColumns = 15
	kenCode    = 2
	kenPlace   = 6 // prefecture, city, town
)

// NotPostal is the error of a file that is no table of postal codes.
const NotPostal data.Code = "not_postal"

// ImportPostal reads KEN_ALL.CSV (Japan Post, CP932 or UTF-8) in the place of
// the table there is. Created counts the codes, Skipped the further lines of a
// code: long towns are spread over several lines, and towns share codes.
func ImportPostal(ctx context.Context, src intake.Source, store PostalStore, news *change.Bus, clock data.Clock, dry bool) (intake.Result, error) {
	began, info := clock(), src.Info()
	if len(info.Header) != kenColumns {
		return intake.Result{}, &data.Error{Code: NotPostal, What: info.File, Args: map[string]any{"columns": len(info.Header)}}
	}
	r := intake.Result{Encoding: info.Encoding, Delimiter: info.Delimiter, DryRun: dry, Rejected: []intake.Rejected{}}
	t := postalTable{places: map[string]Place{}}
	for {
		line, cells, err := src.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *data.Error
		if err != nil && !errors.As(err, &broken) {
			return r, err
		}
		r.Rows++
		if err != nil {
			r.Rejected = append(r.Rejected, intake.Rejected{Line: line, Code: string(broken.Code)})
		} else if column, code := t.add(cells); code != "" {
			r.Rejected = append(r.Rejected, intake.Rejected{Line: line, Column: info.Header[column], Value: cells[column], Code: code})
		}
	}
	r.Created, r.RejectedCount = len(t.places), len(r.Rejected)
	r.Skipped = r.Rows - r.Created - r.RejectedCount
	if r.Created == 0 {
		return r, &data.Error{Code: NotPostal, What: info.File, Args: map[string]any{"columns": len(info.Header)}}
	}
	if !dry {
		if err := store.ReplacePostal(ctx, t.places); err != nil {
			return r, err
		}
		news.Publish(change.News{Nouns: []change.Noun{change.Setting}, Op: change.Op{Title: "import.postal"}})
	}
	r.Seconds = clock().Sub(began).Seconds()
	return r, nil
}

// postalTable is what was read so far.
type postalTable struct {
	places map[string]Place
	open   string // the code of a town whose parenthesis goes on in the next line
}

// add reads a line; it gives the column and code of what is wrong with it.
func (t *postalTable) add(cells []string) (column int, code string) {
	if len(cells) != kenColumns {
		return 0, "extra_cells"
	}
	number := intake.Clean(cells[kenCode])
	if len(number) != 7 || strings.Trim(number, "0123456789") != "" {
		return kenCode, intake.BadPostal
	}
	p := Place{Prefecture: intake.Clean(cells[kenPlace]), City: intake.Clean(cells[kenPlace+1])}
	if !slices.Contains(intake.Prefectures(), p.Prefecture) {
		return kenPlace, "bad_prefecture"
	}
	town := strings.NewReplacer("(", "（", ")", "）").Replace(intake.Clean(cells[kenPlace+2]))
	if t.open == number { // more of a parenthesis, which is left out
		if strings.Contains(town, "）") {
			t.open = ""
		}
		return 0, ""
	}
	t.open = ""
	if before, inside, ok := strings.Cut(town, "（"); ok {
		if town = before; !strings.Contains(inside, "）") {
			t.open = number
		}
	}
	p.Town = townName(town)
	if known, ok := t.places[number]; ok {
		p = known.common(p)
	}
	t.places[number] = p
	return 0, ""
}

// townName leaves out what stands in the column but is no town's name.
func townName(s string) string {
	switch {
	case s == "以下に掲載がない場合", strings.HasSuffix(s, "の次に番地がくる場合"), strings.HasSuffix(s, "一円") && s != "一円":
		return ""
	}
	return s
}

// common keeps what two places of one code share.
func (p Place) common(o Place) Place {
	switch {
	case p.Prefecture != o.Prefecture:
		return Place{}
	case p.City != o.City:
		return Place{Prefecture: p.Prefecture}
	case p.Town != o.Town:
		p.Town = ""
	}
	return p
}

// PlaceOf gives where a postal code is; ok is false where the table doesn't say.
func (s *Service) PlaceOf(ctx context.Context, code string) (p Place, ok bool, err error) {
	digits, bad := intake.ReadPostal(intake.Clean(code))
	if bad != "" || digits == "" {
		return p, false, nil
	}
	found, err := s.store.Places(ctx, []string{digits})
	p, ok = found[digits]
	return p, ok, err
}

// FillPlace fills what is not known of where a prospect is from the place of
// its postal code; where something known contradicts it, nothing.
func (p *Prospect) FillPlace(at Place) (filled []string) {
	if p.Prefecture != "" && p.Prefecture != at.Prefecture || p.City != "" && p.City != at.City {
		return nil
	}
	fill := func(field string, to *string, text string) {
		if *to == "" && text != "" {
			*to, filled = text, append(filled, field)
		}
	}
	address := p.Address
	fill("prefecture", &p.Prefecture, at.Prefecture)
	fill("city", &p.City, at.City)
	if address == "" {
		fill("address", &p.Address, at.Town)
	}
	return filled
}
