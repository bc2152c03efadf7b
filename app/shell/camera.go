package shell

import (
	"errors"
	"fmt"
	"hash/fnv"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"shirube/app/style"
	"shirube/app/task"
)

const (
	tourLook  = 50 * time.Millisecond // between two looks at whether a page is ready
	tourLimit = 60 * time.Second      // for one page
)

// stop is one picture of the tour; without a name it only waits.
type stop struct {
	name  string
	visit func()
}

// photograph takes the pictures of stops into dir, one after another, each once
// its work is done and the same frame was drawn twice. done is called at the end.
func (s *Shell) photograph(dir string, stops []stop, done func(error)) {
	if len(stops) == 0 {
		done(nil)
		return
	}
	first := stops[0]
	first.visit()
	s.window.Canvas().Unfocus()
	s.rest(time.Now().Add(tourLimit), 0, func(picture image.Image, err error) {
		if err == nil && first.name != "" {
			err = s.keep(filepath.Join(dir, first.name+s.suffix()+".png"), picture)
		}
		if err != nil {
			done(fmt.Errorf("tour: %s: %w", first.name, err))
			return
		}
		s.photograph(dir, stops[1:], done)
	})
}

// rest waits until nothing runs and two frames are alike.
func (s *Shell) rest(until time.Time, before uint64, ready func(image.Image, error)) {
	task.After(tourLook, func() {
		now := uint64(0)
		if task.Idle() {
			picture := s.window.Canvas().Capture()
			if now = fingerprint(picture); now == before {
				ready(picture, blank(picture))
				return
			}
		}
		if time.Now().After(until) {
			ready(nil, errors.New("the page does not come to rest"))
			return
		}
		s.rest(until, now, ready)
	})
}

func (s *Shell) keep(path string, picture image.Image) error {
	f, err := os.Create(path) //nolint:gosec // the folder is the user's own argument
	if err != nil {
		return err
	}
	err = errors.Join(png.Encode(f, picture), f.Close())
	if err == nil {
		fmt.Println(path)
	}
	return err
}

func (s *Shell) suffix() string {
	suffix := ""
	if s.words.Lang == "en" {
		suffix += "-en"
	}
	if style.Dark() {
		suffix += "-dark"
	}
	return suffix
}

func fingerprint(picture image.Image) uint64 {
	h := fnv.New64a()
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := picture.At(x, y).RGBA()
			_, _ = h.Write([]byte{byte(r), byte(g), byte(bl)})
		}
	}
	return h.Sum64()
}

// blank tells of a picture in one colour: the driver gave none.
func blank(picture image.Image) error {
	b := picture.Bounds()
	first := picture.At(b.Min.X, b.Min.Y)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if picture.At(x, y) != first {
				return nil
			}
		}
	}
	return errors.New("the window gives no picture")
}
