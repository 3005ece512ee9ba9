-- Accounts, who is signed in, settings, and where the log stood at a time (for the durable mark).
CREATE TABLE staff (
    tenant              BIGINT NOT NULL,
    id                  BYTEA    NOT NULL,
    email               TEXT    NOT NULL,
    name                TEXT    NOT NULL,
    roles               TEXT    NOT NULL,
    password            TEXT    NOT NULL,
    created_at          BIGINT NOT NULL,
    password_changed_at BIGINT NOT NULL,
    disabled_at         BIGINT,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, email)
);

CREATE TABLE session (
    tenant     BIGINT NOT NULL,
    hash       BYTEA    NOT NULL,
    usr        BYTEA    NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen  BIGINT NOT NULL,
    agent      TEXT    NOT NULL,
    PRIMARY KEY (tenant, hash)
);

CREATE TABLE setting (
    tenant BIGINT NOT NULL,
    name   TEXT    NOT NULL,
    value  TEXT    NOT NULL,
    PRIMARY KEY (tenant, name)
);

CREATE TABLE head_mark (
    tenant BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    seq    BIGINT NOT NULL,
    PRIMARY KEY (tenant, at)
);
