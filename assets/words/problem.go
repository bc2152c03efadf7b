package words

import (
	"context"
	"errors"
	"strings"
)

// told is an error that names its kind: a code with words under "error.",
// the thing that failed, a place in it, the key of the advice ("" = the
// code's own) and values for the sentences.
type told interface {
	error
	Tell() (code, what, where, hint string, args map[string]any)
}

// Error says what went wrong and what to do next. The thing and the place
// stand before the sentence unless it has {what} or {where} of its own. A value
// refused where it was typed is told as it is in a file. An error of no known
// kind is told as an internal one, with its own text.
func (w *Words) Error(err error) (text, hint string) {
	code, what, where, hintKey := "internal", "", "", ""
	var args map[string]any
	var e told
	switch {
	case errors.As(err, &e):
		code, what, where, hintKey, args = e.Tell()
	case errors.Is(err, context.Canceled):
		code = "canceled"
	}
	if hintKey == "" {
		hintKey = code
	}
	pairs := []any{"what", w.place(what), "where", w.place(where), "text", err}
	for name, v := range args {
		pairs = append(pairs, name, v)
	}
	key := "error." + code
	switch {
	case w.Has(key):
	case w.Has("rejected." + code):
		key = "rejected." + code
	default:
		key, hintKey = "error.internal", "internal"
	}
	text = w.T(key, pairs...)
	for _, place := range []struct{ name, value string }{{"{where}", where}, {"{what}", what}} {
		if place.value != "" && !strings.Contains(w.text[key], place.name) {
			text = w.place(place.value) + ": " + text
		}
	}
	if w.Has("hint." + hintKey) {
		hint = w.T("hint."+hintKey, pairs...)
	}
	return text, hint
}

// place gives the word of a field where there is one, else the name itself.
func (w *Words) place(name string) string {
	if w.Has("field." + name) {
		return w.T("field." + name)
	}
	return name
}
