-- Who took guests out of the house in a file, when, why, and how many: nothing of the guests themselves.
CREATE TABLE export (
    tenant  INTEGER NOT NULL,
    id      TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    usr     TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    segment TEXT,
    rule    TEXT    NOT NULL,
    guests  INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;
