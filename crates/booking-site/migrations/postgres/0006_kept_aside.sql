-- What is kept aside is listed for people, and is little of a long log.
CREATE INDEX log_not_ok ON log (tenant, seq) WHERE status <> 'ok';
