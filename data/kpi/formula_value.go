package kpi

import (
	"math"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// Values gives the value of a name; nil = not measured.
type Values func(key string) *float64

// Eval computes the formula. A missing part, a division by zero and anything
// that isn't a finite number give nil.
func (f *Formula) Eval(values Values) *float64 { return f.value.of(values) }

// Parts gives numerator and denominator where the outermost operator is a
// division; ok is false elsewhere.
func (f *Formula) Parts(values Values) (numerator, denominator *float64, ok bool) {
	if f.above == nil {
		return nil, nil, false
	}
	return f.above.of(values), f.below.of(values), true
}

// term is a part of a formula made ready to be computed; ok is false where it
// has no value.
type term func(Values) (v float64, ok bool)

func (t term) of(values Values) *float64 {
	v, ok := t(values)
	if !ok {
		return nil
	}
	return &v
}

// compile makes a node that was checked ready.
func compile(n ast.Node) term {
	if name, ok := nameAt(n); ok {
		return func(values Values) (float64, bool) {
			v := finite(values(name.Key))
			if v == nil {
				return 0, false
			}
			return *v, true
		}
	}
	switch n := n.(type) {
	case *ast.IntegerNode:
		return constant(float64(n.Value))
	case *ast.FloatNode:
		return constant(n.Value)
	case *ast.UnaryNode:
		inner := compile(n.Node)
		if n.Operator == "+" {
			return inner
		}
		return func(values Values) (float64, bool) {
			v, ok := inner(values)
			return -v, ok
		}
	case *ast.BinaryNode:
		left, right, operator := compile(n.Left), compile(n.Right), n.Operator
		return func(values Values) (float64, bool) {
			a, ok := left(values)
			if !ok {
				return 0, false
			}
			b, ok := right(values)
			if !ok {
				return 0, false
			}
			return sound(operate(operator, a, b))
		}
	case *ast.BuiltinNode:
		arguments := make([]term, len(n.Arguments))
		for i, a := range n.Arguments {
			arguments[i] = compile(a)
		}
		return func(values Values) (float64, bool) {
			given := make([]float64, len(arguments))
			for i, a := range arguments {
				var ok bool
				if given[i], ok = a(values); !ok {
					return 0, false
				}
			}
			return sound(call(n.Name, given))
		}
	}
	return func(Values) (float64, bool) { return 0, false }
}

func constant(v float64) term { return func(Values) (float64, bool) { return sound(v) } }

func sound(v float64) (float64, bool) { return v, !math.IsNaN(v) && !math.IsInf(v, 0) }

func operate(operator string, a, b float64) float64 {
	switch operator {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	}
	return a / b
}

func call(name string, a []float64) float64 {
	switch name {
	case "abs":
		return math.Abs(a[0])
	case "round":
		return math.Round(a[0])
	case "min":
		return slices.Min(a)
	}
	return slices.Max(a)
}

func finite(v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	return v
}
