-- Websites that may send enquiries, what came from them, and where the wordings of consents are in the log.
CREATE TABLE site_key (
    tenant     INTEGER NOT NULL,
    key        TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    origins    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (tenant, key)
) STRICT;

CREATE TABLE enquiry (
    tenant      INTEGER NOT NULL,
    key         TEXT    NOT NULL,
    id          BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    held        TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    PRIMARY KEY (tenant, key, id)
) STRICT;

CREATE INDEX enquiry_received ON enquiry (tenant, received_at);
CREATE INDEX log_wording ON log (tenant, root) WHERE type = 'consent-text';
