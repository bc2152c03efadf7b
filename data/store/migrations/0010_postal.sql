-- The user's own table of postal codes (Japan Post's KEN_ALL.CSV); '' where the places of a code differ.
CREATE TABLE postal(code TEXT PRIMARY KEY, prefecture TEXT NOT NULL, city TEXT NOT NULL, town TEXT NOT NULL) STRICT, WITHOUT ROWID;
