-- The hotel's logo; `name` says which picture it is.
CREATE TABLE picture (
    tenant BIGINT NOT NULL,
    name   TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    width  BIGINT NOT NULL,
    height BIGINT NOT NULL,
    hash   TEXT    NOT NULL,
    bytes  BYTEA   NOT NULL,
    PRIMARY KEY (tenant, name)
);
