// Package words holds every word on screen and on paper, in Japanese and
// English, and writes numbers, money and days in them. A key looks like
// "home.next.title"; its texts stand in ja/<first part>.json and
// en/<first part>.json as one flat object; {name} in a text is replaced by the
// value given under that name.
package words
