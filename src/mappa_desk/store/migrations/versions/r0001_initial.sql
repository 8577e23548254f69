-- Schema 1, frozen: statements end with a semicolon at the end of a line before an empty line.

CREATE TABLE person (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    holds_keys BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT holds_keys_yes_no CHECK ("holds_keys" IN (0, 1))
);

CREATE INDEX person_agency ON person (agency, name);

CREATE TABLE agency (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    agency_class VARCHAR NOT NULL,
    aliases VARCHAR NOT NULL,
    "order" INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT agency_class_known CHECK ("agency_class" IN ('responsible_authority', 'duty_to_cooperate', 'associate', 'third_party')),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1)),
    CONSTRAINT aliases_list CHECK (json_type("aliases") = 'array')
);

CREATE TABLE standard (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    value FLOAT NOT NULL,
    unit VARCHAR NOT NULL,
    level INTEGER,
    edition VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    verified_by VARCHAR NOT NULL,
    verified_on DATE,
    PRIMARY KEY (id),
    CONSTRAINT level_known CHECK ("level" IN (1, 2, 3)),
    CONSTRAINT value_finite CHECK (value BETWEEN -1e300 AND 1e300)
);

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
    curtain_minutes INTEGER NOT NULL,
    lock_minutes INTEGER NOT NULL,
    verified BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT front_sheet_yes_no CHECK ("front_sheet" IN (0, 1)),
    CONSTRAINT print_names_yes_no CHECK ("print_names" IN (0, 1)),
    CONSTRAINT verified_yes_no CHECK ("verified" IN (0, 1)),
    CONSTRAINT curtain_minutes_least CHECK ("curtain_minutes" >= 0),
    CONSTRAINT lock_minutes_least CHECK ("lock_minutes" >= 0)
);

CREATE TABLE "case" (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    reference VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    also_known_as VARCHAR NOT NULL,
    date_of_birth DATE,
    category INTEGER,
    level INTEGER NOT NULL,
    lead_agency VARCHAR NOT NULL,
    lead_officer VARCHAR NOT NULL,
    whereabouts VARCHAR NOT NULL,
    addresses VARCHAR NOT NULL,
    release_on DATE,
    visor_reference VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    practice BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT category_known CHECK ("category" IN (1, 2, 3, 4)),
    CONSTRAINT level_known CHECK ("level" IN (1, 2, 3)),
    CONSTRAINT whereabouts_known CHECK ("whereabouts" IN ('community', 'prison', 'hospital', 'approved_premises', 'not_known')),
    CONSTRAINT practice_yes_no CHECK ("practice" IN (0, 1)),
    CONSTRAINT also_known_as_list CHECK (json_type("also_known_as") = 'array'),
    CONSTRAINT addresses_list CHECK (json_type("addresses") = 'array')
);

CREATE INDEX case_reference ON "case" (reference);

