-- What the review found when it was checked off (JSON): from then on it stands so.
ALTER TABLE checklist ADD COLUMN found TEXT NOT NULL DEFAULT '[]';
