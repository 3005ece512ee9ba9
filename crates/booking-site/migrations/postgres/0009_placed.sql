-- Where a file is: rows that put it into a space or take it out (or let in one that does) are few, and asked for with each pull.
CREATE INDEX log_placed ON log (tenant, root, seq) WHERE kind IN ('place', 'release');
