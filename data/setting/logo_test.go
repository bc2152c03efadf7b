package setting_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"shirube/data"
	"shirube/data/setting"
)

func picture(w, h int) *image.NRGBA {
	im := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			im.Set(x, y, color.NRGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	return im
}

func encoded(t *testing.T, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestALogoIsKeptSmallAndClean(t *testing.T) {
	wide := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, picture(2000, 500)) })
	// a text chunk that says who made it
	note := append([]byte("tEXt"), "Author\x00somebody"...)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(note)-4))
	chunk = append(chunk, note...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(note))
	wide = append(wide[:33:33], append(chunk, wide[33:]...)...)
	for name, file := range map[string][]byte{
		"png": wide, "jpeg": encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, picture(2000, 500), nil) }),
	} {
		l, err := setting.ReadLogo(bytes.NewReader(file))
		if err != nil {
			t.Fatal(name, err)
		}
		if l.Width != 640 || l.Height != 160 || bytes.Contains(l.PNG, []byte("somebody")) {
			t.Errorf("%s: %d by %d, %d bytes", name, l.Width, l.Height, len(l.PNG))
		}
		again, err := setting.ReadLogo(bytes.NewReader(l.PNG))
		if err != nil || !bytes.Equal(again.PNG, l.PNG) {
			t.Errorf("%s: read again it is another (%v)", name, err)
		}
	}
	small, err := setting.ReadLogo(bytes.NewReader(encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, picture(40, 1)) })))
	if err != nil || small.Width != 40 || small.Height != 1 {
		t.Errorf("a small one became %d by %d (%v)", small.Width, small.Height, err)
	}
}

func TestWhatIsNoLogoIsRefused(t *testing.T) {
	good := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, picture(50, 50)) })
	huge := bytes.Clone(good)
	binary.BigEndian.PutUint32(huge[16:], 60000)
	binary.BigEndian.PutUint32(huge[20:], 60000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for name, c := range map[string]struct {
		file []byte
		code data.Code
	}{
		"nothing":          {nil, "logo_unreadable"},
		"svg":              {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "logo_unreadable"},
		"a web page":       {[]byte("<script>alert(1)</script>"), "logo_unreadable"},
		"gif":              {encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, picture(5, 5), nil) }), "logo_unreadable"},
		"half a png":       {good[:len(good)/2], "logo_unreadable"},
		"a png that lies":  {huge, "logo_too_large"},
		"a very long file": {append(bytes.Clone(good), strings.Repeat("x", setting.LargestLogoFile)...), "logo_too_large"},
	} {
		if _, err := setting.ReadLogo(bytes.NewReader(c.file)); data.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}
