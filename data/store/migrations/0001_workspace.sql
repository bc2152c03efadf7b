-- Texts are '' and numbers null where not known; days are ISO dates, instants RFC 3339 in UTC.
-- Foreign keys are checked at commit, so that a batch may write in any order.

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The next id of each table: ids are never used twice.
CREATE TABLE sequence(tbl TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Batches already applied: a repeat is recognised by its operation id.
CREATE TABLE operation(id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The undo journal: what was done, which ids it made, and every other row as it was before.
CREATE TABLE action(
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, args TEXT NOT NULL, at TEXT NOT NULL, changed INTEGER NOT NULL,
  import INTEGER NOT NULL DEFAULT 0, undone TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE created(
  action INTEGER NOT NULL, tbl TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(action, tbl, first)) STRICT, WITHOUT ROWID;
CREATE TABLE change(
  action INTEGER NOT NULL, tbl TEXT NOT NULL, row INTEGER NOT NULL, before TEXT NOT NULL,
  PRIMARY KEY(action, tbl, row)) STRICT, WITHOUT ROWID;
CREATE TABLE kept(
  action INTEGER NOT NULL, tbl TEXT NOT NULL, row INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY(action, tbl, row)) STRICT, WITHOUT ROWID;

CREATE TABLE import(
  id INTEGER PRIMARY KEY, action INTEGER NOT NULL, noun TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
  at TEXT NOT NULL, result TEXT NOT NULL, options TEXT NOT NULL) STRICT;
CREATE TABLE rejected(
  import INTEGER NOT NULL REFERENCES import(id) DEFERRABLE INITIALLY DEFERRED, n INTEGER NOT NULL,
  line INTEGER NOT NULL, col TEXT NOT NULL, value TEXT NOT NULL, code TEXT NOT NULL,
  PRIMARY KEY(import, n)) STRICT, WITHOUT ROWID;

CREATE TABLE stage(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, measure TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL) STRICT;

-- stage, stage_day and last_contact follow from entry and activity; fold is the text that is searched.
CREATE TABLE prospect(
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL DEFAULT '', corporate_number TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '',
  kana TEXT NOT NULL DEFAULT '', postal_code TEXT NOT NULL DEFAULT '', prefecture TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', industry TEXT NOT NULL DEFAULT '',
  employees INTEGER, capital INTEGER, phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',
  closed_day TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL DEFAULT '', custom TEXT NOT NULL DEFAULT '', updated TEXT NOT NULL DEFAULT '',
  fold TEXT NOT NULL DEFAULT '',
  stage INTEGER REFERENCES stage(id) DEFERRABLE INITIALLY DEFERRED, stage_day TEXT, last_contact TEXT) STRICT;
CREATE UNIQUE INDEX prospect_number ON prospect(corporate_number) WHERE corporate_number <> '';
CREATE INDEX prospect_name ON prospect(name);

-- A person at a prospect. basis is the ground on which mail may be sent (consent, notified, trade,
-- published, none), evidence what proves it; an opt-out overrides every basis.
CREATE TABLE contact(
  id INTEGER PRIMARY KEY, prospect INTEGER NOT NULL REFERENCES prospect(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT 'none' CHECK(basis IN ('consent','notified','trade','published','none')),
  evidence TEXT NOT NULL DEFAULT '', opt_out TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX contact_prospect ON contact(prospect);

CREATE TABLE activity(
  id INTEGER PRIMARY KEY, prospect INTEGER NOT NULL REFERENCES prospect(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX activity_prospect ON activity(prospect);

CREATE TABLE deal(
  id INTEGER PRIMARY KEY, prospect INTEGER NOT NULL REFERENCES prospect(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL DEFAULT '', amount INTEGER, tax_in INTEGER NOT NULL DEFAULT 0,
  opened TEXT NOT NULL DEFAULT '', closed TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL CHECK(outcome IN ('open','won','lost')), product TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX deal_prospect ON deal(prospect);

CREATE TABLE entry(
  id INTEGER PRIMARY KEY, prospect INTEGER NOT NULL REFERENCES prospect(id) DEFERRABLE INITIALLY DEFERRED,
  stage INTEGER NOT NULL REFERENCES stage(id) DEFERRABLE INITIALLY DEFERRED, day TEXT NOT NULL,
  channel TEXT NOT NULL DEFAULT '', campaign TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',
  UNIQUE(prospect, stage, day)) STRICT;

CREATE TABLE measure(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '',
  goes TEXT NOT NULL CHECK(goes IN ('sum','last','mean','distinct')), unit TEXT NOT NULL) STRICT;
CREATE TABLE value(
  id INTEGER PRIMARY KEY, measure TEXT NOT NULL REFERENCES measure(key) DEFERRABLE INITIALLY DEFERRED,
  day TEXT NOT NULL, channel TEXT NOT NULL DEFAULT '', campaign TEXT NOT NULL DEFAULT '', value REAL NOT NULL,
  UNIQUE(measure, day, channel, campaign)) STRICT;

-- The rollup: every measure by day and channel. A derived measure has no cell where it would be 0.
CREATE TABLE daily(
  measure TEXT NOT NULL, day TEXT NOT NULL, channel TEXT NOT NULL, value REAL NOT NULL,
  PRIMARY KEY(measure, day, channel)) STRICT, WITHOUT ROWID;
CREATE INDEX daily_zero ON daily(measure) WHERE value = 0;

-- What a batch touches, filled and emptied inside it: whose and which days' rollup must follow.
CREATE TABLE touched(prospect INTEGER PRIMARY KEY) STRICT;
CREATE TABLE touched_day(measure TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY(measure, day)) STRICT, WITHOUT ROWID;

CREATE TABLE kpi(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, formula TEXT NOT NULL, unit TEXT NOT NULL,
  direction TEXT NOT NULL, grain TEXT NOT NULL, lead INTEGER NOT NULL, controllable INTEGER NOT NULL,
  owner TEXT NOT NULL, parent TEXT NOT NULL, goal INTEGER NOT NULL, position INTEGER NOT NULL) STRICT;
CREATE TABLE target(
  id INTEGER PRIMARY KEY, kpi TEXT NOT NULL REFERENCES kpi(key) DEFERRABLE INITIALLY DEFERRED,
  period TEXT NOT NULL, value REAL NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX target_kpi ON target(kpi);
