-- What is personal is sealed under keys of another database: states in envelopes, and what mails and held enquiries say.
UPDATE root_state SET state = CAST(X'0100000000' || state AS BLOB);
ALTER TABLE mail ADD COLUMN sealed BLOB;
ALTER TABLE enquiry ADD COLUMN sealed BLOB;
