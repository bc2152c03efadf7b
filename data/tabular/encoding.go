package tabular

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"shirube/data"
)

var names = map[string]string{
	"utf-8": "utf-8", "utf8": "utf-8", "utf-8-bom": "utf-8-bom", "utf-8-sig": "utf-8-bom",
	"cp932": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "ms932": "cp932",
	"utf-16": "utf-16le", "utf-16le": "utf-16le", "utf-16be": "utf-16be",
	"euc-jp": "euc-jp", "eucjp": "euc-jp", "iso-2022-jp": "iso-2022-jp", "jis": "iso-2022-jp",
}

// encodingName gives our name of an encoding a user may have typed.
func encodingName(s string) (string, error) {
	if n, ok := names[strings.ToLower(strings.TrimSpace(s))]; ok {
		return n, nil
	}
	return "", &data.Error{Code: UnknownEncoding, Args: map[string]any{"encoding": s}}
}

// streamed gives the decoder of encodings whose text must be decoded before it
// is cut into records; cp932 and euc-jp never use , ; TAB " or line ends inside
// a character, so their records are cut first and decoded one by one.
func streamed(name string) encoding.Encoding {
	switch name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "iso-2022-jp":
		return japanese.ISO2022JP
	}
	return nil
}

func byRecord(name string) encoding.Encoding {
	switch name {
	case "cp932":
		return japanese.ShiftJIS
	case "euc-jp":
		return japanese.EUCJP
	}
	return nil
}

// detect finds the encoding: byte order mark, NULs of UTF-16, valid UTF-8,
// escape sequences, and else whichever of UTF-8, CP932 and EUC-JP leaves the
// fewest lines unreadable around the first place that is not UTF-8.
func detect(f io.ReaderAt, s surveyed) (string, error) {
	switch {
	case bytes.HasPrefix(s.head, []byte("\xef\xbb\xbf")):
		return "utf-8-bom", nil
	case wide(s.head) != "":
		return wide(s.head), nil
	case s.utf8 && bytes.Contains(s.head, []byte("\x1b$")):
		return "iso-2022-jp", nil
	case s.utf8:
		return "utf-8", nil
	}
	sample := make([]byte, 4<<20)
	n, err := f.ReadAt(sample, s.suspect)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	sample = sample[:n]
	if s.suspect > 0 {
		sample = sample[max(0, bytes.IndexByte(sample, '\n')):]
	}
	if s.suspect+int64(n) < s.bytes {
		sample = sample[:bytes.LastIndexByte(sample, '\n')+1]
	}
	best, fewest := "cp932", int(^uint(0)>>1)
	counts := tally(sample)
	for _, e := range []string{"utf-8", "cp932", "euc-jp"} {
		if counts[e] < fewest {
			best, fewest = e, counts[e]
		}
	}
	return best, nil
}

// tally counts the lines that each encoding cannot read. EUC-JP is mostly valid
// CP932 that would be half-width kana: such a reading counts as unreadable when
// the EUC-JP one has the kana that every Japanese text has.
func tally(sample []byte) map[string]int {
	bad := map[string]int{}
	for line := range bytes.SplitSeq(sample, []byte{'\n'}) {
		if ascii(line) {
			continue
		}
		if !utf8.Valid(line) {
			bad["utf-8"]++
		}
		euc, kana := readsEUC(line)
		if !euc {
			bad["euc-jp"]++
		}
		if sjis, half := readsCP932(line); !sjis || euc && kana && half {
			bad["cp932"]++
		}
	}
	return bad
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// readsCP932 tells whether b is CP932, and whether most of it is half-width kana.
func readsCP932(b []byte) (ok, half bool) {
	single, double := 0, 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c < 0x80:
		case c >= 0xa1 && c <= 0xdf:
			single++
		case c == 0x80 || c == 0xa0 || c > 0xfc:
			return false, false
		default:
			if i++; i == len(b) || b[i] < 0x40 || b[i] == 0x7f || b[i] > 0xfc {
				return false, false
			}
			double++
		}
	}
	return true, single > double
}

// readsEUC tells whether b is EUC-JP, and whether kana of full width occur.
func readsEUC(b []byte) (ok, kana bool) {
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c < 0x80 {
			continue
		}
		follow := 1
		if c == 0x8f {
			follow = 2
		} else if c != 0x8e && (c < 0xa1 || c > 0xfe) {
			return false, false
		}
		for range follow {
			if i++; i == len(b) || b[i] < 0xa1 || b[i] > 0xfe {
				return false, false
			}
		}
		kana = kana || c == 0xa4 || c == 0xa5
	}
	return true, kana
}

// wide names the UTF-16 of a text by its byte order mark or by its NULs.
func wide(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "utf-16be"
	}
	var nul [2]int
	for i, c := range head {
		if c == 0 {
			nul[i%2]++
		}
	}
	switch enough := max(1, len(head)/20); {
	case nul[1] > enough && nul[0] == 0:
		return "utf-16le"
	case nul[0] > enough && nul[1] == 0:
		return "utf-16be"
	}
	return ""
}

// cut counts the bytes at the end of b that begin a character without ending it.
func cut(b []byte) int {
	for i := 1; i <= 3 && i <= len(b); i++ {
		c := b[len(b)-i]
		if utf8.RuneStart(c) {
			if c >= 0xc0 && !utf8.FullRune(b[len(b)-i:]) {
				return i
			}
			return 0
		}
	}
	return 0
}
