-- Accounts, who is signed in, settings, and where the log stood at a time (for the durable mark).
CREATE TABLE staff (
    tenant              INTEGER NOT NULL,
    id                  BLOB    NOT NULL,
    email               TEXT    NOT NULL,
    name                TEXT    NOT NULL,
    roles               TEXT    NOT NULL,
    password            TEXT    NOT NULL,
    created_at          INTEGER NOT NULL,
    password_changed_at INTEGER NOT NULL,
    disabled_at         INTEGER,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, email)
) STRICT;

CREATE TABLE session (
    tenant     INTEGER NOT NULL,
    hash       BLOB    NOT NULL,
    usr        BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    agent      TEXT    NOT NULL,
    PRIMARY KEY (tenant, hash)
) STRICT;

CREATE TABLE setting (
    tenant INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    value  TEXT    NOT NULL,
    PRIMARY KEY (tenant, name)
) STRICT;

CREATE TABLE head_mark (
    tenant INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (tenant, at)
) STRICT;
