-- Schema 4, frozen: statements end with a semicolon at the end of a line before an empty line.

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
    recall_by DATE,
    protected BOOLEAN NOT NULL,
    parts_left_out VARCHAR NOT NULL,
    large_print BOOLEAN NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT status_known CHECK ("status" IN ('draft', 'approved', 'superseded')),
    CONSTRAINT version_least CHECK ("version" >= 0),
    CONSTRAINT copy_number_least CHECK ("copy_number" >= 0),
    CONSTRAINT copies_least CHECK ("copies" >= 0),
    CONSTRAINT pages_least CHECK ("pages" >= 0),
    CONSTRAINT protected_yes_no CHECK ("protected" IN (0, 1)),
    CONSTRAINT large_print_yes_no CHECK ("large_print" IN (0, 1)),
    CONSTRAINT parts_left_out_list CHECK (json_type("parts_left_out") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX document_given_meeting ON document_given (meeting_id, at);

INSERT INTO document_given (id, revision, meeting_id, document, edition, version, status, agency, recipient, copy_number, copies, how, seal_code, sha256, file_name, pages, at, recall_by, protected, parts_left_out, large_print)
SELECT id, revision, meeting_id, document, edition, version, status, agency, recipient, copy_number, copies, how, seal_code, sha256, file_name, pages, at, NULL, 0, '[]', 0 FROM document_given_before;

DROP TABLE document_given_before;

CREATE TRIGGER document_given_no_update BEFORE UPDATE ON "document_given"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER document_given_no_delete BEFORE DELETE ON "document_given"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TABLE form_before AS SELECT * FROM form ORDER BY rowid;

DROP TABLE form;

CREATE TABLE form (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    area_name VARCHAR NOT NULL,
    form_title VARCHAR NOT NULL,
    form_edition VARCHAR NOT NULL,
    approved_by_board_on DATE,
    departs_because VARCHAR NOT NULL,
    statement_edition VARCHAR NOT NULL,
    statement_text VARCHAR NOT NULL,
    statement_short VARCHAR NOT NULL,
    handling_text VARCHAR NOT NULL,
    handling_short VARCHAR NOT NULL,
    front_sheet BOOLEAN NOT NULL,
    print_names BOOLEAN NOT NULL,
    logo VARCHAR NOT NULL,
    logo_says VARCHAR NOT NULL,
    section_order VARCHAR NOT NULL,
    curtain_minutes INTEGER NOT NULL,
    lock_minutes INTEGER NOT NULL,
    verified BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT front_sheet_yes_no CHECK ("front_sheet" IN (0, 1)),
    CONSTRAINT print_names_yes_no CHECK ("print_names" IN (0, 1)),
    CONSTRAINT verified_yes_no CHECK ("verified" IN (0, 1)),
    CONSTRAINT section_order_list CHECK (json_type("section_order") = 'array'),
    CONSTRAINT curtain_minutes_least CHECK ("curtain_minutes" >= 0),
    CONSTRAINT lock_minutes_least CHECK ("lock_minutes" >= 0)
);

INSERT INTO form (id, revision, area_name, form_title, form_edition, approved_by_board_on, departs_because, statement_edition, statement_text, statement_short, handling_text, handling_short, front_sheet, print_names, curtain_minutes, lock_minutes, verified, logo, logo_says, section_order)
SELECT id, revision, area_name, form_title, form_edition, approved_by_board_on, departs_because, statement_edition, statement_text, statement_short, handling_text, handling_short, front_sheet, print_names, curtain_minutes, lock_minutes, verified, '', '', '[]' FROM form_before;

DROP TABLE form_before;

CREATE TABLE copy_event (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    event_kind VARCHAR NOT NULL,
    happened_on DATE NOT NULL,
    told_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT event_kind_known CHECK ("event_kind" IN ('recalled', 'returned', 'destroyed', 'lost', 'wrong_recipient', 'found')),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX copy_event_document ON copy_event (document_id, at);

CREATE INDEX copy_event_meeting ON copy_event (meeting_id);

CREATE TABLE breach (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    who_has_it VARCHAR NOT NULL,
    found_on DATE NOT NULL,
    found_by VARCHAR NOT NULL,
    recalled_on DATE,
    reported_to VARCHAR NOT NULL,
    reported_on DATE,
    reference VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    closed_on DATE,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX breach_meeting ON breach (meeting_id);

CREATE TABLE minutes_request (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    asked_by VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    asked_on DATE NOT NULL,
    purpose VARCHAR NOT NULL,
    reply_by DATE,
    released VARCHAR NOT NULL,
    released_because VARCHAR NOT NULL,
    approved_by VARCHAR NOT NULL,
    replied_on DATE,
    document_ids VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT document_ids_list CHECK (json_type("document_ids") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX minutes_request_meeting ON minutes_request (meeting_id);

CREATE TABLE form_return (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    answers VARCHAR NOT NULL,
    taken VARCHAR NOT NULL,
    entry_ids VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT answers_list CHECK (json_type("answers") = 'array'),
    CONSTRAINT taken_list CHECK (json_type("taken") = 'array'),
    CONSTRAINT entry_ids_list CHECK (json_type("entry_ids") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX form_return_meeting ON form_return (meeting_id);

CREATE TRIGGER copy_event_no_update BEFORE UPDATE ON "copy_event"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER copy_event_no_delete BEFORE DELETE ON "copy_event"
BEGIN SELECT RAISE(ABORT, 'append only'); END;
