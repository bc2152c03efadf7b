package sample

import _ "embed"

// Months is the story in figures, one line a month: prospects noticed,
// appointments won, deals decided and won, their amount in yen, landing-page
// visits, requests from it and advertising cost. November stops on the 22nd.
//
//go:embed months.csv
var Months string

// Heads are the first parts of company names: written, kana, Latin.
//
//go:embed heads.csv
var Heads string

// Tails are the second parts, with the industry they speak of.
//
//go:embed tails.csv
var Tails string

// Places are cities: prefecture, city, town, postal code, phone prefix, weight.
//
//go:embed places.csv
var Places string

// Story is everything else: channels and their rates, the trade fair, people,
// deals and what was said.
//
//go:embed story.json
var Story []byte
