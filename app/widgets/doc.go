// Package widgets holds the parts that every page is made of. They follow
// look/README "Parts", know no package of the trade, and never make objects in
// Refresh. Lay them out with style.Column, Row, RowFill, Grid, Flow, Pad, Fixed,
// Stretch, Spacer (exact gaps; Fyne's own boxes add padding). Colours are those
// in force when a part is built: after a change of theme the window builds its
// page anew.
//
//	text       style.Text(s, style.Body, palette.Ink, bold), style.Right, style.Baseline, style.NewParagraph,
//	           NewCutText (… where it doesn't fit, whole text as a tip)
//	page       Header, Card, TitleLine, KeyValue, EmptyState, NewKPICard(KPIFace{…}), TimelineRow, Stepper
//	to tap     NewButton(text, Plain|Primary|TextOnly|Destructive), NewLink, NewIconButton, NewTapArea,
//	           NewChip(text, count, On|Saved|Filter|Add|Mute…), NewSegmented, NewCheck
//	to type    NewField, NewSearchField, NewTextArea; SetError says under it what to type
//	to choose  NewSelect (button, popup; search above 50), NewPicker, NewPeriodPicker, ShowMenu, ShowUnder
//	marks      StateMark, StateText, Badge, NewTapBadge
//	rows       NewRowList for any number of rows, NewGrid to type numbers as in a spreadsheet
//	over all   NewToast, NewTipLayer
//
// Callbacks come on the window's goroutine and only for what the user did:
// SetKey, SetText, Select and the like tell nobody (but Field.SetText, as Fyne's
// entry). A row list:
//
//	list := widgets.NewRowList(
//		widgets.Column{Key: "name", Title: w.T("field.name"), Width: 160},
//		widgets.Column{Key: "employees", Title: w.T("field.employees"), Width: 64, Align: widgets.Right})
//	list.Frozen, list.Checks = 1, true
//	list.ID = func(i int) int64 { return ids[i] }                          // of any index
//	list.Row = func(i int) ([]widgets.Cell, bool) { r, ok := blocks[i]; … } // at once; false = not loaded
//	list.OnVisible = func(first, last int) { load(first, last) }           // then list.Refresh()
//	list.SetLength(len(ids))
//
// Row lists fill what they are given: put them in style.Stretch, or Fixed with a height.
package widgets
