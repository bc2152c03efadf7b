-- Saved filters, and how many prospects each found on the days the workspace was in use.
CREATE TABLE segment(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, text TEXT NOT NULL, filter TEXT NOT NULL) STRICT;
CREATE TABLE segment_count(
  segment INTEGER NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(segment, day)) STRICT, WITHOUT ROWID;

-- Addresses (in lower case) whose owners asked for no more mail. It holds whoever has the address, now or
-- later, and whatever becomes of the contact; only the owner's contact being let in again lifts it.
CREATE TABLE opt_out(email TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO opt_out SELECT lower(email), min(opt_out) FROM contact WHERE opt_out <> '' AND email <> '' GROUP BY 1;
UPDATE contact SET opt_out = (SELECT day FROM opt_out o WHERE o.email = lower(contact.email))
 WHERE opt_out = '' AND lower(email) IN (SELECT email FROM opt_out);

CREATE TRIGGER contact_new_out AFTER INSERT ON contact WHEN new.opt_out <> '' AND new.email <> ''
BEGIN INSERT INTO opt_out SELECT lower(new.email), new.opt_out WHERE NOT EXISTS(SELECT 1 FROM opt_out WHERE email = lower(new.email)); END;
CREATE TRIGGER contact_new_known AFTER INSERT ON contact
 WHEN new.opt_out = '' AND new.email <> '' AND EXISTS(SELECT 1 FROM opt_out WHERE email = lower(new.email))
BEGIN UPDATE contact SET opt_out = (SELECT day FROM opt_out WHERE email = lower(new.email)) WHERE id = new.id; END;
CREATE TRIGGER contact_email_known AFTER UPDATE OF email ON contact
 WHEN new.opt_out = '' AND new.email <> '' AND lower(new.email) <> lower(old.email) AND EXISTS(SELECT 1 FROM opt_out WHERE email = lower(new.email))
BEGIN UPDATE contact SET opt_out = (SELECT day FROM opt_out WHERE email = lower(new.email)) WHERE id = new.id; END;
CREATE TRIGGER contact_out AFTER UPDATE OF opt_out ON contact WHEN new.opt_out <> '' AND new.email <> ''
BEGIN INSERT INTO opt_out SELECT lower(new.email), new.opt_out WHERE NOT EXISTS(SELECT 1 FROM opt_out WHERE email = lower(new.email)); END;
CREATE TRIGGER contact_in AFTER UPDATE OF opt_out ON contact
 WHEN old.opt_out <> '' AND new.opt_out = '' AND lower(new.email) = lower(old.email)
BEGIN DELETE FROM opt_out WHERE email = lower(new.email); END;
