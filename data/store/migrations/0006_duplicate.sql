-- Pairs (a < b) that the user said are two companies: they are no candidates for a merge any more.
CREATE TABLE apart(id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, UNIQUE(a, b), CHECK(a < b)) STRICT;

-- Which kind of header a file had, so that the next one of its kind is mapped as this one was.
ALTER TABLE import ADD COLUMN header TEXT NOT NULL DEFAULT '';

-- Who was renamed, moved, closed or succeeded by a newer register.
CREATE TABLE import_change(import INTEGER NOT NULL, kind TEXT NOT NULL, prospect INTEGER NOT NULL,
  PRIMARY KEY(import, kind, prospect)) STRICT, WITHOUT ROWID;
