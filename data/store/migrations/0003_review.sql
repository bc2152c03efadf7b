-- Why a KPI moved in a period: the last row of a KPI and period holds, the ones before are its history. found is the
-- finding as it stood (JSON), name and unit the KPI's then: a review doesn't change when its KPI does, so nothing refers.
CREATE TABLE cause(
  id INTEGER PRIMARY KEY, kpi TEXT NOT NULL, period TEXT NOT NULL, category TEXT NOT NULL, text TEXT NOT NULL,
  evidence TEXT NOT NULL, found TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, at TEXT NOT NULL) STRICT;

-- What a review decided on: who does what until when, and which KPI it should move by how much.
CREATE TABLE review_action(
  id INTEGER PRIMARY KEY, period TEXT NOT NULL, text TEXT NOT NULL, owner TEXT NOT NULL, due TEXT NOT NULL,
  kpi TEXT NOT NULL, expected REAL, state TEXT NOT NULL CHECK(state IN ('open','done','dropped')),
  done TEXT NOT NULL DEFAULT '', added TEXT NOT NULL) STRICT;
