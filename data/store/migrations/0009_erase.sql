-- Addresses of people who were erased: only a keyed hash of each, so that no import lets them be mailed again.
-- Whoever has this file can still try an address they already know; nobody can read one out of it.
CREATE TABLE seal_key(key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO seal_key SELECT lower(hex(randomblob(32)));
CREATE TABLE sealed(hash TEXT PRIMARY KEY, day TEXT NOT NULL, reason TEXT NOT NULL CHECK(reason IN ('opt_out','erased'))) STRICT, WITHOUT ROWID;

CREATE TRIGGER contact_new_sealed AFTER INSERT ON contact WHEN new.email <> '' AND EXISTS(SELECT 1 FROM sealed)
BEGIN UPDATE contact SET opt_out = (SELECT day FROM sealed WHERE hash = seal((SELECT key FROM seal_key), new.email))
 WHERE id = new.id AND opt_out = '' AND EXISTS(SELECT 1 FROM sealed WHERE hash = seal((SELECT key FROM seal_key), new.email)); END;
CREATE TRIGGER contact_email_sealed AFTER UPDATE OF email ON contact
 WHEN new.email <> '' AND lower(new.email) <> lower(old.email) AND EXISTS(SELECT 1 FROM sealed)
BEGIN UPDATE contact SET opt_out = (SELECT day FROM sealed WHERE hash = seal((SELECT key FROM seal_key), new.email))
 WHERE id = new.id AND opt_out = '' AND EXISTS(SELECT 1 FROM sealed WHERE hash = seal((SELECT key FROM seal_key), new.email)); END;
CREATE TRIGGER contact_in_sealed AFTER UPDATE OF opt_out ON contact
 WHEN old.opt_out <> '' AND new.opt_out = '' AND lower(new.email) = lower(old.email)
BEGIN DELETE FROM sealed WHERE hash = seal((SELECT key FROM seal_key), new.email); END;
