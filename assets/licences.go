package assets

import (
	"embed"
	"strings"
)

//go:embed licenses/*.txt
var licences embed.FS

// Licences are the texts of the licences of what is shipped inside, one after
// another, each under its file's name.
func Licences() string {
	var b strings.Builder
	files, err := licences.ReadDir("licenses")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		text, err := licences.ReadFile("licenses/" + f.Name())
		if err != nil {
			panic(err)
		}
		b.WriteString(strings.TrimSuffix(f.Name(), ".txt") + "\n\n" + string(text) + "\n\n")
	}
	return b.String()
}
