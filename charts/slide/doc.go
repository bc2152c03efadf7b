// Package slide makes a picture of one chart to put on a slide: its title over
// it, in the light colours of paper, as PNG at twice the size or as SVG whose
// text stays text.
package slide
