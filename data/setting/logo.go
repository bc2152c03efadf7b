package setting

import (
	"bytes"
	"image"
	_ "image/jpeg" // logos come as JPEG or PNG
	"image/png"
	"io"

	"golang.org/x/image/draw"

	"shirube/data"
)

// Limits of a logo: of the file that is read, in bytes and pixels a side, and
// of the picture that is kept.
const (
	LargestLogoFile = 8 << 20
	longestLogoSide = 8000
	logoWidth       = 640
	logoHeight      = 240
)

// Logo is the user's own company's, on reports: a PNG and its size in pixels.
type Logo struct {
	PNG           []byte
	Width, Height int
}

// ReadLogo reads a PNG or JPEG and gives it as it is kept: decoded and encoded
// anew, so that nothing but the pixels is handed on, and no larger than a
// report needs. What was kept is read in the same way, and stays the same:
// whoever hands a workspace on could have put anything there. Errors:
// logo_too_large, logo_unreadable.
func ReadLogo(file io.Reader) (Logo, error) {
	b, err := io.ReadAll(io.LimitReader(file, LargestLogoFile+1))
	switch {
	case err != nil:
		return Logo{}, data.Errorf("logo_unreadable", "", "", err)
	case len(b) > LargestLogoFile:
		return Logo{}, data.Errorf("logo_too_large", "", "", nil)
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(b))
	switch {
	case err != nil || format != "png" && format != "jpeg" || size.Width < 1 || size.Height < 1:
		return Logo{}, data.Errorf("logo_unreadable", "", "", err)
	case size.Width > longestLogoSide || size.Height > longestLogoSide:
		return Logo{}, data.Errorf("logo_too_large", "", "", nil)
	}
	picture, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return Logo{}, data.Errorf("logo_unreadable", "", "", err)
	}
	part := min(1, logoWidth/float64(size.Width), logoHeight/float64(size.Height))
	kept := image.NewNRGBA(image.Rect(0, 0, max(1, int(float64(size.Width)*part)), max(1, int(float64(size.Height)*part))))
	draw.CatmullRom.Scale(kept, kept.Bounds(), picture, picture.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	if err := png.Encode(&out, kept); err != nil {
		return Logo{}, data.Errorf("logo_unreadable", "", "", err)
	}
	return Logo{out.Bytes(), kept.Bounds().Dx(), kept.Bounds().Dy()}, nil
}
