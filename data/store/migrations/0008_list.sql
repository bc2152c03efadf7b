-- Lists of companies (名簿): where their data came from and what it may be used for.
CREATE TABLE list(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL,
  purpose TEXT NOT NULL, acquired TEXT NOT NULL, told TEXT NOT NULL) STRICT;

-- Who is on them: for each list and block of 65,536 ids the set of rows (gram.go says how it is written).
-- Ids of companies that are gone may stay in a set: ids are never used twice, and an undo may bring a company back.
CREATE TABLE list_part(
  list INTEGER NOT NULL REFERENCES list(id) DEFERRABLE INITIALLY DEFERRED, chunk INTEGER NOT NULL, b BLOB NOT NULL,
  PRIMARY KEY(list, chunk)) STRICT;

-- The journal of sets: what an action put into one and what it took out.
CREATE TABLE list_change(
  action INTEGER NOT NULL, list INTEGER NOT NULL, chunk INTEGER NOT NULL, added BLOB NOT NULL, gone BLOB NOT NULL,
  PRIMARY KEY(action, list, chunk)) STRICT, WITHOUT ROWID;
