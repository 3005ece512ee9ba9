-- The hotel's logo; `name` says which picture it is.
CREATE TABLE picture (
    tenant INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    hash   TEXT    NOT NULL,
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (tenant, name)
) STRICT;
