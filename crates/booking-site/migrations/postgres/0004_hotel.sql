-- What the hotel sells on its own site, what of it is taken, the bookings, and the mails that go out.
CREATE TABLE room_type (
    tenant BIGINT NOT NULL,
    code   TEXT    NOT NULL,
    place  BIGINT NOT NULL,
    body   TEXT    NOT NULL,
    PRIMARY KEY (tenant, code)
);

CREATE TABLE rate_plan (
    tenant BIGINT NOT NULL,
    code   TEXT    NOT NULL,
    place  BIGINT NOT NULL,
    body   TEXT    NOT NULL,
    PRIMARY KEY (tenant, code)
);

CREATE TABLE season (
    tenant     BIGINT NOT NULL,
    code       TEXT    NOT NULL,
    first_day  BIGINT NOT NULL,
    last_day   BIGINT NOT NULL,
    min_nights BIGINT NOT NULL,
    PRIMARY KEY (tenant, code)
);

CREATE TABLE rate (
    tenant BIGINT NOT NULL,
    season TEXT    NOT NULL,
    room   TEXT    NOT NULL,
    plan   TEXT    NOT NULL,
    minor  BIGINT NOT NULL,
    PRIMARY KEY (tenant, season, room, plan)
);

CREATE TABLE room_night (
    tenant BIGINT NOT NULL,
    room   TEXT    NOT NULL,
    day    BIGINT NOT NULL,
    taken  BIGINT NOT NULL,
    held   BIGINT NOT NULL,
    PRIMARY KEY (tenant, room, day)
);

CREATE TABLE booking (
    tenant       BIGINT NOT NULL,
    number       TEXT    NOT NULL,
    link         BYTEA   NOT NULL,
    form         BYTEA   NOT NULL,
    guest        BYTEA   NOT NULL,
    stay         BYTEA   NOT NULL,
    room         TEXT    NOT NULL,
    plan         TEXT    NOT NULL,
    arrival      BIGINT NOT NULL,
    departure    BIGINT NOT NULL,
    adults       BIGINT NOT NULL,
    children     BIGINT NOT NULL,
    total        BIGINT NOT NULL,
    currency     TEXT    NOT NULL,
    locale       TEXT    NOT NULL,
    terms        TEXT    NOT NULL,
    created_at   BIGINT NOT NULL,
    cancelled_at BIGINT,
    PRIMARY KEY (tenant, number),
    UNIQUE (tenant, link),
    UNIQUE (tenant, form)
);

CREATE TABLE mail (
    tenant     BIGINT NOT NULL,
    id         BYTEA   NOT NULL,
    booking    TEXT    NOT NULL,
    about      TEXT    NOT NULL,
    recipient  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    tries      BIGINT NOT NULL,
    next_at    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at    BIGINT,
    error      TEXT    NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX mail_due ON mail (tenant, state, next_at);
CREATE INDEX mail_of_booking ON mail (tenant, booking);
CREATE INDEX mail_to ON mail (tenant, recipient, created_at);
