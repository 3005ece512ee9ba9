-- What the hotel sells on its own site, what of it is taken, the bookings, and the mails that go out.
CREATE TABLE room_type (
    tenant INTEGER NOT NULL,
    code   TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    body   TEXT    NOT NULL,
    PRIMARY KEY (tenant, code)
) STRICT;

CREATE TABLE rate_plan (
    tenant INTEGER NOT NULL,
    code   TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    body   TEXT    NOT NULL,
    PRIMARY KEY (tenant, code)
) STRICT;

CREATE TABLE season (
    tenant     INTEGER NOT NULL,
    code       TEXT    NOT NULL,
    first_day  INTEGER NOT NULL,
    last_day   INTEGER NOT NULL,
    min_nights INTEGER NOT NULL,
    PRIMARY KEY (tenant, code)
) STRICT;

CREATE TABLE rate (
    tenant INTEGER NOT NULL,
    season TEXT    NOT NULL,
    room   TEXT    NOT NULL,
    plan   TEXT    NOT NULL,
    minor  INTEGER NOT NULL,
    PRIMARY KEY (tenant, season, room, plan)
) STRICT;

CREATE TABLE room_night (
    tenant INTEGER NOT NULL,
    room   TEXT    NOT NULL,
    day    INTEGER NOT NULL,
    taken  INTEGER NOT NULL,
    held   INTEGER NOT NULL,
    PRIMARY KEY (tenant, room, day)
) STRICT;

CREATE TABLE booking (
    tenant       INTEGER NOT NULL,
    number       TEXT    NOT NULL,
    link         BLOB    NOT NULL,
    form         BLOB    NOT NULL,
    guest        BLOB    NOT NULL,
    stay         BLOB    NOT NULL,
    room         TEXT    NOT NULL,
    plan         TEXT    NOT NULL,
    arrival      INTEGER NOT NULL,
    departure    INTEGER NOT NULL,
    adults       INTEGER NOT NULL,
    children     INTEGER NOT NULL,
    total        INTEGER NOT NULL,
    currency     TEXT    NOT NULL,
    locale       TEXT    NOT NULL,
    terms        TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    cancelled_at INTEGER,
    PRIMARY KEY (tenant, number),
    UNIQUE (tenant, link),
    UNIQUE (tenant, form)
) STRICT;

CREATE TABLE mail (
    tenant     INTEGER NOT NULL,
    id         BLOB    NOT NULL,
    booking    TEXT    NOT NULL,
    about      TEXT    NOT NULL,
    recipient  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    tries      INTEGER NOT NULL,
    next_at    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    done_at    INTEGER,
    error      TEXT    NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;

CREATE INDEX mail_due ON mail (tenant, state, next_at);
CREATE INDEX mail_of_booking ON mail (tenant, booking);
CREATE INDEX mail_to ON mail (tenant, recipient, created_at);
