-- Schema 2, frozen: statements end with a semicolon at the end of a line before an empty line.

CREATE TABLE remote_check (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    attendance_id VARCHAR NOT NULL,
    at TEXT NOT NULL,
    alone BOOLEAN,
    not_overheard BOOLEAN,
    not_recording BOOLEAN,
    PRIMARY KEY (id),
    CONSTRAINT alone_yes_no CHECK ("alone" IN (0, 1)),
    CONSTRAINT not_overheard_yes_no CHECK ("not_overheard" IN (0, 1)),
    CONSTRAINT not_recording_yes_no CHECK ("not_recording" IN (0, 1)),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX remote_check_meeting ON remote_check (meeting_id);

CREATE TABLE abbreviation (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    opens_to VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1))
);

CREATE TABLE standard_wording (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    items VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1)),
    CONSTRAINT items_list CHECK (json_type("items") = 'array')
);

CREATE TABLE own_word (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1))
);

CREATE TABLE case_link (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    first_case_id VARCHAR NOT NULL,
    second_case_id VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1)),
    FOREIGN KEY(first_case_id) REFERENCES "case" (id),
    FOREIGN KEY(second_case_id) REFERENCES "case" (id)
);

CREATE TABLE entry_trace (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    trace_kind VARCHAR NOT NULL,
    at TEXT NOT NULL,
    from_meeting_id VARCHAR NOT NULL,
    from_entry_id VARCHAR NOT NULL,
    to_meeting_id VARCHAR NOT NULL,
    to_entry_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT trace_kind_known CHECK ("trace_kind" IN ('copied', 'moved'))
);

CREATE INDEX entry_trace_from ON entry_trace (from_entry_id);

CREATE INDEX entry_trace_to ON entry_trace (to_entry_id);

CREATE TABLE item_time (
    id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT seconds_least CHECK ("seconds" >= 0),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX item_time_meeting ON item_time (meeting_id, began_at);

CREATE TRIGGER entry_trace_no_update BEFORE UPDATE ON "entry_trace"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER entry_trace_no_delete BEFORE DELETE ON "entry_trace"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER remote_check_sealed_update BEFORE UPDATE ON "remote_check"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER remote_check_sealed_delete BEFORE DELETE ON "remote_check"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;
