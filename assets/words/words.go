package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed ja/*.json en/*.json
var files embed.FS

// Words is one language.
type Words struct {
	Lang string // ja or en
	text map[string]string
}

var (
	japanese = sync.OnceValue(func() *Words { return read("ja") })
	english  = sync.OnceValue(func() *Words { return read("en") })
)

// In gives the words of a language, read once; anything but "en" is Japanese.
func In(lang string) *Words {
	if lang == "en" {
		return english()
	}
	return japanese()
}

func read(lang string) *Words {
	w := &Words{Lang: lang, text: map[string]string{}}
	paths, err := fs.Glob(files, lang+"/*.json")
	if err != nil {
		panic(err)
	}
	for _, p := range paths {
		b, err := files.ReadFile(p)
		if err == nil {
			err = json.Unmarshal(b, &w.text)
		}
		if err != nil {
			panic(fmt.Errorf("words: %s: %w", p, err))
		}
	}
	return w
}

// Has tells whether there are words for key.
func (w *Words) Has(key string) bool { _, ok := w.text[key]; return ok }

// T gives the words for key. Pairs are names and values for its {name}s:
// T("list.count", "n", w.Int(5)). An unknown key is shown as itself.
func (w *Words) T(key string, pairs ...any) string {
	s, ok := w.text[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return s
}
