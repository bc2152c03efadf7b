-- The search index: for each block of 65,536 ids and each character or pair of neighbouring
-- characters of prospect.fold, the rows that have it (gram.go says how they are written).
CREATE TABLE g(
  chunk INTEGER NOT NULL, gram INTEGER NOT NULL, n INTEGER NOT NULL, b BLOB NOT NULL,
  PRIMARY KEY(chunk, gram)) STRICT, WITHOUT ROWID;

-- The blocks that are built and the last id each of them knows.
CREATE TABLE g_chunk(chunk INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;

-- Rows whose text has changed since their block was built; they are searched by reading them.
CREATE TABLE g_dirty(id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER prospect_dirty AFTER UPDATE OF fold ON prospect WHEN old.fold <> new.fold
BEGIN INSERT INTO g_dirty SELECT new.id WHERE NOT EXISTS(SELECT 1 FROM g_dirty WHERE id = new.id); END;