CREATE TABLE panel_day (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    "on" DATE NOT NULL,
    title VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX panel_day_on ON panel_day ("on");

CREATE TABLE meeting (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    case_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    level INTEGER NOT NULL,
    category INTEGER,
    state VARCHAR NOT NULL,
    planned_on DATE NOT NULL,
    planned_at VARCHAR NOT NULL,
    planned_minutes INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    template VARCHAR NOT NULL,
    template_edition VARCHAR NOT NULL,
    panel_day_id VARCHAR,
    chair VARCHAR NOT NULL,
    chair_agency VARCHAR NOT NULL,
    minutes_by VARCHAR NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    current_item VARCHAR NOT NULL,
    lead_agency VARCHAR NOT NULL,
    lead_officer VARCHAR NOT NULL,
    level_after INTEGER,
    next_review VARCHAR,
    adjourned_to DATE,
    ended_because VARCHAR NOT NULL,
    brief_why VARCHAR NOT NULL,
    brief_risk VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT kind_known CHECK ("kind" IN ('initial', 'review')),
    CONSTRAINT level_known CHECK ("level" IN (1, 2, 3)),
    CONSTRAINT category_known CHECK ("category" IN (1, 2, 3, 4)),
    CONSTRAINT state_known CHECK ("state" IN ('planned', 'running', 'adjourned', 'closed', 'approved', 'cancelled', 'not_held')),
    CONSTRAINT level_after_known CHECK ("level_after" IN (1, 2, 3)),
    CONSTRAINT number_least CHECK ("number" >= 0),
    CONSTRAINT planned_minutes_least CHECK ("planned_minutes" >= 0),
    FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE INDEX meeting_case ON meeting (case_id, number);

CREATE INDEX meeting_panel_day ON meeting (panel_day_id);

CREATE INDEX meeting_planned ON meeting (planned_on, planned_at);

CREATE INDEX meeting_state ON meeting (state);

CREATE TABLE standing (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    case_id VARCHAR NOT NULL,
    since DATE NOT NULL,
    category INTEGER,
    level INTEGER NOT NULL,
    lead_agency VARCHAR NOT NULL,
    meeting_id VARCHAR,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT category_known CHECK ("category" IN (1, 2, 3, 4)),
    CONSTRAINT level_known CHECK ("level" IN (1, 2, 3)),
    FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE INDEX standing_case ON standing (case_id, since);

CREATE TABLE item (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    short_title VARCHAR NOT NULL,
    say VARCHAR NOT NULL,
    prompts VARCHAR NOT NULL,
    record VARCHAR NOT NULL,
    needs VARCHAR NOT NULL,
    settle_reasons VARCHAR NOT NULL,
    heard_in VARCHAR,
    "group" VARCHAR NOT NULL,
    statutory BOOLEAN NOT NULL,
    minutes INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT heard_in_known CHECK ("heard_in" IN ('information', 'risk', 'plan', 'level')),
    CONSTRAINT state_known CHECK ("state" IN ('open', 'discussed', 'nothing_to_record', 'not_applicable')),
    CONSTRAINT minutes_least CHECK ("minutes" >= 0),
    CONSTRAINT statutory_yes_no CHECK ("statutory" IN (0, 1)),
    CONSTRAINT prompts_list CHECK (json_type("prompts") = 'array'),
    CONSTRAINT record_list CHECK (json_type("record") = 'array'),
    CONSTRAINT needs_list CHECK (json_type("needs") = 'array'),
    CONSTRAINT settle_reasons_list CHECK (json_type("settle_reasons") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX item_meeting ON item (meeting_id, number);

CREATE TABLE attendance (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    seat INTEGER NOT NULL,
    agency VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    person_id VARCHAR,
    state VARCHAR NOT NULL,
    mode VARCHAR,
    deputy_for VARCHAR NOT NULL,
    observer BOOLEAN NOT NULL,
    is_chair BOOLEAN NOT NULL,
    report_received BOOLEAN NOT NULL,
    report_dated VARCHAR NOT NULL,
    paperwork_sent BOOLEAN NOT NULL,
    intervals VARCHAR NOT NULL,
    absence_reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT state_known CHECK ("state" IN ('expected', 'attended', 'deputy', 'apologies', 'no_reply')),
    CONSTRAINT mode_known CHECK ("mode" IN ('room', 'video', 'telephone')),
    CONSTRAINT seat_least CHECK ("seat" >= 0),
    CONSTRAINT observer_yes_no CHECK ("observer" IN (0, 1)),
    CONSTRAINT is_chair_yes_no CHECK ("is_chair" IN (0, 1)),
    CONSTRAINT report_received_yes_no CHECK ("report_received" IN (0, 1)),
    CONSTRAINT paperwork_sent_yes_no CHECK ("paperwork_sent" IN (0, 1)),
    CONSTRAINT intervals_list CHECK (json_type("intervals") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX attendance_meeting ON attendance (meeting_id, seat);

CREATE TABLE statement_reading (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    at TEXT NOT NULL,
    edition VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    heard_by VARCHAR NOT NULL,
    declined_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT heard_by_list CHECK (json_type("heard_by") = 'array'),
    CONSTRAINT declined_by_list CHECK (json_type("declined_by") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX statement_reading_meeting ON statement_reading (meeting_id);

CREATE TABLE closed_part (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    stayed VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT stayed_list CHECK (json_type("stayed") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX closed_part_meeting ON closed_part (meeting_id);

CREATE TABLE handover (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    "of" VARCHAR NOT NULL,
    at TEXT NOT NULL,
    from_whom VARCHAR NOT NULL,
    to_whom VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT of_known CHECK ("of" IN ('chair', 'keys')),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX handover_meeting ON handover (meeting_id);

CREATE TABLE entry (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    entry_kind VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    attendance_id VARCHAR,
    text VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    captured_at TEXT NOT NULL,
    handling VARCHAR NOT NULL,
    recipients VARCHAR NOT NULL,
    closed_part_id VARCHAR,
    report_dated VARCHAR NOT NULL,
    settles_issue_id VARCHAR,
    outcome VARCHAR,
    outcome_reason VARCHAR NOT NULL,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT entry_kind_known CHECK ("entry_kind" IN ('contribution', 'written_report', 'nil_return', 'refusal', 'issue', 'decision', 'action', 'note')),
    CONSTRAINT handling_known CHECK ("handling" IN ('normal', 'not_for_summary', 'not_for_person', 'named_recipients', 'sanitise')),
    CONSTRAINT outcome_known CHECK ("outcome" IN ('open', 'decision', 'action', 'no_action')),
    CONSTRAINT removed_yes_no CHECK ("removed" IN (0, 1)),
    CONSTRAINT recipients_list CHECK (json_type("recipients") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX entry_meeting ON entry (meeting_id, position);

CREATE TABLE decision (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    decision_kind VARCHAR NOT NULL,
    heading VARCHAR NOT NULL,
    decided VARCHAR NOT NULL,
    because VARCHAR NOT NULL,
    also_considered VARCHAR NOT NULL,
    dissent VARCHAR NOT NULL,
    dissent_asked BOOLEAN NOT NULL,
    resolved VARCHAR NOT NULL,
    takes_effect DATE,
    level INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT decision_kind_known CHECK ("decision_kind" IN ('level', 'disclosure', 'proceed', 'proportionality', 'other')),
    CONSTRAINT level_known CHECK ("level" IN (1, 2, 3)),
    CONSTRAINT number_least CHECK ("number" >= 0),
    CONSTRAINT dissent_asked_yes_no CHECK ("dissent_asked" IN (0, 1)),
    CONSTRAINT dissent_list CHECK (json_type("dissent") = 'array'),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX decision_entry ON decision (entry_id);

CREATE INDEX decision_meeting ON decision (meeting_id, number);

CREATE TABLE action (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    case_id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    tag VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    owner_name VARCHAR NOT NULL,
    owner_role VARCHAR NOT NULL,
    owner_agency VARCHAR NOT NULL,
    owner_attendance_id VARCHAR,
    on_behalf_taken_by VARCHAR NOT NULL,
    deadline VARCHAR NOT NULL,
    urgent BOOLEAN NOT NULL,
    state VARCHAR NOT NULL,
    acceptance VARCHAR NOT NULL,
    accepted_at TEXT,
    objection VARCHAR NOT NULL,
    carried INTEGER NOT NULL,
    settled_on DATE,
    settled_note VARCHAR NOT NULL,
    removed BOOLEAN NOT NULL,
    due DATE GENERATED ALWAYS AS (json_extract(deadline, '$.on')) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT state_known CHECK ("state" IN ('open', 'done', 'done_late', 'overtaken', 'not_done', 'withdrawn')),
    CONSTRAINT acceptance_known CHECK ("acceptance" IN ('not_read_back', 'accepted', 'on_behalf', 'objected')),
    CONSTRAINT carried_least CHECK ("carried" >= 0),
    CONSTRAINT urgent_yes_no CHECK ("urgent" IN (0, 1)),
    CONSTRAINT removed_yes_no CHECK ("removed" IN (0, 1)),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX action_agency_due ON action (owner_agency, due) WHERE state = 'open' AND removed = 0;

CREATE INDEX action_case ON action (case_id, tag);

CREATE INDEX action_case_open ON action (case_id, due) WHERE state = 'open' AND removed = 0;

CREATE INDEX action_due ON action (due) WHERE state = 'open' AND removed = 0;

CREATE INDEX action_entry ON action (entry_id);

CREATE INDEX action_meeting ON action (meeting_id, tag);

CREATE TABLE action_event (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    action_id VARCHAR NOT NULL,
    meeting_id VARCHAR,
    at TEXT NOT NULL,
    event_kind VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    told_by VARCHAR NOT NULL,
    due_before DATE,
    due_after DATE,
    owner_before VARCHAR NOT NULL,
    owner_after VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT event_kind_known CHECK ("event_kind" IN ('made', 'accepted', 'accepted_on_behalf', 'objected', 'acceptance_undone', 'updated', 'redated', 'carried', 'transferred', 'done', 'done_late', 'overtaken', 'not_done', 'withdrawn', 'reopened'))
);

CREATE INDEX action_event_action ON action_event (action_id, at);

CREATE INDEX action_event_meeting ON action_event (meeting_id);

CREATE TABLE approval (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    approved_by VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    approved_on DATE NOT NULL,
    reference VARCHAR NOT NULL,
    despite_gaps_because VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT how_known CHECK ("how" IN ('at_desk', 'marked_paper', 'email', 'other')),
    CONSTRAINT version_least CHECK ("version" >= 1),
    CONSTRAINT approval_version UNIQUE (meeting_id, version),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE TABLE sealed (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    sealed_at TEXT NOT NULL,
    seal_code VARCHAR NOT NULL,
    snapshot_json VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT version_least CHECK ("version" >= 1),
    CONSTRAINT sealed_version UNIQUE (meeting_id, version),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX sealed_code ON sealed (seal_code);

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
    CONSTRAINT document_known CHECK ("document" IN ('minutes', 'actions', 'agency-actions')),
    CONSTRAINT status_known CHECK ("status" IN ('draft', 'approved', 'superseded')),
    CONSTRAINT version_least CHECK ("version" >= 0),
    CONSTRAINT copy_number_least CHECK ("copy_number" >= 0),
    CONSTRAINT copies_least CHECK ("copies" >= 0),
    CONSTRAINT pages_least CHECK ("pages" >= 0),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX document_given_meeting ON document_given (meeting_id, at);

CREATE TABLE draft (
    meeting_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    caret INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    attendance_id VARCHAR,
    kind VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, place)
);

CREATE TABLE revision (
    kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    "by" VARCHAR NOT NULL,
    body VARCHAR,
    PRIMARY KEY (kind, record_id, number)
);

CREATE TABLE audit (
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    "by" VARCHAR NOT NULL,
    verb VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    case_id VARCHAR NOT NULL,
    digest BLOB NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (seq),
    CONSTRAINT verb_short CHECK (length(verb) BETWEEN 1 AND 40),
    CONSTRAINT digest_length CHECK (length(digest) IN (0, 32)),
    CONSTRAINT prev_length CHECK (length(prev) = 32),
    CONSTRAINT hash_length CHECK (length(hash) = 32)
);

CREATE INDEX audit_case ON audit (case_id);

CREATE INDEX audit_record ON audit (kind, record_id, revision);

CREATE TABLE undo_step (
    id INTEGER NOT NULL,
    meeting_id VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    at TEXT NOT NULL,
    "by" VARCHAR NOT NULL,
    undone BOOLEAN NOT NULL,
    parts VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT undone_yes_no CHECK ("undone" IN (0, 1)),
    CONSTRAINT parts_list CHECK (json_type("parts") = 'array')
);

CREATE INDEX undo_step_meeting ON undo_step (meeting_id, id);

CREATE TABLE digest_key (
    case_id VARCHAR NOT NULL,
    "key" BLOB NOT NULL,
    PRIMARY KEY (case_id),
    CONSTRAINT key_length CHECK (length("key") = 32)
);

CREATE TABLE meta (
    id INTEGER NOT NULL,
    vault_id VARCHAR NOT NULL,
    created TEXT NOT NULL,
    commits INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT one_line CHECK (id = 1)
);

CREATE TABLE search_doc (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX search_doc_record ON search_doc (kind, record_id);

CREATE VIRTUAL TABLE search_index USING fts5(
    body, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 2", prefix='2 3'
);

CREATE TRIGGER revision_no_update BEFORE UPDATE ON "revision"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER revision_no_delete BEFORE DELETE ON "revision"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON "audit"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON "audit"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER action_event_no_update BEFORE UPDATE ON "action_event"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER action_event_no_delete BEFORE DELETE ON "action_event"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER approval_no_update BEFORE UPDATE ON "approval"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER approval_no_delete BEFORE DELETE ON "approval"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER document_given_no_update BEFORE UPDATE ON "document_given"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER document_given_no_delete BEFORE DELETE ON "document_given"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER sealed_no_update BEFORE UPDATE ON "sealed"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER sealed_no_delete BEFORE DELETE ON "sealed"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER standing_no_update BEFORE UPDATE ON "standing"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER standing_no_delete BEFORE DELETE ON "standing"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER attendance_sealed_update BEFORE UPDATE ON "attendance"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER attendance_sealed_delete BEFORE DELETE ON "attendance"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER closed_part_sealed_update BEFORE UPDATE ON "closed_part"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER closed_part_sealed_delete BEFORE DELETE ON "closed_part"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER decision_sealed_update BEFORE UPDATE ON "decision"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER decision_sealed_delete BEFORE DELETE ON "decision"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER entry_sealed_update BEFORE UPDATE ON "entry"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER entry_sealed_delete BEFORE DELETE ON "entry"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER handover_sealed_update BEFORE UPDATE ON "handover"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER handover_sealed_delete BEFORE DELETE ON "handover"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER item_sealed_update BEFORE UPDATE ON "item"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER item_sealed_delete BEFORE DELETE ON "item"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER statement_reading_sealed_update BEFORE UPDATE ON "statement_reading"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER statement_reading_sealed_delete BEFORE DELETE ON "statement_reading"
WHEN (SELECT state FROM meeting WHERE id = OLD.meeting_id) = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER meeting_sealed_update BEFORE UPDATE ON meeting
WHEN OLD.state = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;

CREATE TRIGGER meeting_sealed_delete BEFORE DELETE ON meeting
WHEN OLD.state = 'approved'
BEGIN SELECT RAISE(ABORT, 'sealed'); END;
