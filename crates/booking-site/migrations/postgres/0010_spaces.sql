-- The houses that a member of staff works in, a JSON list; nothing is the hotel's own.
ALTER TABLE staff ADD COLUMN spaces TEXT;
