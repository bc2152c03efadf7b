package apptest

import (
	"os"
	"testing"
)

// Look is a way a page is looked at: language, colours, and its place in a
// window of 1280×800 or 1920×1080.
type Look struct {
	Name, Lang    string
	Width, Height float32
	Dark          bool
}

// Gallery takes pictures to be looked at by a person, in every Look, into the
// directory that SHIRUBE_GALLERY names. It tests nothing and skips without one.
func Gallery(t *testing.T, take func(t *testing.T, l Look, dir string)) {
	t.Helper()
	dir := os.Getenv("SHIRUBE_GALLERY")
	if dir == "" {
		t.Skip("SHIRUBE_GALLERY names no directory for pictures")
	}
	for _, l := range []Look{
		{"ja", "ja", 1104, 776, false}, {"dark", "ja", 1104, 776, true}, {"en", "en", 1104, 776, false},
		{"1920", "ja", 1744, 1056, false}, {"en-dark-1920", "en", 1744, 1056, true},
	} {
		t.Run(l.Name, func(t *testing.T) { take(t, l, dir) })
	}
}
