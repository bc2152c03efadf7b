// Package dialogs asks and tells in the middle of the window: Confirm, Fail,
// Pick, Form, OpenFile, SaveFile. Each closes by Escape and has the
// way out first; what destroys stands at the right and never answers to Enter
// in an entry. Texts are handed in; the few words of its own are under "dialogs.".
// One dialog is open at a time over the window; a dialog may open another.
package dialogs
