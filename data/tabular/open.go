package tabular

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"shirube/data"
	"shirube/data/intake"
)

// Options override what Open finds out by itself.
type Options struct {
	Encoding  string // "" or "auto" = found
	Delimiter string // one ASCII character, or the word tab; "" = found
	Sheet     string // of a workbook; "" = the first
	HasHeader *bool  // nil = found

	blank bool // a sheet without anything is no error
}

// Errors of whole files.
const (
	EmptyFile       data.Code = "empty_file"
	NotATable       data.Code = "not_a_table"      // binary
	OldExcel        data.Code = "old_excel"        // .xls, or a workbook with a password
	ZipArchive      data.Code = "zip_archive"      // a ZIP that is not a workbook: unpack it first
	UnknownEncoding data.Code = "unknown_encoding" // asked for, not known
	BadDelimiter    data.Code = "bad_delimiter"    // asked for, not one ASCII character
	UnknownSheet    data.Code = "unknown_sheet"    // asked for, not in the workbook
	LineTooLong     data.Code = intake.LineTooLong // also of a row
	FileUnreadable  data.Code = "file_unreadable"  // missing, or no right to read it
	FileUnwritable  data.Code = "file_unwritable"  // no room, no right, or open elsewhere
	BrokenWorkbook  data.Code = "broken_workbook"  // XLSX that cannot be read
)

// Open recognises a file and stands before its first data row. It reads the
// file once through for its checksum and encoding.
func Open(path string, o Options) (intake.Source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &data.Error{Code: FileUnreadable, What: filepath.Base(path), Err: err}
	}
	src, err := open(f, filepath.Base(path), o)
	if err != nil {
		f.Close()
		var known *data.Error
		if errors.As(err, &known) {
			known.What = filepath.Base(path)
			return nil, err
		}
		return nil, &data.Error{Code: FileUnreadable, What: filepath.Base(path), Err: err}
	}
	return src, nil
}

// OpenText reads text that was pasted, for example a range of a spreadsheet.
func OpenText(name, text string, o Options) (intake.Source, error) {
	if o.Encoding == "" {
		o.Encoding = "utf-8"
	}
	return open(nopCloser{strings.NewReader(text)}, name, o)
}

type file interface {
	io.ReadSeekCloser
	io.ReaderAt
}

type nopCloser struct{ *strings.Reader }

func (nopCloser) Close() error { return nil }

func open(f file, name string, o Options) (intake.Source, error) {
	if s, ok := f.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if st, err := s.Stat(); err != nil {
			return nil, err
		} else if st.IsDir() {
			return nil, data.Errorf(NotATable, name, "", nil)
		}
	}
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	head = head[:n]
	kind, err := recognise(head)
	if err != nil {
		return nil, err
	}
	look, err := survey(f, head)
	if err != nil {
		return nil, err
	}
	info := intake.Info{File: name, Bytes: look.bytes, SHA256: look.sum}
	if kind == "xlsx" {
		return openWorkbook(f, info, o)
	}
	return openText(f, info, look, o)
}

// recognise tells workbooks and text from everything else by the first bytes.
func recognise(head []byte) (string, error) {
	for _, magic := range []string{"%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "\x1f\x8b", "SQLite format 3", "7z\xbc\xaf", "Rar!", "\x7fELF", "MZ\x90"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return "", data.Errorf(NotATable, "", "", nil)
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "xlsx", nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "", data.Errorf(OldExcel, "", "", nil)
	case bytes.IndexByte(head, 0) >= 0 && wide(head) == "":
		return "", data.Errorf(NotATable, "", "", nil)
	}
	return "text", nil
}

// survey is what one reading of the whole file tells.
type surveyed struct {
	bytes   int64
	sum     string
	utf8    bool  // valid to the end
	suspect int64 // where the first chunk with invalid UTF-8 begins
	head    []byte
}

func survey(f file, head []byte) (surveyed, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return surveyed{}, err
	}
	s := surveyed{utf8: true, head: head}
	hash := sha256.New()
	buf := make([]byte, 1<<20)
	carry := 0 // bytes of a character cut by the last chunk, now at the front of buf
	for {
		n, err := f.Read(buf[carry:])
		if n > 0 {
			hash.Write(buf[carry : carry+n])
			if s.utf8 {
				whole := carry + n - cut(buf[:carry+n])
				if !utf8.Valid(buf[:whole]) {
					s.utf8, s.suspect = false, s.bytes-int64(carry)
				}
				carry = copy(buf, buf[whole:carry+n])
			} else {
				carry = 0
			}
			s.bytes += int64(n)
		}
		if errors.Is(err, io.EOF) {
			if carry > 0 && s.utf8 {
				s.utf8, s.suspect = false, max(0, s.bytes-int64(len(buf)))
			}
			s.sum = hex.EncodeToString(hash.Sum(nil))
			return s, nil
		}
		if err != nil {
			return s, err
		}
	}
}
