-- Schema 5, frozen: statements end with a semicolon at the end of a line before an empty line.

ALTER TABLE "case" ADD COLUMN referral_accepted_on DATE;

CREATE TABLE action_event_before AS SELECT * FROM action_event ORDER BY rowid;

DROP TABLE action_event;

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
    came_by VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    rung VARCHAR NOT NULL,
    chase_id VARCHAR,
    PRIMARY KEY (id),
    CONSTRAINT event_kind_known CHECK ("event_kind" IN ('made', 'accepted', 'accepted_on_behalf', 'objected', 'acceptance_undone', 'updated', 'redated', 'carried', 'transferred', 'done', 'done_late', 'overtaken', 'not_done', 'withdrawn', 'reopened', 'marked', 'chased', 'told', 'called_back')),
    CONSTRAINT came_by_known CHECK ("came_by" IN ('not_said', 'meeting', 'telephone', 'in_person', 'secure_mail', 'ordinary_mail', 'post', 'form', 'spreadsheet'))
);

CREATE INDEX action_event_action ON action_event (action_id, at);

CREATE INDEX action_event_meeting ON action_event (meeting_id);

CREATE INDEX action_event_moved ON action_event (action_id, due_before, due_after) WHERE event_kind = 'redated';

INSERT INTO action_event (id, revision, action_id, meeting_id, at, event_kind, note, told_by, due_before, due_after, owner_before, owner_after, came_by, evidence, rung, chase_id)
SELECT id, revision, action_id, meeting_id, at, event_kind, note, told_by, due_before, due_after, owner_before, owner_after, 'not_said', '', '', NULL FROM action_event_before;

DROP TABLE action_event_before;

CREATE TRIGGER action_event_no_update BEFORE UPDATE ON "action_event"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER action_event_no_delete BEFORE DELETE ON "action_event"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TABLE action_before AS SELECT * FROM action ORDER BY rowid;

DROP TABLE action;

