package assets

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed icons/*.svg
var icons embed.FS

// Icon is the SVG of a line icon, drawn on 24 by 24 in currentColor. It panics
// on a name that isn't there.
func Icon(name string) string {
	b, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		panic(err)
	}
	return string(b)
}

// IconNames lists every icon.
func IconNames() []string {
	files, _ := fs.Glob(icons, "icons/*.svg")
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "icons/"), ".svg")
	}
	return files
}
