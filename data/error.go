package data

import (
	"errors"
	"fmt"
)

// Code names what went wrong in a form that never changes; the words for it
// are under "error.<code>" in the translations.
type Code string

// Error is a failure a user can act on. What and Where are filled into the
// translated sentence; Hint is a code under "hint.<code>" that says what to do.
type Error struct {
	Code  Code
	What  string         // the thing that failed: a file, a field, a KPI key
	Where string         // line, column or place inside What; may be empty
	Args  map[string]any // further values for the sentence
	Hint  string         // key of the advice; empty means the code's own advice
	Err   error          // the cause, for the log
}

// Error gives "what: code: where", for logs; people see the translated words.
func (e *Error) Error() string {
	s := string(e.Code)
	if e.What != "" {
		s = e.What + ": " + s
	}
	if e.Where != "" {
		s += ": " + e.Where
	}
	if e.Err != nil {
		s += fmt.Sprintf(" (%v)", e.Err)
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error with a code, the thing that failed and a place in it.
func Errorf(code Code, what, where string, cause error) *Error {
	return &Error{Code: code, What: what, Where: where, Err: cause}
}

// CodeOf gives the code of err, or "internal" for an error of no known kind.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "internal"
}

// Tell hands the pieces of e to whoever puts it into words.
func (e *Error) Tell() (code, what, where, hint string, args map[string]any) {
	return string(e.Code), e.What, e.Where, e.Hint, e.Args
}
