-- Schema 3, frozen: statements end with a semicolon at the end of a line before an empty line.

CREATE TABLE document_given_before AS SELECT * FROM document_given ORDER BY rowid;

DROP TABLE document_given;

CREATE TABLE document_given (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    copy_number INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    how VARCHAR NOT NULL,
    seal_code VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    pages INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT status_known CHECK ("status" IN ('draft', 'approved', 'superseded')),
    CONSTRAINT version_least CHECK ("version" >= 0),
    CONSTRAINT copy_number_least CHECK ("copy_number" >= 0),
    CONSTRAINT copies_least CHECK ("copies" >= 0),
    CONSTRAINT pages_least CHECK ("pages" >= 0),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX document_given_meeting ON document_given (meeting_id, at);

INSERT INTO document_given SELECT * FROM document_given_before;

DROP TABLE document_given_before;

CREATE TRIGGER document_given_no_update BEFORE UPDATE ON "document_given"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER document_given_no_delete BEFORE DELETE ON "document_given"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TABLE contact (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    address VARCHAR NOT NULL,
    address_kind VARCHAR NOT NULL,
    address_checked_on DATE,
    address_checked_by VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    deputies VARCHAR NOT NULL,
    panels VARCHAR NOT NULL,
    may_get VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT address_kind_known CHECK ("address_kind" IN ('none', 'secure_mail', 'ordinary_mail', 'by_hand', 'post')),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1)),
    CONSTRAINT deputies_list CHECK (json_type("deputies") = 'array'),
    CONSTRAINT panels_list CHECK (json_type("panels") = 'array'),
    CONSTRAINT may_get_list CHECK (json_type("may_get") = 'array')
);

CREATE TABLE person_merge (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    kept_person_id VARCHAR NOT NULL,
    merged_person_id VARCHAR NOT NULL,
    at TEXT NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX person_merge_merged ON person_merge (merged_person_id);

CREATE TABLE write_up_tick (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1)),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX write_up_tick_meeting ON write_up_tick (meeting_id);

CREATE TABLE received_report (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    characters INTEGER NOT NULL,
    left_out VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT source_known CHECK ("source" IN ('pasted', 'docx', 'text', 'mail')),
    CONSTRAINT characters_least CHECK ("characters" >= 0),
    CONSTRAINT left_out_list CHECK (json_type("left_out") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX received_report_meeting ON received_report (meeting_id);

CREATE TABLE chair_draft (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    marks_by DATE,
    lines VARCHAR NOT NULL,
    gap_count INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT number_least CHECK ("number" >= 0),
    CONSTRAINT gap_count_least CHECK ("gap_count" >= 0),
    CONSTRAINT lines_list CHECK (json_type("lines") = 'array'),
    CONSTRAINT chair_draft_number UNIQUE (meeting_id, number),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE TABLE chair_mark (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    draft_number INTEGER NOT NULL,
    line INTEGER NOT NULL,
    record_kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    point VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    noted_at TEXT NOT NULL,
    settled_at TEXT,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT state_known CHECK ("state" IN ('open', 'done', 'not_taken')),
    CONSTRAINT draft_number_least CHECK ("draft_number" >= 0),
    CONSTRAINT line_least CHECK ("line" >= 0),
    CONSTRAINT removed_yes_no CHECK ("removed" IN (0, 1)),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX chair_mark_meeting ON chair_mark (meeting_id);

CREATE TABLE approval_paper (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    content VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT version_least CHECK ("version" >= 1),
    CONSTRAINT size_least CHECK ("size" >= 0),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX approval_paper_meeting ON approval_paper (meeting_id);

CREATE TABLE correction (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    asked_by VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    asked_on DATE NOT NULL,
    place VARCHAR NOT NULL,
    record_kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    noted_at TEXT NOT NULL,
    settled_at TEXT,
    erratum_id VARCHAR NOT NULL,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT state_known CHECK ("state" IN ('open', 'taken', 'not_taken', 'erratum', 'next_meeting')),
    CONSTRAINT removed_yes_no CHECK ("removed" IN (0, 1)),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX correction_meeting ON correction (meeting_id);

CREATE TABLE erratum (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    wrong VARCHAR NOT NULL,
    "right" VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    asked_by VARCHAR NOT NULL,
    agreed_by VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT version_least CHECK ("version" >= 1),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX erratum_meeting ON erratum (meeting_id, version);

CREATE TABLE minutes_confirmation (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    confirmed_meeting_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    as_presented BOOLEAN NOT NULL,
    changes VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT version_least CHECK ("version" >= 0),
    CONSTRAINT as_presented_yes_no CHECK ("as_presented" IN (0, 1)),
    CONSTRAINT changes_list CHECK (json_type("changes") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX minutes_confirmation_confirmed ON minutes_confirmation (confirmed_meeting_id);

CREATE INDEX minutes_confirmation_meeting ON minutes_confirmation (meeting_id);

CREATE TABLE circulation_line (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    person_id VARCHAR,
    attendance_id VARCHAR,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    documents VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT position_least CHECK ("position" >= 0),
    CONSTRAINT documents_list CHECK (json_type("documents") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX circulation_line_meeting ON circulation_line (meeting_id, position);

CREATE TABLE system_copy (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    block INTEGER NOT NULL,
    blocks INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    system VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    entered_on DATE NOT NULL,
    at TEXT NOT NULL,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT version_least CHECK ("version" >= 0),
    CONSTRAINT block_least CHECK ("block" >= 0),
    CONSTRAINT blocks_least CHECK ("blocks" >= 0),
    CONSTRAINT removed_yes_no CHECK ("removed" IN (0, 1)),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX system_copy_meeting ON system_copy (meeting_id, version, block);

CREATE TABLE erasure (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    record_kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    order_reference VARCHAR NOT NULL,
    ordered_by VARCHAR NOT NULL,
    ordered_on DATE NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT version_least CHECK ("version" >= 0),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX erasure_meeting ON erasure (meeting_id);

CREATE TRIGGER person_merge_no_update BEFORE UPDATE ON "person_merge"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER person_merge_no_delete BEFORE DELETE ON "person_merge"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER write_up_tick_sealed_update BEFORE UPDATE ON "write_up_tick"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER write_up_tick_sealed_delete BEFORE DELETE ON "write_up_tick"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER received_report_sealed_update BEFORE UPDATE ON "received_report"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER received_report_sealed_delete BEFORE DELETE ON "received_report"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER chair_draft_no_update BEFORE UPDATE ON "chair_draft"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER chair_draft_no_delete BEFORE DELETE ON "chair_draft"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER chair_mark_sealed_update BEFORE UPDATE ON "chair_mark"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER chair_mark_sealed_delete BEFORE DELETE ON "chair_mark"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER approval_paper_no_update BEFORE UPDATE ON "approval_paper"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER approval_paper_no_delete BEFORE DELETE ON "approval_paper"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER erratum_no_update BEFORE UPDATE ON "erratum"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER erratum_no_delete BEFORE DELETE ON "erratum"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER minutes_confirmation_sealed_update BEFORE UPDATE ON "minutes_confirmation"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER minutes_confirmation_sealed_delete BEFORE DELETE ON "minutes_confirmation"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER circulation_line_sealed_update BEFORE UPDATE ON "circulation_line"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER circulation_line_sealed_delete BEFORE DELETE ON "circulation_line"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER erasure_no_update BEFORE UPDATE ON "erasure"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER erasure_no_delete BEFORE DELETE ON "erasure"
BEGIN SELECT RAISE(ABORT, 'append only'); END;
