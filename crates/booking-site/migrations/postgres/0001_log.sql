-- The log, its head row, the folded state per root, and the devices that write it.
CREATE TABLE head (
    tenant        BIGINT NOT NULL PRIMARY KEY,
    epoch         BIGINT NOT NULL,
    seq           BIGINT NOT NULL,
    chain         BIGINT NOT NULL,
    durable       BIGINT NOT NULL,
    server_dev    BIGINT NOT NULL,
    server_last_n BIGINT NOT NULL
);

CREATE TABLE log (
    tenant   BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    epoch    BIGINT NOT NULL,
    dev      BIGINT NOT NULL,
    n        BIGINT NOT NULL,
    grp      BIGINT NOT NULL,
    fin      BIGINT NOT NULL,
    usr      BYTEA    NOT NULL,
    eff      BIGINT NOT NULL,
    orig_hlc BIGINT NOT NULL,
    root     BYTEA    NOT NULL,
    ent      BYTEA    NOT NULL,
    type     TEXT    NOT NULL,
    schema   BIGINT NOT NULL,
    kind     TEXT    NOT NULL,
    action   BYTEA,
    body     TEXT    NOT NULL,
    sealed   BYTEA,
    status   TEXT    NOT NULL,
    chain    BIGINT NOT NULL,
    PRIMARY KEY (tenant, seq),
    UNIQUE (tenant, dev, n)
);

CREATE TABLE root_state (
    tenant BIGINT NOT NULL,
    root   BYTEA    NOT NULL,
    as_of  BIGINT NOT NULL,
    state  BYTEA    NOT NULL,
    PRIMARY KEY (tenant, root)
);

CREATE TABLE device (
    tenant      BIGINT NOT NULL,
    dev         BIGINT NOT NULL,
    name        TEXT    NOT NULL,
    usr         BYTEA    NOT NULL,
    projection  TEXT    NOT NULL,
    enrolled_at BIGINT NOT NULL,
    revoked_at  BIGINT,
    last_n      BIGINT NOT NULL,
    last_seen   BIGINT NOT NULL,
    status      TEXT    NOT NULL,
    certificate TEXT    NOT NULL,
    lease_until BIGINT NOT NULL,
    PRIMARY KEY (tenant, dev)
);
