-- What is personal is sealed under keys of another database: states in envelopes, and what mails and held enquiries say.
UPDATE root_state SET state = '\x0100000000'::bytea || state;
ALTER TABLE mail ADD COLUMN sealed BYTEA;
ALTER TABLE enquiry ADD COLUMN sealed BYTEA;
