-- What was kept aside and looked at: it is in the log as before, and asked about no more.
CREATE TABLE put_away (
  tenant BIGINT NOT NULL,
  dev BIGINT NOT NULL,
  n BIGINT NOT NULL,
  usr TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant, dev, n)
);
