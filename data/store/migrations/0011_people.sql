-- Every person of a company is found by its search: their names and addresses stand in fold behind a
-- mark, whatever writes fold or contact. Until now the first one stood among the company's own lines.
CREATE VIEW searched_people(prospect, people) AS SELECT p.id, (SELECT group_concat(name || char(10) || email, char(10))
 FROM (SELECT name, email FROM contact WHERE prospect = p.id ORDER BY id)) FROM prospect p;

CREATE TABLE first_person AS SELECT p.id AS prospect, iif(c.name <> '', char(10) || fold(c.name), '')
  || iif(c.email <> '' AND c.email <> p.email, char(10) || fold(c.email), '') AS lines
 FROM prospect p JOIN contact c ON c.id = (SELECT min(id) FROM contact WHERE prospect = p.id);
UPDATE prospect SET fold = with_people(substr(fold, 1, length(fold) - length(f.lines)), (SELECT people FROM searched_people s WHERE s.prospect = prospect.id))
 FROM first_person f WHERE f.prospect = prospect.id;
UPDATE change SET before = json_set(before, '$.fold', substr(before ->> '$.fold', 1, length(before ->> '$.fold') - length(f.lines)))
 FROM first_person f WHERE tbl = 'prospect' AND row = f.prospect AND f.lines <> '' AND substr(before ->> '$.fold', -length(f.lines)) = f.lines;
DROP TABLE first_person;

CREATE TRIGGER contact_new_searched AFTER INSERT ON contact
BEGIN UPDATE prospect SET fold = with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id))
 WHERE id = new.prospect AND fold <> with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id)); END;
CREATE TRIGGER contact_searched AFTER UPDATE OF prospect, name, email ON contact
 WHEN (old.prospect, old.name, old.email) <> (new.prospect, new.name, new.email)
BEGIN UPDATE prospect SET fold = with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id))
 WHERE id IN (old.prospect, new.prospect) AND fold <> with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id)); END;
CREATE TRIGGER contact_gone_searched AFTER DELETE ON contact
BEGIN UPDATE prospect SET fold = with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id))
 WHERE id = old.prospect AND fold <> with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id)); END;
CREATE TRIGGER prospect_searched AFTER UPDATE OF fold ON prospect
 WHEN EXISTS(SELECT 1 FROM contact WHERE prospect = new.id) OR instr(new.fold, char(10, 9))
BEGIN UPDATE prospect SET fold = with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id))
 WHERE id = new.id AND fold <> with_people(fold, (SELECT people FROM searched_people s WHERE s.prospect = prospect.id)); END;
