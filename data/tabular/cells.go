package tabular

import (
	"encoding/xml"
	"strconv"
	"strings"

	"shirube/data/intake"
)

// row gives the next row with anything in it.
func (w *workbook) row(width int) (int, []string, error) {
	for {
		tok, err := w.dec.Token()
		if err != nil {
			return w.line, nil, err
		}
		e, ok := tok.(xml.StartElement)
		if ok && e.Name.Local == "mergeCell" {
			w.merge(attr(e, "ref"))
		}
		if !ok || e.Name.Local != "row" {
			continue
		}
		w.line++
		if n, err := strconv.Atoi(attr(e, "r")); err == nil {
			w.line = n
		}
		if err := w.readCells(); err != nil {
			return w.line, nil, err
		}
		if strings.TrimSpace(strings.Join(w.cells, "")) != "" {
			cells, err := fit(w.cells, width, w.line)
			w.cells = cells
			return w.line, cells, err
		}
	}
}

// readCells reads up to the end of the row.
func (w *workbook) readCells() error {
	w.cells, w.percent = w.cells[:0], w.percent[:0]
	for {
		tok, err := w.dec.Token()
		if err != nil {
			return err
		}
		switch e := tok.(type) {
		case xml.EndElement:
			if e.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			at := len(w.cells)
			if n, ok := columnOf(attr(e, "r")); ok {
				at = n
			}
			value, err := w.value(e)
			if err != nil {
				return err
			}
			for len(w.cells) <= at {
				w.cells, w.percent = append(w.cells, ""), append(w.percent, false)
			}
			w.cells[at], w.percent[at] = unguard(value), w.style(attr(e, "s")).percent
		}
	}
}

// value reads one cell to its end.
func (w *workbook) value(c xml.StartElement) (string, error) {
	kind, styleNo := attr(c, "t"), attr(c, "s")
	raw, formula, stored := "", false, false
	for {
		tok, err := w.dec.Token()
		if err != nil {
			return "", err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "f":
				formula = true
			case "is":
				if raw, err = texts(w.dec, "is"); err != nil {
					return "", err
				}
			case "v":
				stored = true
				var b []byte
				for {
					t, err := w.dec.Token()
					if err != nil {
						return "", err
					}
					if d, ok := t.(xml.CharData); ok {
						b = append(b, d...)
						continue
					}
					break
				}
				raw = string(b)
			}
		case xml.EndElement:
			if e.Name.Local != "c" {
				continue
			}
			if formula && raw == "" && !(stored && kind == "str") {
				return intake.NotComputed, nil
			}
			switch kind {
			case "s":
				if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(w.shared) {
					return w.shared[i], nil
				}
				return "", nil
			case "", "n":
				return w.number(raw, w.style(styleNo)), nil
			}
			return raw, nil
		}
	}
}

// columnOf gives the 0-based column of a cell such as "AB12".
func columnOf(ref string) (int, bool) {
	n, i := 0, 0
	for i < len(ref) && i < 3 && ref[i] >= 'A' && ref[i] <= 'Z' {
		n = n*26 + int(ref[i]-'A') + 1
		i++
	}
	return n - 1, i > 0
}
