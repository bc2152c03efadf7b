package words

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// inTemplate finds {{.T "key"}} in a page's template.
var inTemplate = regexp.MustCompile(`\.T "([^"]+)"`)

func placeholders(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	ja, en := In("ja"), In("en")
	for key, text := range ja.text {
		other, ok := en.text[key]
		if !ok {
			t.Errorf("%s has no English", key)
			continue
		}
		if strings.TrimSpace(text) == "" || strings.TrimSpace(other) == "" && key != "format.count" {
			t.Errorf("%s is empty", key)
		}
		if a, b := placeholders(text), placeholders(other); !slices.Equal(a, b) {
			t.Errorf("%s: %v in Japanese, %v in English", key, a, b)
		}
	}
	for key := range en.text {
		if !ja.Has(key) {
			t.Errorf("%s has no Japanese", key)
		}
	}
}

func TestEveryTextStandsInItsOwnFile(t *testing.T) {
	seen := map[string]string{}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		area := strings.TrimSuffix(filepath.Base(path), ".json")
		decoder := json.NewDecoder(strings.NewReader(string(b)))
		for {
			tok, err := decoder.Token()
			if err != nil {
				return nil
			}
			key, ok := tok.(string)
			if !ok {
				continue
			}
			if _, err := decoder.Token(); err != nil {
				return err
			}
			if !strings.HasPrefix(key, area+".") {
				t.Errorf("%s: %s belongs elsewhere", path, key)
			}
			if before := seen[filepath.Dir(path)+key]; before != "" {
				t.Errorf("%s stands twice: %s and %s", key, before, path)
			}
			seen[filepath.Dir(path)+key] = path
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// use is where the program asks for words.
type use struct{ key, at string }

// sources collects what the program asks for: whole keys, and beginnings of
// keys that are completed at run time.
type sources struct {
	whole, beginnings []use
	literals          map[string]bool
}

func program(t *testing.T) sources {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	s := sources{literals: map[string]bool{}}
	fset := token.NewFileSet()
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root || d.Name() == "out" || d.Name() == "testdata" || d.Name() == "datatest") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".html") {
			for _, found := range inTemplate.FindAllStringSubmatch(string(text), -1) {
				s.whole = append(s.whole, use{found[1], filepath.Base(path)})
				s.literals[found[1]] = true
			}
			return nil
		}
		file, err := parser.ParseFile(fset, path, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool { s.visit(n, fset); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *sources) visit(n ast.Node, fset *token.FileSet) {
	at := func() string {
		p := fset.Position(n.Pos())
		return filepath.Base(filepath.Dir(p.Filename)) + "/" + filepath.Base(p.Filename) + ":" + strconv.Itoa(p.Line)
	}
	switch n := n.(type) {
	case *ast.BasicLit:
		if text, ok := literal(n); ok {
			s.literals[text] = true
		}
	case *ast.GenDecl:
		if n.Tok == token.CONST {
			s.codes(n, at())
		}
	case *ast.AssignStmt:
		if f, ok := n.Lhs[len(n.Lhs)-1].(*ast.SelectorExpr); ok && f.Sel.Name == "code" {
			s.ask("rejected.", n.Rhs[len(n.Rhs)-1], at())
		}
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || len(n.Args) == 0 {
			return
		}
		switch f.Sel.Name {
		case "T":
			s.ask("", n.Args[0], at())
		case "Errorf":
			if p, ok := f.X.(*ast.Ident); ok && p.Name == "data" {
				s.ask("error.", n.Args[0], at())
				s.ask("hint.", n.Args[0], at())
			}
		}
	case *ast.CompositeLit:
		for field, area := range map[string]map[string]string{
			"Code":  {"Error": "error.", "Rejected": "rejected."},
			"Title": {"Op": "change."},
		} {
			for _, e := range n.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				of := typeName(n.Type)
				if k, ok := kv.Key.(*ast.Ident); ok && k.Name == field && area[of] != "" {
					s.ask(area[of], kv.Value, at())
					if of == "Error" {
						s.ask("hint.", kv.Value, at())
					}
				}
			}
		}
	}
}

// codes takes constants of type data.Code, and those said to be the codes of
// rejected rows by "Codes of ..." above them.
func (s *sources) codes(block *ast.GenDecl, at string) {
	for _, spec := range block.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || len(v.Values) == 0 {
			continue
		}
		switch {
		case v.Type != nil && typeName(v.Type) == "Code":
			s.ask("error.", v.Values[0], at)
			s.ask("hint.", v.Values[0], at)
		case strings.HasPrefix(block.Doc.Text(), "Codes of"):
			s.ask("rejected.", v.Values[0], at)
		}
	}
}

func (s *sources) ask(area string, e ast.Expr, at string) {
	if text, ok := literal(e); ok {
		s.whole = append(s.whole, use{area + text, at})
		return
	}
	first := e
	for sum, ok := first.(*ast.BinaryExpr); ok && sum.Op == token.ADD; sum, ok = first.(*ast.BinaryExpr) {
		first = sum.X
	}
	if text, ok := literal(first); ok {
		s.beginnings = append(s.beginnings, use{area + text, at})
	}
}

func literal(e ast.Node) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(b.Value)
	return s, err == nil && s != ""
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func TestEveryKeyTheProgramAsksForHasWords(t *testing.T) {
	w, s := In("ja"), program(t)
	if len(s.whole) < 100 {
		t.Fatalf("only %d keys were found in the program", len(s.whole))
	}
	told := map[string]bool{}
	for _, u := range s.whole {
		if !w.Has(u.key) && !told[u.key] {
			told[u.key] = true
			t.Errorf("%s: no words for %s", u.at, u.key)
		}
	}
	for _, u := range s.beginnings {
		if !slices.ContainsFunc(keys(w), func(k string) bool { return strings.HasPrefix(k, u.key) }) {
			t.Errorf("%s: no words begin with %s", u.at, u.key)
		}
	}
	for _, key := range keys(w) {
		area, rest, _ := strings.Cut(key, ".")
		made := slices.ContainsFunc(s.beginnings, func(u use) bool { return strings.HasPrefix(key, u.key) })
		coded := slices.Contains([]string{"error", "hint", "rejected", "change"}, area) && s.literals[rest]
		named := strings.HasPrefix(rest, "name.")
		if !s.literals[key] && !made && !coded && !named {
			t.Logf("nothing asks for %s", key)
		}
	}
}

func keys(w *Words) []string {
	var out []string
	for k := range w.text {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
