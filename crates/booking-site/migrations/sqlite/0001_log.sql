-- The log, its head row, the folded state per root, and the devices that write it.
CREATE TABLE head (
    tenant        INTEGER NOT NULL PRIMARY KEY,
    epoch         INTEGER NOT NULL,
    seq           INTEGER NOT NULL,
    chain         INTEGER NOT NULL,
    durable       INTEGER NOT NULL,
    server_dev    INTEGER NOT NULL,
    server_last_n INTEGER NOT NULL
) STRICT;

CREATE TABLE log (
    tenant   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    epoch    INTEGER NOT NULL,
    dev      INTEGER NOT NULL,
    n        INTEGER NOT NULL,
    grp      INTEGER NOT NULL,
    fin      INTEGER NOT NULL,
    usr      BLOB    NOT NULL,
    eff      INTEGER NOT NULL,
    orig_hlc INTEGER NOT NULL,
    root     BLOB    NOT NULL,
    ent      BLOB    NOT NULL,
    type     TEXT    NOT NULL,
    schema   INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    action   BLOB,
    body     TEXT    NOT NULL,
    sealed   BLOB,
    status   TEXT    NOT NULL,
    chain    INTEGER NOT NULL,
    PRIMARY KEY (tenant, seq),
    UNIQUE (tenant, dev, n)
) STRICT;

CREATE TABLE root_state (
    tenant INTEGER NOT NULL,
    root   BLOB    NOT NULL,
    as_of  INTEGER NOT NULL,
    state  BLOB    NOT NULL,
    PRIMARY KEY (tenant, root)
) STRICT;

CREATE TABLE device (
    tenant      INTEGER NOT NULL,
    dev         INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    usr         BLOB    NOT NULL,
    projection  TEXT    NOT NULL,
    enrolled_at INTEGER NOT NULL,
    revoked_at  INTEGER,
    last_n      INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    status      TEXT    NOT NULL,
    certificate TEXT    NOT NULL,
    lease_until INTEGER NOT NULL,
    PRIMARY KEY (tenant, dev)
) STRICT;
