package tabular

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"shirube/data"
	"shirube/data/crosstab"
	"shirube/data/intake"
)

// workbook is one sheet of an XLSX file, read as a stream. Values are taken as
// stored, not as shown: 1,235 on screen is still 1234.5.
type workbook struct {
	f      file
	info   intake.Info
	sheet  *zip.File
	shared []string
	styles []style // by cell style number
	epoch  int     // days to add to a serial: 0, or 1462 for the calendar of 1904

	open  io.ReadCloser
	dec   *xml.Decoder
	line  int
	cells []string
	rows  int

	percent []bool          // by cell of the present row: shown as a percentage
	merged  []crosstab.Span // as far as read; they stand behind the rows

	titles int // rows above the header
}

// maxPart is the most that a part of a workbook may unpack to, in bytes.
const maxPart = 2 << 30

func openWorkbook(f file, info intake.Info, o Options) (*workbook, error) {
	z, err := zip.NewReader(f, info.Bytes)
	if err != nil {
		return nil, data.Errorf(BrokenWorkbook, "", "", err)
	}
	parts := map[string]*zip.File{}
	for _, p := range z.File {
		parts[strings.TrimPrefix(p.Name, "/")] = p
	}
	if parts["xl/workbook.xml"] == nil {
		return nil, data.Errorf(ZipArchive, "", "", nil)
	}
	w := &workbook{f: f, info: info}
	if err := w.load(parts, o.Sheet); err != nil {
		var known *data.Error
		if errors.As(err, &known) {
			return nil, err
		}
		return nil, data.Errorf(BrokenWorkbook, "", "", err)
	}
	w.info.Encoding = "xlsx"
	if err := w.Rewind(); err != nil {
		return nil, err
	}
	if o.HasHeader == nil || *o.HasHeader {
		w.titles = titles(w.row)
		w.info.Above = w.titles
		if err := w.Rewind(); err != nil {
			return nil, err
		}
	}
	_, cells, err := w.row(0)
	if errors.Is(err, io.EOF) && o.blank {
		return w, w.Rewind()
	}
	if errors.Is(err, io.EOF) {
		w.shut()
		return nil, data.Errorf(EmptyFile, "", w.info.Sheet, nil)
	}
	if err != nil {
		return nil, err
	}
	w.info.HasHeader = looksLikeHeader(cells)
	if o.HasHeader != nil {
		w.info.HasHeader = *o.HasHeader
	}
	w.info.Header = columns(cells, w.info.HasHeader)
	return w, w.Rewind()
}

func (w *workbook) load(parts map[string]*zip.File, sheet string) error {
	var book struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			Old  string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := parse(parts["xl/workbook.xml"], &book); err != nil {
		return err
	}
	if err := parse(parts["xl/_rels/workbook.xml.rels"], &rels); err != nil {
		return err
	}
	if book.Pr.Date1904 == "1" || book.Pr.Date1904 == "true" {
		w.epoch = 1462
	}
	names := make([]string, 0, len(book.Sheets))
	for _, s := range book.Sheets {
		names = append(names, s.Name)
		if w.sheet != nil || sheet != "" && s.Name != sheet {
			continue
		}
		for _, r := range rels.All {
			if r.ID == s.ID+s.Old {
				target := strings.TrimPrefix(r.Target, "/")
				if target == r.Target {
					target = path.Join("xl", r.Target)
				}
				w.sheet, w.info.Sheet = parts[target], s.Name
			}
		}
	}
	w.info.Sheets = names
	if w.sheet == nil {
		return &data.Error{Code: UnknownSheet, Args: map[string]any{"sheet": sheet, "sheets": strings.Join(names, ", ")}}
	}
	if err := w.loadStyles(parts["xl/styles.xml"]); err != nil {
		return err
	}
	return w.loadShared(parts["xl/sharedStrings.xml"])
}

func (w *workbook) loadShared(p *zip.File) error {
	if p == nil {
		return nil
	}
	r, err := unpack(p)
	if err != nil {
		return err
	}
	defer r.Close()
	dec := xml.NewDecoder(r)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "si" {
			s, err := texts(dec, "si")
			if err != nil {
				return err
			}
			w.shared = append(w.shared, s)
		}
	}
}

// texts joins the text runs up to the end of an element; readings of kanji
// (phonetic runs) are no part of the text.
func texts(dec *xml.Decoder, end string) (string, error) {
	var b strings.Builder
	in := false
	for {
		tok, err := dec.Token()
		if err != nil {
			return "", err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if e.Name.Local == "rPh" {
				if err := dec.Skip(); err != nil {
					return "", err
				}
			}
			in = e.Name.Local == "t"
		case xml.EndElement:
			if e.Name.Local == end {
				return b.String(), nil
			}
			in = false
		case xml.CharData:
			if in {
				b.Write(e)
			}
		}
	}
}

// Info implements intake.Source.
func (w *workbook) Info() intake.Info { return w.info }

// Next implements intake.Source; the line is the row's number in the sheet.
func (w *workbook) Next(ctx context.Context) (int, []string, error) {
	if w.rows++; w.rows%256 == 0 {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
	}
	line, cells, err := w.row(len(w.info.Header))
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		err = data.Errorf(BrokenWorkbook, w.info.File, strconv.Itoa(line), err)
	}
	return line, cells, err
}

// Rewind implements intake.Rewinder.
func (w *workbook) Rewind() error {
	w.shut()
	r, err := unpack(w.sheet)
	if err != nil {
		return data.Errorf(BrokenWorkbook, w.info.File, "", err)
	}
	w.open, w.dec, w.line, w.merged = r, xml.NewDecoder(r), 0, nil
	n := w.titles
	if w.info.HasHeader {
		n++
	}
	return skip(n, w.row)
}

// BytesRead implements intake.Measured: the share of the sheet that has been read.
func (w *workbook) BytesRead() int64 {
	size := max(int64(w.sheet.UncompressedSize64), 1)
	return int64(float64(w.info.Bytes) * min(float64(w.dec.InputOffset())/float64(size), 1))
}

// Close implements intake.Source.
func (w *workbook) Close() error { w.shut(); return w.f.Close() }

func (w *workbook) shut() {
	if w.open != nil {
		w.open.Close()
		w.open = nil
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func parse(p *zip.File, into any) error {
	if p == nil {
		return errors.New("a part is missing")
	}
	r, err := unpack(p)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(r).Decode(into)
}

type limited struct {
	io.Reader
	io.Closer
}

func unpack(p *zip.File) (io.ReadCloser, error) {
	r, err := p.Open()
	if err != nil {
		return nil, err
	}
	return limited{io.LimitReader(r, maxPart), r}, nil
}
