// Package style is how Shirube looks in the window: the Fyne theme made of
// assets/palette and the embedded fonts, text, icons and layouts with exact
// gaps. It knows no trade and holds no state but the theme in force.
//
// Sizes are those of the look: Small 13, Body 15, Panel 18, Title 24, Large 32,
// on a grid of 8. Colours are palette tokens; Color(token) is the colour in the
// theme in force, so a change of theme means building the page anew.
package style
