-- Websites that may send enquiries, what came from them, and where the wordings of consents are in the log.
CREATE TABLE site_key (
    tenant     BIGINT NOT NULL,
    key        TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    origins    TEXT    NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (tenant, key)
);

CREATE TABLE enquiry (
    tenant      BIGINT NOT NULL,
    key         TEXT    NOT NULL,
    id          BYTEA   NOT NULL,
    received_at BIGINT NOT NULL,
    held        TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    PRIMARY KEY (tenant, key, id)
);

CREATE INDEX enquiry_received ON enquiry (tenant, received_at);
CREATE INDEX log_wording ON log (tenant, root) WHERE type = 'consent-text';
