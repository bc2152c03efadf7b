package kpi

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"shirube/data"
)

// longestFormula bounds a formula, in letters; shownFormula is how much of a
// longer one an error shows.
const (
	longestFormula = 1000
	shownFormula   = 20
)

// Formula is a formula read and found good: + - * / and brackets over numbers
// and names, and the functions min, max, abs and round. A dotted name
// (deal.won) is one name.
type Formula struct {
	root         ast.Node
	names        []Name
	value        term
	above, below term // of the outermost division, nil where there is none
}

// Name is a name in a formula, and where it first stands (1-based, in letters).
type Name struct {
	Key      string
	Position int
}

// asTyped turns what people type into what is parsed, letter for letter, so
// that positions stay right: × ÷ − and full-width signs, digits and letters.
func asTyped(r rune) rune {
	switch {
	case r == '×':
		return '*'
	case r == '÷':
		return '/'
	case r == '−' || r == '‐' || r == '–':
		return '-'
	case r == '　' || r == '\n' || r == '\t':
		return ' '
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	}
	return r
}

// ParseFormula reads a formula. Errors carry the position of the trouble:
// formula_empty, formula_syntax, formula_unsupported (an operator or function
// that formulas don't have).
func ParseFormula(text string) (*Formula, error) {
	text = strings.Map(asTyped, text)
	if strings.TrimSpace(text) == "" {
		return nil, data.Errorf("formula_empty", "", "", nil)
	}
	if letters := []rune(text); len(letters) > longestFormula {
		return nil, data.Errorf("formula_syntax", string(letters[:shownFormula]), strconv.Itoa(longestFormula), nil)
	}
	tree, err := parser.Parse(text)
	if err != nil {
		where := ""
		var at *file.Error
		if errors.As(err, &at) {
			where = strconv.Itoa(at.From + 1)
		}
		return nil, data.Errorf("formula_syntax", text, where, err)
	}
	f := &Formula{root: tree.Node}
	if bad := f.check(tree.Node); bad != nil {
		return nil, data.Errorf("formula_unsupported", text, strconv.Itoa(bad.Location().From+1), nil)
	}
	f.value = compile(f.root)
	if b, is := f.root.(*ast.BinaryNode); is && b.Operator == "/" {
		f.above, f.below = compile(b.Left), compile(b.Right)
	}
	return f, nil
}

// check collects the names and gives the first node a formula can't have.
func (f *Formula) check(n ast.Node) (bad ast.Node) {
	if name, ok := nameAt(n); ok {
		if !slices.ContainsFunc(f.names, func(have Name) bool { return have.Key == name.Key }) {
			f.names = append(f.names, name)
		}
		return nil
	}
	switch n := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return nil
	case *ast.UnaryNode:
		if n.Operator == "-" || n.Operator == "+" {
			return f.check(n.Node)
		}
	case *ast.BinaryNode:
		if strings.Contains("+-*/", n.Operator) {
			if bad := f.check(n.Left); bad != nil {
				return bad
			}
			return f.check(n.Right)
		}
	case *ast.BuiltinNode:
		one := n.Name == "abs" || n.Name == "round"
		if one && len(n.Arguments) == 1 || (n.Name == "min" || n.Name == "max") && len(n.Arguments) > 0 {
			for _, a := range n.Arguments {
				if bad := f.check(a); bad != nil {
					return bad
				}
			}
			return nil
		}
	}
	return n
}

func nameAt(n ast.Node) (Name, bool) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return Name{n.Value, n.Location().From + 1}, true
	case *ast.MemberNode:
		property, ok := n.Property.(*ast.StringNode)
		before, named := nameAt(n.Node)
		if ok && named && !n.Optional {
			return Name{before.Key + "." + property.Value, before.Position}, true
		}
	}
	return Name{}, false
}

// places lists every name where it stands, in order.
func (f *Formula) places() []Name {
	var found []Name
	var walk func(n ast.Node)
	walk = func(n ast.Node) {
		if name, ok := nameAt(n); ok {
			found = append(found, name)
			return
		}
		switch n := n.(type) {
		case *ast.UnaryNode:
			walk(n.Node)
		case *ast.BinaryNode:
			walk(n.Left)
			walk(n.Right)
		case *ast.BuiltinNode:
			for _, a := range n.Arguments {
				walk(a)
			}
		}
	}
	walk(f.root)
	slices.SortFunc(found, func(a, b Name) int { return a.Position - b.Position })
	return found
}

// Names lists the names in the order in which they stand, each once.
func (f *Formula) Names() []Name { return f.names }

// Keys lists the names' keys.
func (f *Formula) Keys() []string {
	keys := make([]string, len(f.names))
	for i, n := range f.names {
		keys[i] = n.Key
	}
	return keys
}

// Factors gives the names of a formula that is nothing but their product
// (a × b × c, each once); ok is false for any other.
func (f *Formula) Factors() (keys []string, ok bool) { return f.chain("*") }

// chain gives the names of a formula that only joins them by one operator.
func (f *Formula) chain(operator string) (keys []string, ok bool) {
	var walk func(ast.Node) bool
	walk = func(n ast.Node) bool {
		if name, ok := nameAt(n); ok {
			keys = append(keys, name.Key)
			return true
		}
		b, is := n.(*ast.BinaryNode)
		return is && b.Operator == operator && walk(b.Left) && walk(b.Right)
	}
	ok = walk(f.root) && len(keys) == len(f.names)
	return keys, ok
}

// quotient gives the names of a formula that divides one name by another.
func (f *Formula) quotient() (above, below string, ok bool) {
	b, is := f.root.(*ast.BinaryNode)
	if !is || b.Operator != "/" {
		return "", "", false
	}
	over, named := nameAt(b.Left)
	under, both := nameAt(b.Right)
	return over.Key, under.Key, named && both
}

// degree is the formula's degree of homogeneity, given that of its names: 1 for
// what grows with time (sums), 0 for what doesn't (rates, stocks).
func degree(n ast.Node, of func(string) int) int {
	if name, ok := nameAt(n); ok {
		return of(name.Key)
	}
	switch n := n.(type) {
	case *ast.UnaryNode:
		return degree(n.Node, of)
	case *ast.BinaryNode:
		a, b := degree(n.Left, of), degree(n.Right, of)
		switch n.Operator {
		case "*":
			return a + b
		case "/":
			return a - b
		}
		return max(a, b)
	case *ast.BuiltinNode:
		d := 0
		for _, a := range n.Arguments {
			d = max(d, degree(a, of))
		}
		return d
	}
	return 0
}
