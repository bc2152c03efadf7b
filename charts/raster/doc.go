// Package raster paints scenes into pixels: the shapes under the window's
// charts, the pages of the preview, pictures for slides. It needs no window.
package raster
