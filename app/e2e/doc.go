// Package e2e drives the built program as a person would: the window under a
// virtual screen by keys and mouse, the command line beside it, the report in
// a browser. Tests only; it imports nothing of the program.
package e2e
