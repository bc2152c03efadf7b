-- A KPI's split says how the KPIs under it make it (a formula over their keys, '' = nothing said).
ALTER TABLE kpi ADD COLUMN split TEXT NOT NULL DEFAULT '';
-- A target is the least that will do, what is aimed at, or what would be splendid.
ALTER TABLE target ADD COLUMN level TEXT NOT NULL DEFAULT 'target' CHECK(level IN ('minimum','target','stretch'));
-- From this period on the process has changed: limits begin anew.
ALTER TABLE cause ADD COLUMN shift INTEGER NOT NULL DEFAULT 0;
-- Whether a period's review was shared, analysed, and about results: the last row of a period holds.
CREATE TABLE checklist(
  id INTEGER PRIMARY KEY, period TEXT NOT NULL, shared INTEGER NOT NULL, analysed INTEGER NOT NULL, result INTEGER NOT NULL,
  note TEXT NOT NULL, at TEXT NOT NULL) STRICT;
