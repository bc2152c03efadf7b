// Package face measures and outlines text in the embedded fonts (Noto Sans JP,
// regular and bold), where no window does it: on paper and in pictures.
package face
