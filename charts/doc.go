// Package charts holds charts as values: what is drawn, before it is drawn. A
// builder turns results of data into a chart; every chart can say itself as a
// table and as a sentence. Drawing is in scene (layout), native (window), html
// (web page), paper (pages), pdf (those pages as a file), xlsx (workbook) and slide
// (one chart as a picture); raster paints pixels.
// Nothing here knows a colour, a pixel or a window.
//
// Decisions:
//
//	2026-11-29  A report's pages are scenes, laid out once in paper: the window shows them as its preview and pdf
//	            writes them, so that what is seen is what is printed. Text is measured in the embedded fonts
//	            (assets/face), which pdf embeds too.
//	2026-11-29  A workbook's waterfall is columns on an invisible base made of formulas: LibreOffice and spreadsheets
//	            of before 2016 have no waterfall of their own.
//	2026-11-29  A point carries its phase's mean and limits and says where a phase begins: stairs are broken there, not
//	            joined, so that no line suggests a way from one process to the next.
//	2026-11-30  Pixels are painted in raster, which knows no window: the preview's pages with their text letter by letter,
//	            so that a line ends where it does in the PDF (the toolkit's text, hinted for each size, ran up to 3 % past
//	            the margin), and pictures of charts for slides.
package charts