CREATE TABLE action (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    case_id VARCHAR NOT NULL,
    meeting_id VARCHAR,
    entry_id VARCHAR,
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
    labels VARCHAR NOT NULL,
    before_release BOOLEAN NOT NULL,
    look_on DATE,
    source_number VARCHAR NOT NULL,
    import_id VARCHAR,
    due DATE GENERATED ALWAYS AS (json_extract(deadline, '$.on')) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT state_known CHECK ("state" IN ('open', 'done', 'done_late', 'overtaken', 'not_done', 'withdrawn')),
    CONSTRAINT acceptance_known CHECK ("acceptance" IN ('not_read_back', 'accepted', 'on_behalf', 'objected')),
    CONSTRAINT carried_least CHECK ("carried" >= 0),
    CONSTRAINT urgent_yes_no CHECK ("urgent" IN (0, 1)),
    CONSTRAINT removed_yes_no CHECK ("removed" IN (0, 1)),
    CONSTRAINT before_release_yes_no CHECK ("before_release" IN (0, 1)),
    CONSTRAINT labels_list CHECK (json_type("labels") = 'array'),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX action_agency_due ON action (owner_agency, due) WHERE state = 'open' AND removed = 0;

CREATE INDEX action_case ON action (case_id, tag);

CREATE INDEX action_case_open ON action (case_id, due) WHERE state = 'open' AND removed = 0;

CREATE INDEX action_due ON action (due) WHERE state = 'open' AND removed = 0;

CREATE INDEX action_entry ON action (entry_id);

CREATE INDEX action_meeting ON action (meeting_id, tag);

CREATE INDEX action_tracker_agency ON action (owner_agency, state <> 'open', due IS NULL, due) WHERE removed = 0;

CREATE INDEX action_tracker_carried ON action (carried, state <> 'open', due IS NULL, due) WHERE removed = 0;

CREATE INDEX action_tracker_due ON action (state <> 'open', due IS NULL, due) WHERE removed = 0;

CREATE INDEX action_tracker_label ON action (labels, state <> 'open', due IS NULL, due) WHERE removed = 0 AND labels <> '[]';

CREATE INDEX action_tracker_look ON action (look_on) WHERE removed = 0 AND look_on IS NOT NULL;

CREATE INDEX action_tracker_owner ON action ((CASE owner_name WHEN '' THEN owner_role ELSE owner_name END) = '', CASE owner_name WHEN '' THEN owner_role ELSE owner_name END COLLATE NOCASE, owner_agency, state <> 'open', due IS NULL, due) WHERE removed = 0;

CREATE INDEX action_tracker_person ON action (owner_name, owner_role) WHERE removed = 0;

CREATE INDEX action_tracker_priority ON action (CASE WHEN urgent THEN 0 WHEN before_release OR json_extract(deadline, '$.kind') = 'before_release' THEN 1 ELSE 2 END, state <> 'open', due IS NULL, due) WHERE removed = 0;

CREATE INDEX action_tracker_state ON action (state, state <> 'open', due IS NULL, due) WHERE removed = 0;

INSERT INTO action (id, revision, case_id, meeting_id, entry_id, tag, text, purpose, owner_name, owner_role, owner_agency, owner_attendance_id, on_behalf_taken_by, deadline, urgent, state, acceptance, accepted_at, objection, carried, settled_on, settled_note, removed, labels, before_release, look_on, source_number, import_id)
SELECT id, revision, case_id, meeting_id, entry_id, tag, text, purpose, owner_name, owner_role, owner_agency, owner_attendance_id, on_behalf_taken_by, deadline, urgent, state, acceptance, accepted_at, objection, carried, settled_on, settled_note, removed, '[]', 0, NULL, '', NULL FROM action_before;

DROP TABLE action_before;

CREATE TABLE rung (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    to_whom VARCHAR NOT NULL,
    days INTEGER NOT NULL,
    wording VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    verified_by VARCHAR NOT NULL,
    verified_on DATE,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT position_least CHECK ("position" >= 0),
    CONSTRAINT days_least CHECK ("days" >= 0),
    CONSTRAINT active_yes_no CHECK ("active" IN (0, 1))
);

CREATE TABLE chase (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    case_id VARCHAR NOT NULL,
    meeting_id VARCHAR,
    round_id VARCHAR NOT NULL,
    chase_kind VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    action_ids VARCHAR NOT NULL,
    attendance_id VARCHAR,
    rung VARCHAR NOT NULL,
    skipped_because VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    to_whom VARCHAR NOT NULL,
    reply_by DATE,
    note VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT chase_kind_known CHECK ("chase_kind" IN ('call', 'rung', 'do_now', 'invitation', 'report')),
    CONSTRAINT how_known CHECK ("how" IN ('not_said', 'meeting', 'telephone', 'in_person', 'secure_mail', 'ordinary_mail', 'post', 'form', 'spreadsheet')),
    CONSTRAINT action_ids_list CHECK (json_type("action_ids") = 'array'),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX chase_case ON chase (case_id, at);

CREATE INDEX chase_meeting ON chase (meeting_id, at);

CREATE INDEX chase_reply ON chase (reply_by);

CREATE INDEX chase_round ON chase (round_id);

CREATE TABLE urgent_change (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    case_id VARCHAR NOT NULL,
    change_kind VARCHAR NOT NULL,
    happened_on DATE NOT NULL,
    text VARCHAR NOT NULL,
    told_by VARCHAR NOT NULL,
    came_by VARCHAR NOT NULL,
    meeting_id VARCHAR,
    at TEXT NOT NULL,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT change_kind_known CHECK ("change_kind" IN ('arrest', 'release_date', 'address_lost', 'recall', 'threat', 'other')),
    CONSTRAINT came_by_known CHECK ("came_by" IN ('not_said', 'meeting', 'telephone', 'in_person', 'secure_mail', 'ordinary_mail', 'post', 'form', 'spreadsheet')),
    CONSTRAINT removed_yes_no CHECK ("removed" IN (0, 1)),
    FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE INDEX urgent_change_case ON urgent_change (case_id, happened_on);

CREATE TABLE saved_filter (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    group_by VARCHAR NOT NULL,
    sort_by VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT position_least CHECK ("position" >= 0)
);

CREATE TABLE action_import (
    id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL,
    columns VARCHAR NOT NULL,
    heads VARCHAR NOT NULL,
    accepted INTEGER NOT NULL,
    doubted INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    action_ids VARCHAR NOT NULL,
    event_ids VARCHAR NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT,
    PRIMARY KEY (id),
    CONSTRAINT accepted_least CHECK ("accepted" >= 0),
    CONSTRAINT doubted_least CHECK ("doubted" >= 0),
    CONSTRAINT refused_least CHECK ("refused" >= 0),
    CONSTRAINT columns_list CHECK (json_type("columns") = 'array'),
    CONSTRAINT heads_list CHECK (json_type("heads") = 'array'),
    CONSTRAINT action_ids_list CHECK (json_type("action_ids") = 'array'),
    CONSTRAINT event_ids_list CHECK (json_type("event_ids") = 'array')
);

CREATE TRIGGER chase_no_update BEFORE UPDATE ON "chase"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER chase_no_delete BEFORE DELETE ON "chase"
BEGIN SELECT RAISE(ABORT, 'append only'); END;

DELETE FROM search_index WHERE rowid IN (SELECT id FROM search_doc WHERE kind = 'action');

DELETE FROM search_doc WHERE kind = 'action';

INSERT INTO search_doc (id, kind, record_id)
SELECT 1099511627776 + rowid, 'action', id FROM action WHERE removed = 0;

INSERT INTO search_index (rowid, body)
SELECT 1099511627776 + a.rowid, c.reference || '-' || a.tag || char(10) || a.text || char(10) || a.purpose
    || char(10) || a.owner_name || char(10) || a.settled_note
FROM action AS a JOIN "case" AS c ON c.id = a.case_id WHERE a.removed = 0;
