-- A desk of schema 0025, with data. It stays as it is: see tests/store/freezing.py.

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE desk (
    id text primary key,
    created_at text not null
);
CREATE TABLE member (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null,
    name_key text not null unique,
    admin integer not null default 0,
    created_at text not null,
    suspended_at text
, asleep integer not null default 0, forgotten_at text, linked_to integer references member (id));
CREATE TABLE identity (
    id integer primary key autoincrement,
    member_id integer not null references member (id),
    kind text not null,
    network text not null,
    value text not null,
    shown text not null,
    created_at text not null,
    revoked_at text
);
CREATE TABLE role (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null,
    network text,
    channel text,
    channel_key text,
    open integer not null default 0,
    lifetime integer,
    every integer,
    digest_every integer,
    created_at text not null,
    deleted_at text
, say text not null default 'normal', next_id integer references role (id), zone text, next_after integer, next_prompts integer);
CREATE TABLE membership (
    role_id integer not null references role (id),
    member_id integer not null references member (id),
    confirmed integer not null,
    lead integer not null default 0,
    joined_at text not null,
    primary key (role_id, member_id)
);
CREATE TABLE ticket_type (
    name text primary key,
    start integer not null,
    lifetime integer,
    every integer
, role text, priority integer not null default 2, keep integer, afterwards text not null default 'archive', keep_from text);
CREATE TABLE ticket_state (
    type text not null references ticket_type (name),
    code integer not null,
    name text not null,
    offered integer not null default 0,
    owned integer not null default 0,
    waiting integer not null default 0,
    final integer not null default 0,
    lifetime integer,
    every integer, onward integer,
    primary key (type, code)
);
CREATE TABLE ticket_edge (
    type text not null,
    state integer not null,
    next integer not null,
    position integer not null,
    primary key (type, state, next),
    foreign key (type, state) references ticket_state (type, code),
    foreign key (type, next) references ticket_state (type, code)
);
CREATE TABLE ticket (
    id integer primary key autoincrement,
    uuid text not null unique,
    desk text not null,
    type text not null,
    state integer not null,
    resolution text,
    role_id integer not null references role (id),
    title text not null,
    description text not null default '',
    priority integer not null,
    private integer not null default 0,
    owner_id integer references member (id),
    reporter_id integer references member (id),
    reporter_name text not null,
    reporter_network text not null,
    reporter_mask text not null default '',
    reporter_bound integer not null default 1,
    opened_at text not null,
    changed_at text not null,
    accepted_at text,
    closed_at text, held_until text, held_by integer references event (id), key text, times integer not null default 1, opener_id integer references member (id), archived_at text, erased_at text,
    foreign key (type, state) references ticket_state (type, code)
);
CREATE TABLE prompt (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    role_id integer not null references role (id),
    member_id integer references member (id),
    asker_id integer references member (id),
    asker_name text not null default '',
    state text not null default 'open',
    opened_at text not null,
    expires_at text not null,
    lifetime integer not null,
    every integer not null,
    repeats integer not null default 0,
    heard_at text,
    ended_at text
, bundle integer references prompt (id), ends_by text not null default 'lifetime');
CREATE TABLE prompt_answer (
    prompt_id integer not null references prompt (id),
    member_id integer not null references member (id),
    answer text not null,
    answered_at text not null,
    primary key (prompt_id, member_id)
);
CREATE TABLE event (
    id integer primary key autoincrement,
    uuid text not null unique,
    desk text not null,
    at text not null,
    kind text not null,
    ticket_id integer references ticket (id),
    role_id integer references role (id),
    prompt_id integer references prompt (id),
    member_id integer references member (id),
    actor text not null,
    network text,
    place text,
    data text not null default '{}'
, arrival_id integer references arrival (id));
CREATE TABLE event_text (
    event_id integer primary key references event (id),
    texts text not null
);
CREATE TABLE cursor (
    plugin text primary key,
    event_id integer not null,
    failures integer not null default 0,
    retry_at text
);
CREATE TABLE notice (
    id integer primary key autoincrement,
    created_at text not null,
    not_before text not null,
    plugin text not null,
    event_id integer not null references event (id),
    ticket_id integer references ticket (id),
    prompt_id integer references prompt (id),
    holds text not null default '',
    target text not null,
    network text,
    address text not null default '',
    member_id integer references member (id),
    text text not null,
    brief text not null default '',
    joined text not null default '',
    masked integer not null default 0,
    urgent integer not null default 0,
    status text not null default 'queued',
    tries integer not null default 0,
    ended_at text,
    reason text not null default ''
, crowd text not null default '', storm_id integer references storm (id), line_id integer, held integer not null default 0, due_at text);
CREATE TABLE timer (
    id integer primary key autoincrement,
    kind text not null,
    subject_id integer not null,
    due_at text not null,
    unique (kind, subject_id)
);
CREATE TABLE habit (
    member_id integer primary key references member (id),
    zone text,
    quiet_from integer,
    quiet_to integer,
    quiet_mode text not null default '',
    muted_until text,
    away_since text,
    seen_at text
, morning_at text);
CREATE TABLE watcher (
    ticket_id integer not null references ticket (id),
    member_id integer not null references member (id),
    since text not null,
    primary key (ticket_id, member_id)
);
CREATE TABLE snooze (
    id integer primary key autoincrement,
    prompt_id integer not null references prompt (id),
    member_id integer not null references member (id),
    until text not null,
    unique (prompt_id, member_id)
);
CREATE TABLE storm (
    id integer primary key autoincrement,
    role_id integer not null references role (id),
    member_id integer references member (id),
    network text not null,
    address text not null,
    name text not null,
    first_id integer not null references ticket (id),
    began_at text not null,
    ended_at text
);
CREATE TABLE secured (
    host text primary key,
    port integer not null,
    expires_at text not null
);
CREATE VIRTUAL TABLE ticket_word using fts5 (
    title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '3'
);
CREATE TABLE password (
    identity_id integer primary key references identity (id),
    hash text not null default '',
    changed_at text not null,
    code text,
    code_until text
);
CREATE TABLE ignored (
    id integer primary key autoincrement,
    kind text not null,
    network text not null,
    value text not null,
    shown text not null,
    member_id integer references member (id),
    cause text not null,
    actor text not null,
    why text not null default '',
    since text not null,
    until text,
    times integer not null default 1,
    unique (kind, network, value)
);
CREATE TABLE denial (
    id integer primary key autoincrement,
    network text not null,
    who text not null,
    method text not null,
    member_id integer references member (id),
    verb text not null,
    ticket_id integer,
    kind text not null,
    times integer not null default 1,
    first_at text not null,
    last_at text not null
);
CREATE TABLE type_setting (
    type text not null references ticket_type (name),
    state integer not null default 0,
    name text not null,
    value text not null,
    member_id integer references member (id),
    set_at text not null,
    primary key (type, state, name)
);
CREATE TABLE stay (
    ticket_id integer primary key references ticket (id),
    type text not null,
    state integer not null,
    visit integer not null default 1,
    since text not null,
    todo text not null default 'proceed',
    steps integer not null default 0,
    tries integer not null default 0,
    overdue integer not null default 0,
    waits_for integer references ticket (id)
);
CREATE TABLE relation (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    kind text not null,
    other_id integer not null references ticket (id),
    created_at text not null,
    unique (ticket_id, kind, other_id)
);
CREATE TABLE trouble (
    ticket_id integer not null references ticket (id),
    type text not null,
    state integer not null,
    error_id integer references ticket (id),
    error text not null,
    since text not null,
    primary key (ticket_id, type, state)
);
CREATE TABLE note (
    id integer primary key autoincrement,
    type text not null,
    state integer not null,
    ticket_id integer not null references ticket (id),
    sender text not null,
    text text not null,
    created_at text not null
);
CREATE TABLE service (
    name text primary key,
    seen_at text not null,
    started_at text not null,
    beat_at text,
    patience integer,
    backlog integer,
    restarts integer not null default 0,
    failed_at text,
    error text not null default '',
    failing integer not null default 0,
    ended_at text,
    up integer,
    down_since text
);
CREATE TABLE service_code (
    type text not null,
    state integer not null,
    code text not null,
    primary key (type, state)
);
CREATE TABLE saved_view (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null,
    member_id integer references member (id),
    role_id integer references role (id),
    query text not null,
    saved_at text not null
);
CREATE TABLE dictation (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    member_id integer references member (id),
    network text not null,
    channel text not null,
    who text not null,
    began_at text not null,
    until text not null,
    comments integer not null default 0,
    unique (network, who, channel)
);
CREATE TABLE unquoted (
    id integer primary key autoincrement,
    member_id integer unique references member (id),
    network text,
    host text,
    since text not null,
    unique (network, host)
);
CREATE TABLE client (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null unique,
    currency text,
    rate text,
    step integer not null default 1,
    per text not null default 'entry',
    minimum integer not null default 0,
    created_at text not null
);
CREATE TABLE project (
    id integer primary key autoincrement,
    client_id integer not null references client (id),
    name text not null,
    name_key text not null,
    rate text,
    created_at text not null,
    unique (client_id, name_key)
);
CREATE TABLE member_rate (
    id integer primary key autoincrement,
    client_id integer not null references client (id),
    project_id integer references project (id),
    member_id integer not null references member (id),
    rate text not null
);
CREATE TABLE ticket_client (
    ticket_id integer primary key references ticket (id),
    client_id integer not null references client (id),
    project_id integer references project (id)
);
CREATE TABLE worked (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    member_id integer not null references member (id),
    minutes integer not null,
    day text not null,
    corrects integer references worked (id),
    event_id integer not null references event (id),
    created_at text not null
);
CREATE TABLE arrival (
    id integer primary key autoincrement,
    kind text not null,
    label text not null,
    file text not null,
    state text not null default 'staged',
    member_id integer references member (id),
    actor text not null,
    role_id integer references role (id),
    newest integer not null,
    event integer not null,
    base integer not null default 0,
    given integer not null default 0,
    tickets integer not null default 0,
    open integer not null default 0,
    free integer not null default 0,
    began_at text not null,
    switched_at text,
    done_at text
);
CREATE TABLE arriving (
    id integer primary key,
    arrival_id integer not null references arrival (id),
    position integer not null,
    kind text not null,
    key text,
    number integer,
    payload text not null,
    unique (arrival_id, position)
);
CREATE TABLE ticket_alias (
    label text not null,
    key text not null,
    ticket_id integer not null references ticket (id),
    primary key (label, key)
);
CREATE TABLE event_alias (
    label text not null,
    key text not null,
    event_id integer not null references event (id),
    primary key (label, key)
);
CREATE TABLE bill (
    id integer primary key autoincrement,
    client_id integer not null references client (id),
    client text not null,
    currency text not null,
    first_day text,
    last_day text,
    minutes integer not null,
    amount integer not null,
    member_id integer references member (id),
    created_at text not null,
    undone_at text
);
CREATE TABLE bill_line (
    id integer primary key autoincrement,
    bill_id integer not null references bill (id),
    entry_id integer not null references worked (id),
    ticket_id integer not null references ticket (id),
    title text not null,
    project_id integer references project (id),
    project text,
    member_id integer not null references member (id),
    person text not null,
    day text not null,
    minutes integer not null,
    charged integer not null,
    rate text not null,
    step integer not null,
    per text not null,
    minimum integer not null,
    amount integer not null,
    unique (bill_id, entry_id)
);
CREATE TABLE billed (
    entry_id integer primary key references worked (id),
    bill_id integer not null references bill (id)
);
CREATE TABLE stopwatch (
    id integer primary key autoincrement,
    member_id integer not null unique references member (id),
    ticket_id integer not null references ticket (id),
    event_id integer not null unique references event (id),
    began_at text not null,
    asked_from text not null,
    asked integer not null default 0
);
CREATE TABLE carried_as (
    arrival_id integer not null references arrival (id),
    kind text not null,
    was integer not null,
    here integer not null,
    primary key (arrival_id, kind, was)
);
CREATE TABLE carried_range (
    arrival_id integer not null references arrival (id),
    kind text not null,
    first integer not null,
    count integer not null,
    shift integer not null default 0,
    primary key (arrival_id, kind)
);
CREATE TABLE seldom (
    id integer primary key check (id = 1),
    changes integer not null default 0
);
CREATE VIRTUAL TABLE ticket_term using fts5vocab (ticket_word, instance);
insert into alembic_version (version_num) values
('0025');
insert into desk (id, created_at) values
('01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z');
insert into member (id, uuid, name, name_key, admin, created_at, suspended_at, asleep, forgotten_at, linked_to) values
(1, '01a1f866-0d00-7427-b568-d6f7094b1c88', 'alice', 'alice', 0, '2026-11-20T10:00:00.000Z', null, 0, null, null),
(2, '01a1f866-0d00-7427-b568-d6f883afa30e', 'bob', 'bob', 0, '2026-11-20T10:00:00.000Z', null, 0, null, null),
(3, '01a1f866-0d00-7427-b568-d6f9a8cfcbf1', 'charlie', 'charlie', 0, '2026-11-20T10:00:00.000Z', null, 0, null, null),
(4, '01a1f866-0d00-7427-b568-d6fa6588f182', 'ada', 'ada', 1, '2026-11-20T10:00:00.000Z', null, 0, null, null),
(5, '0193a0f0-0000-7000-8000-0000000000aa', 'bobby', 'bobby', 0, '2026-11-19T10:00:00.000Z', null, 0, null, 2),
(6, '0193a0f0-0000-7000-8000-0000000000ab', 'forgotten 6', 'forgotten 6', 0, '2026-11-18T10:00:00.000Z', null, 0, '2026-11-19T10:00:00.000Z', null);
insert into identity (id, member_id, kind, network, value, shown, created_at, revoked_at) values
(1, 1, 'account', 'testnet', 'alice', 'alice', '2026-11-20T10:00:00.000Z', null),
(2, 2, 'account', 'testnet', 'bob', 'bob', '2026-11-20T10:00:00.000Z', null),
(3, 3, 'account', 'testnet', 'charlie', 'charlie', '2026-11-20T10:00:00.000Z', null),
(4, 4, 'account', 'testnet', 'ada', 'ada', '2026-11-20T10:00:00.000Z', null),
(5, 5, 'account', 'testnet', 'bobby', 'Bobby', '2026-11-19T10:00:00.000Z', null),
(6, 2, 'password', 'elsewhere', 'bob', 'bob', '2026-11-19T10:00:00.000Z', null),
(7, 1, 'account', 'testnet', 'alice_old', 'alice_old', '2026-11-19T10:00:00.000Z', '2026-11-20T10:00:00.000Z');
insert into role (id, name, name_key, network, channel, channel_key, open, lifetime, every, digest_every, created_at, deleted_at, say, next_id, zone, next_after, next_prompts) values
(1, 'ops', 'ops', null, null, null, 0, null, null, null, '2026-11-20T10:00:00.000Z', null, 'normal', 2, null, 1200, null),
(2, 'net', 'net', 'testnet', '#net', '#net', 0, 3600, 600, null, '2026-11-20T10:00:48.000Z', null, 'normal', null, null, null, null);
insert into membership (role_id, member_id, confirmed, lead, joined_at) values
(1, 2, 1, 0, '2026-11-20T10:00:00.000Z'),
(2, 2, 1, 0, '2026-11-20T10:01:00.000Z');
insert into ticket_type (name, start, lifetime, every, role, priority, keep, afterwards, keep_from) values
('request', 1, null, null, null, 2, 7776000, 'archive', '2026-11-20T11:07:00.000Z');
insert into ticket_state (type, code, name, offered, owned, waiting, final, lifetime, every, onward) values
('request', 1, 'new', 1, 0, 0, 0, null, null, null),
('request', 2, 'accepted', 0, 1, 0, 0, null, null, null),
('request', 3, 'on hold', 0, 1, 1, 0, null, null, null),
('request', 4, 'closed', 0, 0, 0, 1, null, null, null);
insert into ticket_edge (type, state, next, position) values
('request', 1, 2, 0),
('request', 1, 4, 1),
('request', 2, 1, 2),
('request', 2, 3, 1),
('request', 2, 4, 0),
('request', 3, 1, 2),
('request', 3, 2, 0),
('request', 3, 4, 1),
('request', 4, 1, 0),
('request', 4, 2, 1);
insert into ticket (id, uuid, desk, type, state, resolution, role_id, title, description, priority, private, owner_id, reporter_id, reporter_name, reporter_network, reporter_mask, reporter_bound, opened_at, changed_at, accepted_at, closed_at, held_until, held_by, key, times, opener_id, archived_at, erased_at) values
(1, '01a1f866-3be0-7312-8d03-9e20d7d66bac', '01a1f866-0d00-7427-b568-d6f66fb61ed5', 'request', 2, null, 1, 'printer on fire', '3rd floor, E13', 2, 0, 2, 1, 'alice', 'testnet', 'alice!alice@host.example', 1, '2026-11-20T10:00:12.000Z', '2026-11-20T10:06:36.000Z', '2026-11-20T10:00:24.000Z', null, null, null, null, 1, null, null, null),
(2, '01a1f867-5520-709b-9da0-c8f6e91aaa3e', '01a1f866-0d00-7427-b568-d6f66fb61ed5', 'request', 1, null, 2, 'r' || char(233) || 'seau', '"down" =cmd|'' /C calc''!A0', 3, 1, null, 1, 'alice', 'testnet', 'alice!alice@host.example', 1, '2026-11-20T10:01:24.000Z', '2026-11-20T10:01:24.000Z', null, null, null, null, null, 1, null, null, null),
(3, '01a1f867-e1c0-77f3-a239-e676ac4f85cf', '01a1f866-0d00-7427-b568-d6f66fb61ed5', 'request', 4, 'fixed', 1, 'third, that is closed', '', 2, 0, 2, 1, 'alice', 'testnet', 'alice!alice@host.example', 1, '2026-11-20T10:02:00.000Z', '2026-11-20T10:08:48.000Z', '2026-11-20T10:02:12.000Z', '2026-11-20T10:03:00.000Z', null, null, null, 1, null, null, null),
(4, '01a1f868-fb00-72fe-a03a-7e95674daac5', '01a1f866-0d00-7427-b568-d6f66fb61ed5', 'request', 3, null, 1, 'fourth, on hold', '', 2, 0, 2, 1, 'alice', 'testnet', 'alice!alice@host.example', 1, '2026-11-20T10:03:12.000Z', '2026-11-20T10:03:36.000Z', '2026-11-20T10:03:24.000Z', null, '2026-11-27T09:00:00.000Z', 35, null, 1, null, null, null),
(5, '01a1f869-b680-77a1-bb25-e6aff7e526ec', '01a1f866-0d00-7427-b568-d6f66fb61ed5', 'request', 1, null, 1, 'fifth', '', 2, 0, null, 3, 'charlie', 'testnet', 'charlie!charlie@host.example', 1, '2026-11-20T10:04:00.000Z', '2026-11-20T10:04:00.000Z', null, null, null, null, null, 1, null, null, null),
(6, '01a1f86c-a480-7748-a4f6-aca88cde3dd2', '01a1f866-0d00-7427-b568-d6f66fb61ed5', 'request', 4, 'duplicate', 1, 'sixth, that was a duplicate', '', 2, 0, null, 1, 'alice', 'testnet', 'alice!alice@host.example', 1, '2026-11-20T10:07:12.000Z', '2026-11-20T10:08:12.000Z', null, '2026-11-20T10:08:12.000Z', null, null, null, 1, null, null, null),
(7, '01a1f86d-3120-7227-8aba-421f8eb352e2', '01a1f866-0d00-7427-b568-d6f66fb61ed5', 'request', 1, null, 1, 'a stranger''s ' || char(252, 769), '', 2, 0, null, null, 'mallory', 'testnet', 'mallory!mallory@host.example', 1, '2026-11-20T10:07:48.000Z', '2026-11-20T10:07:48.000Z', null, null, null, null, null, 1, null, null, null);
insert into prompt (id, ticket_id, role_id, member_id, asker_id, asker_name, state, opened_at, expires_at, lifetime, every, repeats, heard_at, ended_at, bundle, ends_by) values
(1, 1, 1, null, 1, 'alice', 'accepted', '2026-11-20T10:00:12.000Z', '2026-11-20T10:30:12.000Z', 1800, 300, 0, null, '2026-11-20T10:00:24.000Z', null, 'lifetime'),
(2, 2, 2, null, 1, 'alice', 'open', '2026-11-20T10:01:24.000Z', '2026-11-20T11:01:24.000Z', 3600, 600, 0, null, null, null, 'lifetime'),
(3, 3, 1, null, 1, 'alice', 'accepted', '2026-11-20T10:02:00.000Z', '2026-11-20T10:32:00.000Z', 1800, 300, 0, null, '2026-11-20T10:02:12.000Z', null, 'lifetime'),
(4, 4, 1, null, 1, 'alice', 'accepted', '2026-11-20T10:03:12.000Z', '2026-11-20T10:33:12.000Z', 1800, 300, 0, null, '2026-11-20T10:03:24.000Z', null, 'lifetime'),
(5, 5, 1, null, 3, 'charlie', 'open', '2026-11-20T10:04:00.000Z', '2026-11-20T10:34:00.000Z', 1800, 300, 0, null, null, null, 'lifetime'),
(6, 5, 1, 3, 4, 'ada', 'declined', '2026-11-20T10:04:36.000Z', '2026-11-20T10:34:36.000Z', 1800, 300, 0, null, '2026-11-20T10:04:48.000Z', null, 'lifetime'),
(7, 6, 1, null, 1, 'alice', 'withdrawn', '2026-11-20T10:07:12.000Z', '2026-11-20T10:37:12.000Z', 1800, 300, 0, null, '2026-11-20T10:08:12.000Z', null, 'lifetime'),
(8, 7, 1, null, null, 'mallory', 'timed_out', '2026-11-20T10:07:48.000Z', '2026-11-20T10:37:48.000Z', 1800, 300, 0, null, '2026-11-20T10:08:36.000Z', null, 'lifetime');
insert into prompt_answer (prompt_id, member_id, answer, answered_at) values
(8, 2, 'declined', '2026-11-20T10:08:36.000Z');
insert into event (id, uuid, desk, at, kind, ticket_id, role_id, prompt_id, member_id, actor, network, place, data, arrival_id) values
(1, '01a1f866-0d00-7427-b568-d6f79861fe15', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'member_added', null, null, null, null, 'shell', null, null, '{"admin": false, "person": 1, "person_name": "alice"}', null),
(2, '01a1f866-0d00-7427-b568-d6f7a0c8a33e', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'identity_added', null, null, null, null, 'shell', null, null, '{"address_kind": "account", "address_network": "testnet", "person": 1}', null),
(3, '01a1f866-0d00-7427-b568-d6f910956f8f', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'member_added', null, null, null, null, 'shell', null, null, '{"admin": false, "person": 2, "person_name": "bob"}', null),
(4, '01a1f866-0d00-7427-b568-d6f9a072e197', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'identity_added', null, null, null, null, 'shell', null, null, '{"address_kind": "account", "address_network": "testnet", "person": 2}', null),
(5, '01a1f866-0d00-7427-b568-d6f9b17e7799', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'member_added', null, null, null, null, 'shell', null, null, '{"admin": false, "person": 3, "person_name": "charlie"}', null),
(6, '01a1f866-0d00-7427-b568-d6fa3dce5033', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'identity_added', null, null, null, null, 'shell', null, null, '{"address_kind": "account", "address_network": "testnet", "person": 3}', null),
(7, '01a1f866-0d00-7427-b568-d6fac8f3405a', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'member_added', null, null, null, null, 'shell', null, null, '{"admin": true, "person": 4, "person_name": "ada"}', null),
(8, '01a1f866-0d00-7427-b568-d6fb2450adbc', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'identity_added', null, null, null, null, 'shell', null, null, '{"address_kind": "account", "address_network": "testnet", "person": 4}', null),
(9, '01a1f866-0d00-7427-b568-d6fb5bc40651', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'role_created', null, 1, null, null, 'shell', null, null, '{"name": "ops"}', null),
(10, '01a1f866-0d00-7427-b568-d6fbd8a30155', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'role_changed', null, 1, null, null, 'shell', null, null, '{"after": null, "channel": null, "channel_network": null, "digest_every": null, "every": null, "lifetime": null, "name": "ops", "next": null, "open": false, "prompts": null, "say": "normal", "zone": null}', null),
(11, '01a1f866-0d00-7427-b568-d6fbfe145739', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:00.000Z', 'role_member_added', null, 1, null, null, 'shell', null, null, '{"person": 2, "person_name": "bob"}', null),
(12, '01a1f866-3be0-7312-8d03-9e2176e8ccd8', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:12.000Z', 'ticket_opened', 1, 1, null, 1, 'alice', 'testnet', '#desk', '{"client": null, "known": true, "opener": null, "priority": 2, "private": false, "project": null, "reporter": "alice", "role": "ops", "state": 1, "type": "request"}', null),
(13, '01a1f866-3be0-7312-8d03-9e219226e25c', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:12.000Z', 'prompt_opened', 1, 1, 1, 1, 'alice', 'testnet', '#desk', '{"asked": 1, "before": 0, "lifetime": 1800, "waited": 0, "why": "opened"}', null),
(14, '01a1f866-6ac0-7105-a4b9-1087c5f963e2', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:24.000Z', 'ticket_accepted', 1, 1, 1, 2, 'bob', 'testnet', '#desk', '{"asker": null, "bundle": null, "owner": 2, "state": 2, "was": null}', null),
(15, '01a1f866-99a0-7760-9d56-9c4592b502d4', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:36.000Z', 'ticket_commented', 1, 1, null, 2, 'bob', 'testnet', '#desk', '{"owner": 2}', null),
(16, '01a1f866-c880-772a-8eb4-63a610eebcbf', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:48.000Z', 'role_created', null, 2, null, 4, 'ada', 'testnet', '#desk', '{"name": "net"}', null),
(17, '01a1f866-c880-772a-8eb4-63a61cb932ff', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:00:48.000Z', 'role_changed', null, 2, null, 4, 'ada', 'testnet', '#desk', '{"after": null, "channel": "#net", "channel_network": "testnet", "digest_every": null, "every": 600, "lifetime": 3600, "name": "net", "next": null, "open": false, "prompts": null, "say": "normal", "zone": null}', null),
(18, '01a1f866-f760-767d-8c7b-55e9e3227a78', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:01:00.000Z', 'role_member_added', null, 2, null, 4, 'ada', 'testnet', '#desk', '{"person": 2, "person_name": "bob"}', null),
(19, '01a1f867-2640-7023-a5b6-a0fb58c6ab9b', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:01:12.000Z', 'role_changed', null, 1, null, 4, 'ada', 'testnet', '#desk', '{"after": 1200, "channel": null, "channel_network": null, "digest_every": null, "every": null, "lifetime": null, "name": "ops", "next": 2, "open": false, "prompts": null, "say": "normal", "zone": null}', null),
(20, '01a1f867-5520-709b-9da0-c8f7394a5668', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:01:24.000Z', 'ticket_opened', 2, 2, null, 1, 'alice', 'testnet', null, '{"client": null, "known": true, "opener": null, "priority": 3, "private": true, "project": null, "reporter": "alice", "role": "net", "state": 1, "type": "request"}', null),
(21, '01a1f867-5520-709b-9da0-c8f7f5609637', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:01:24.000Z', 'prompt_opened', 2, 2, 2, 1, 'alice', 'testnet', null, '{"asked": 1, "before": 0, "lifetime": 3600, "waited": 0, "why": "opened"}', null),
(22, '01a1f867-8400-74b8-9300-9205535227d4', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:01:36.000Z', 'client_added', null, null, null, 4, 'ada', 'testnet', null, '{"client": 1}', null),
(23, '01a1f867-8400-74b8-9300-92061d763471', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:01:36.000Z', 'client_changed', null, null, null, 4, 'ada', 'testnet', null, '{"client": 1}', null),
(24, '01a1f867-b2e0-7164-8a3c-84b11294e587', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:01:48.000Z', 'project_added', null, null, null, 4, 'ada', 'testnet', null, '{"client": 1, "project": 1}', null),
(25, '01a1f867-e1c0-77f3-a239-e6779358f7b9', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:02:00.000Z', 'ticket_opened', 3, 1, null, 1, 'alice', 'testnet', '#desk', '{"client": 1, "known": true, "opener": null, "priority": 2, "private": false, "project": 1, "reporter": "alice", "role": "ops", "state": 1, "type": "request"}', null),
(26, '01a1f867-e1c0-77f3-a239-e677c81ee2d5', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:02:00.000Z', 'prompt_opened', 3, 1, 3, 1, 'alice', 'testnet', '#desk', '{"asked": 1, "before": 0, "lifetime": 1800, "waited": 0, "why": "opened"}', null),
(27, '01a1f868-10a0-7636-9a8f-d13437b9c74a', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:02:12.000Z', 'ticket_accepted', 3, 1, 3, 2, 'bob', 'testnet', '#desk', '{"asker": null, "bundle": null, "owner": 2, "state": 2, "was": null}', null),
(28, '01a1f868-3f80-77f2-b3da-4a592956074b', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:02:24.000Z', 'time_logged', 3, 1, null, 2, 'bob', 'testnet', '#desk', '{"began": null, "corrects": null, "day": "2026-11-20", "minutes": 90, "moved": false, "person": 2, "started": null}', null),
(29, '01a1f868-6e60-71dd-913f-c275e1d8d68a', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:02:36.000Z', 'time_logged', 3, 1, null, 2, 'bob', 'testnet', '#desk', '{"began": null, "corrects": null, "day": "2026-11-20", "minutes": 15, "moved": false, "person": 2, "started": null}', null),
(30, '01a1f868-9d40-746b-83bf-2dc01b9b8299', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:02:48.000Z', 'time_logged', 3, 1, null, 2, 'bob', 'testnet', '#desk', '{"began": null, "corrects": 2, "day": "2026-11-20", "minutes": -5, "moved": false, "person": 2, "started": null}', null),
(31, '01a1f868-cc20-750b-b405-4927e502cd21', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:03:00.000Z', 'ticket_closed', 3, 1, null, 2, 'bob', 'testnet', '#desk', '{"owner": 2, "resolution": "fixed", "state": 4}', null),
(32, '01a1f868-fb00-72fe-a03a-7e95c3b99cf6', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:03:12.000Z', 'ticket_opened', 4, 1, null, 1, 'alice', 'testnet', '#desk', '{"client": null, "known": true, "opener": null, "priority": 2, "private": false, "project": null, "reporter": "alice", "role": "ops", "state": 1, "type": "request"}', null),
(33, '01a1f868-fb00-72fe-a03a-7e95d891d0c0', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:03:12.000Z', 'prompt_opened', 4, 1, 4, 1, 'alice', 'testnet', '#desk', '{"asked": 1, "before": 0, "lifetime": 1800, "waited": 0, "why": "opened"}', null),
(34, '01a1f869-29e0-722e-a8c6-9cbd4417b160', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:03:24.000Z', 'ticket_accepted', 4, 1, 4, 2, 'bob', 'testnet', '#desk', '{"asker": null, "bundle": null, "owner": 2, "state": 2, "was": null}', null),
(35, '01a1f869-58c0-7155-96cc-13736369ad7a', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:03:36.000Z', 'ticket_held', 4, 1, null, 2, 'bob', 'testnet', '#desk', '{"owner": 2, "state": 3, "until": "2026-11-27T09:00:00.000Z"}', null),
(36, '01a1f869-87a0-77a3-945c-3be88f5db390', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:03:48.000Z', 'ticket_watched', 4, 1, null, 3, 'charlie', 'testnet', '#desk', '{}', null),
(37, '01a1f869-b680-77a1-bb25-e6b0b2a030d6', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:04:00.000Z', 'ticket_opened', 5, 1, null, 3, 'charlie', 'testnet', '#desk', '{"client": null, "known": true, "opener": null, "priority": 2, "private": false, "project": null, "reporter": "charlie", "role": "ops", "state": 1, "type": "request"}', null),
(38, '01a1f869-b680-77a1-bb25-e6b0eaba0ae1', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:04:00.000Z', 'prompt_opened', 5, 1, 5, 3, 'charlie', 'testnet', '#desk', '{"asked": 1, "before": 0, "lifetime": 1800, "waited": 0, "why": "opened"}', null),
(39, '01a1f869-e560-71aa-86be-6a73d4ff2003', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:04:12.000Z', 'ticket_linked', 1, 1, null, 2, 'bob', 'testnet', '#desk', '{"back": false, "other": 5, "relation": "blocks"}', null),
(40, '01a1f86a-4320-7078-a61d-4a72c14caca2', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:04:36.000Z', 'assignment_offered', 5, 1, 6, 4, 'ada', 'testnet', '#desk', '{"bundle": null, "lifetime": 1800, "person": 3, "person_name": "charlie"}', null),
(41, '01a1f86a-7200-7045-85c0-a9559def18d1', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:04:48.000Z', 'assignment_declined', 5, 1, 6, 3, 'charlie', 'testnet', null, '{"asker": 4, "bundle": null, "free": true}', null),
(42, '01a1f86a-cfc0-7468-a93e-79a38f90aa07', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:05:12.000Z', 'client_changed', null, null, null, 4, 'ada', 'testnet', null, '{"client": 1}', null),
(43, '01a1f86a-cfc0-7468-a93e-79a3d37ae20b', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:05:12.000Z', 'member_rate_changed', null, null, null, 4, 'ada', 'testnet', null, '{"client": 1, "person": 2, "project": null}', null),
(44, '01a1f86a-fea0-76ed-9a27-4b50eee06e9b', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:05:24.000Z', 'bill_made', null, null, null, 4, 'ada', 'testnet', null, '{"amount": 10000, "bill": 1, "client": 1, "currency": "EUR", "minutes": 100}', null),
(45, '01a1f86b-2d80-7294-b04f-410a4d738df5', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:05:36.000Z', 'view_saved', null, null, null, 2, 'bob', 'testnet', '#desk', '{"view": 1}', null),
(46, '01a1f86b-5c60-7658-86c7-ae18e7ca323f', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:05:48.000Z', 'quiet_hours_set', null, null, null, 2, 'bob', 'testnet', null, '{"end": 480, "person": 2, "start": 1320}', null),
(47, '01a1f86b-8b40-7370-bf04-c19d153c3187', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:06:00.000Z', 'member_muted', null, null, null, 3, 'charlie', 'testnet', null, '{"length": 7200, "person": 3}', null),
(48, '01a1f86b-ba20-736e-93b2-69953cecfe62', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:06:12.000Z', 'member_went', null, null, null, 3, 'charlie', 'testnet', null, '{"person": 3}', null),
(49, '01a1f86b-e900-720e-aaed-74cfc1cbc549', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:06:24.000Z', 'sender_ignored', null, null, null, 4, 'ada', 'testnet', '#desk', '{"cause": "admin", "on": "testnet", "person": null, "person_name": null, "seconds": 7200, "what": "mask"}', null),
(50, '01a1f86c-17e0-72f8-86f6-fb2f063d36e6', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:06:36.000Z', 'timer_started', 1, 1, null, 2, 'bob', 'testnet', '#desk', '{"person": 2, "stopped": null}', null),
(51, '01a1f86c-46c0-762d-bd0c-14143beb1198', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:06:48.000Z', 'quoting_set', null, null, null, 3, 'charlie', 'testnet', null, '{"person": 3, "wanted": false}', null),
(52, '01a1f86c-75a0-749a-9f46-fc3edf3e3e67', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:00.000Z', 'type_changed', null, null, null, 4, 'ada', 'testnet', '#desk', '{"states": "new, accepted, on hold, closed", "type": "request"}', null),
(53, '01a1f86c-75a0-749a-9f46-fc3f10110866', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:00.000Z', 'type_set', null, null, null, 4, 'ada', 'testnet', '#desk', '{"code": 0, "type": "request", "what": "keep"}', null),
(54, '01a1f86c-a480-7748-a4f6-aca8e7ab1ec5', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:12.000Z', 'ticket_opened', 6, 1, null, 1, 'alice', 'testnet', '#desk', '{"client": null, "known": true, "opener": null, "priority": 2, "private": false, "project": null, "reporter": "alice", "role": "ops", "state": 1, "type": "request"}', null),
(55, '01a1f86c-a480-7748-a4f6-aca9534e590d', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:12.000Z', 'prompt_opened', 6, 1, 7, 1, 'alice', 'testnet', '#desk', '{"asked": 1, "before": 0, "lifetime": 1800, "waited": 0, "why": "opened"}', null),
(56, '01a1f86c-d360-7176-9c3a-062b0768f1e0', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:24.000Z', 'weblink_added', 1, 1, null, 2, 'bob', 'testnet', '#desk', '{}', null),
(57, '01a1f86d-0240-7782-9c5d-9dcef9ee5a9f', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:36.000Z', 'prompt_snoozed', 2, 2, 2, 2, 'bob', 'testnet', null, '{"person": 2, "until": "2026-11-20T10:17:36.000Z"}', null),
(58, '01a1f86d-3120-7227-8aba-42202d88135e', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:48.000Z', 'ticket_opened', 7, 1, null, null, 'mallory', 'testnet', '#desk', '{"client": null, "known": false, "opener": null, "priority": 2, "private": false, "project": null, "reporter": "mallory", "role": "ops", "state": 1, "type": "request"}', null),
(59, '01a1f86d-3120-7227-8aba-42207fcc67bd', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:07:48.000Z', 'prompt_opened', 7, 1, 8, null, 'mallory', 'testnet', '#desk', '{"asked": 1, "before": 0, "lifetime": 1800, "waited": 0, "why": "opened"}', null),
(60, '01a1f86d-8ee0-74a7-b0af-8d6b7d0e7f6d', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:08:12.000Z', 'ticket_merged', 6, 1, null, 2, 'bob', 'testnet', '#desk', '{"followers": "", "hidden": false, "linked": true, "other": 1, "owner": null, "resolution": "duplicate", "running": "", "state": 4, "time": ""}', null),
(61, '01a1f86d-8ee0-74a7-b0af-8d6b91e09774', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:08:12.000Z', 'ticket_absorbed', 1, 1, null, 2, 'bob', 'testnet', '#desk', '{"comments": 0, "other": 6}', null),
(62, '01a1f86d-eca0-77ff-b8b7-aa9ff88d651a', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:08:36.000Z', 'ticket_declined', 7, 1, 8, 2, 'bob', 'testnet', null, '{}', null),
(63, '01a1f86d-eca0-77ff-b8b7-aaa0d5ddd6dd', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:08:36.000Z', 'ticket_timed_out', 7, 1, 8, 2, 'bob', 'testnet', null, '{"absent": null, "empty": "net", "heard": false, "lifetime": 48, "members": 1, "next": null, "passed": 1, "prompts": 1, "why": "declined"}', null),
(64, '01a1f86e-1b80-7524-a049-14d2af1d8983', '01a1f866-0d00-7427-b568-d6f66fb61ed5', '2026-11-20T10:08:48.000Z', 'ticket_commented', 3, 1, null, 2, 'bob', 'testnet', '#desk', '{"owner": 2}', null);
insert into event_text (event_id, texts) values
(12, '{"description": "3rd floor, E13", "title": "printer on fire"}'),
(15, '{"text": "see to it \u202e''; drop table ticket; -- \ud83d\udd25 {number} [bold]"}'),
(20, '{"description": "\"down\" =cmd|'' /C calc''!A0", "title": "r\u00e9seau"}'),
(25, '{"title": "third, that is closed"}'),
(28, '{"text": "yesterday wires and a fuse"}'),
(32, '{"title": "fourth, on hold"}'),
(35, '{"why": "waiting for the vendor"}'),
(37, '{"title": "fifth"}'),
(41, '{"why": "busy"}'),
(49, '{"whom": "*!*@bad.example", "why": "rude"}'),
(54, '{"title": "sixth, that was a duplicate"}'),
(56, '{"link": "https://example.org/7"}'),
(58, '{"title": "a stranger''s \u00fc\u0301"}'),
(62, '{"why": "not mine"}'),
(64, '{"text": "caf\u00e9 \u0003\u2066"}');
insert into cursor (plugin, event_id, failures, retry_at) values
('acceptance', 19, 2, null),
('announce', 20, 0, null);
insert into notice (id, created_at, not_before, plugin, event_id, ticket_id, prompt_id, holds, target, network, address, member_id, text, brief, joined, masked, urgent, status, tries, ended_at, reason, crowd, storm_id, line_id, held, due_at) values
(1, '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z', 'announce', 12, 1, null, '', 'channel', 'testnet', '#desk', null, 'new for ops: #1 printer on fire '';--' || char(8238), '', '', 0, 0, 'sent', 0, null, '', '', 1, null, 0, null),
(2, '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z', 'acceptance', 58, 7, null, '', 'member', null, '', 2, 'still free: #7', '', '', 0, 0, 'queued', 0, null, '', '', null, null, 0, null);
insert into timer (id, kind, subject_id, due_at) values
(1, 'digest', 1, '2026-11-23T09:00:00.000Z'),
(5, 'digest', 2, '2026-11-23T09:00:00.000Z'),
(6, 'prompt_end', 2, '2026-11-20T11:01:24.000Z'),
(7, 'prompt_repeat', 2, '2026-11-20T10:11:24.000Z'),
(8, 'prompt_half', 2, '2026-11-20T10:31:24.000Z'),
(15, 'hold_end', 4, '2026-11-27T09:00:00.000Z'),
(16, 'prompt_end', 5, '2026-11-20T10:34:00.000Z'),
(17, 'prompt_repeat', 5, '2026-11-20T10:09:00.000Z'),
(18, 'prompt_half', 5, '2026-11-20T10:19:00.000Z'),
(21, 'stopwatch_end', 1, '2026-11-21T10:06:36.000Z'),
(22, 'stopwatch_still', 1, '2026-11-20T18:06:36.000Z'),
(23, 'keep_end', 0, '2027-02-18T10:03:00.000Z'),
(27, 'snooze_end', 1, '2026-11-20T10:17:36.000Z'),
(31, 'stay_end', 7, '2026-12-04T10:08:36.000Z');
insert into habit (member_id, zone, quiet_from, quiet_to, quiet_mode, muted_until, away_since, seen_at, morning_at) values
(2, null, 1320, 480, '', null, null, null, null),
(3, null, null, null, '', '2026-11-20T12:06:00.000Z', '2026-11-20T10:06:12.000Z', null, null);
insert into watcher (ticket_id, member_id, since) values
(4, 3, '2026-11-20T10:03:48.000Z');
insert into snooze (id, prompt_id, member_id, until) values
(1, 2, 2, '2026-11-20T10:17:36.000Z');
insert into storm (id, role_id, member_id, network, address, name, first_id, began_at, ended_at) values
(1, 1, 1, 'testnet', '#desk', 'alice', 1, '2026-11-20T10:00:00.000Z', '2026-11-20T10:05:00.000Z');
insert into secured (host, port, expires_at) values
('irc.example.org', 6697, '2036-11-20T10:00:00.000Z');
insert into ticket_word (rowid, title, body) values
(1, 'printer on fire', '3rd floor, E13' || char(10) || 'see to it ' || char(8238) || '''; drop table ticket; -- ' || char(128293) || ' {number} [bold]' || char(10) || 'https://example.org/7'),
(2, 'r' || char(233) || 'seau', '"down" =cmd|'' /C calc''!A0' || char(10)),
(3, 'third, that is closed', char(10) || 'yesterday wires and a fuse' || char(10) || 'caf' || char(233) || ' ' || char(3, 8294)),
(4, 'fourth, on hold', char(10) || 'waiting for the vendor'),
(5, 'fifth', char(10) || 'busy'),
(6, 'sixth, that was a duplicate', char(10)),
(7, 'a stranger''s ' || char(252, 769), char(10) || 'not mine');
insert into password (identity_id, hash, changed_at, code, code_until) values
(6, '$argon2id$v=19$m=32,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g', '2026-11-19T10:00:00.000Z', null, null);
insert into ignored (id, kind, network, value, shown, member_id, cause, actor, why, since, until, times) values
(1, 'mask', 'testnet', '*!*@bad.example', '*!*@bad.example', null, 'admin', 'ada', 'rude', '2026-11-20T10:06:24.000Z', '2026-11-20T12:06:24.000Z', 1);
insert into denial (id, network, who, method, member_id, verb, ticket_id, kind, times, first_at, last_at) values
(1, 'testnet', 'charlie', 'account-tag', 3, 'steal', 1, 'role', 1, '2026-11-20T10:08:24.000Z', '2026-11-20T10:08:24.000Z');
insert into type_setting (type, state, name, value, member_id, set_at) values
('request', 0, 'keep', '7776000', 4, '2026-11-20T10:07:00.000Z');
insert into stay (ticket_id, type, state, visit, since, todo, steps, tries, overdue, waits_for) values
(1, 'request', 2, 2, '2026-11-20T10:00:24.000Z', 'proceed', 0, 0, 0, null),
(2, 'request', 1, 1, '2026-11-20T10:01:24.000Z', 'proceed', 0, 0, 0, null),
(3, 'request', 4, 3, '2026-11-20T10:03:00.000Z', 'proceed', 0, 0, 0, null),
(4, 'request', 3, 3, '2026-11-20T10:03:36.000Z', 'proceed', 0, 0, 0, null),
(5, 'request', 1, 1, '2026-11-20T10:04:00.000Z', 'proceed', 0, 0, 0, null),
(6, 'request', 4, 2, '2026-11-20T10:08:12.000Z', 'proceed', 0, 0, 0, null),
(7, 'request', 1, 1, '2026-11-20T10:07:48.000Z', 'proceed', 0, 0, 0, null);
insert into relation (id, ticket_id, kind, other_id, created_at) values
(1, 1, 'blocks', 5, '2026-11-20T10:04:12.000Z'),
(2, 6, 'duplicates', 1, '2026-11-20T10:08:12.000Z');
insert into trouble (ticket_id, type, state, error_id, error, since) values
(1, 'request', 2, 5, 'ValueError: {x} <b>', '2026-11-20T10:00:00.000Z');
insert into note (id, type, state, ticket_id, sender, text, created_at) values
(1, 'request', 2, 1, 'bob', 'hello' || char(10, 9, 128293), '2026-11-20T10:00:00.000Z');
insert into service (name, seen_at, started_at, beat_at, patience, backlog, restarts, failed_at, error, failing, ended_at, up, down_since) values
('sender', '2026-11-20T10:00:00.000Z', '2026-11-20T09:00:00.000Z', null, null, null, 0, null, 'it''s "gone" [/]', 0, null, null, null);
insert into service_code (type, state, code) values
('request', 2, 'our_team.Checking');
insert into saved_view (id, name, name_key, member_id, role_id, query, saved_at) values
(1, 'mine', 'mine', 2, null, 'state:open owner:me', '2026-11-20T10:05:36.000Z');
insert into dictation (id, ticket_id, member_id, network, channel, who, began_at, until, comments) values
(1, 1, 2, 'testnet', '#desk', 'bob', '2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z', 3);
insert into unquoted (id, member_id, network, host, since) values
(1, 3, null, null, '2026-11-20T10:06:48.000Z'),
(2, null, 'testnet', 'quiet.example', '2026-11-20T10:00:00.000Z');
insert into client (id, name, name_key, currency, rate, step, per, minimum, created_at) values
(1, 'acme', 'acme', 'EUR', '49.90', 1, 'entry', 0, '2026-11-20T10:01:36.000Z');
insert into project (id, client_id, name, name_key, rate, created_at) values
(1, 1, 'Disaster Recovery', 'disaster recovery', null, '2026-11-20T10:01:48.000Z');
insert into member_rate (id, client_id, project_id, member_id, rate) values
(1, 1, null, 2, '60');
insert into ticket_client (ticket_id, client_id, project_id) values
(3, 1, 1);
insert into worked (id, ticket_id, member_id, minutes, day, corrects, event_id, created_at) values
(1, 3, 2, 90, '2026-11-20', null, 28, '2026-11-20T10:02:24.000Z'),
(2, 3, 2, 15, '2026-11-20', null, 29, '2026-11-20T10:02:36.000Z'),
(3, 3, 2, -5, '2026-11-20', 2, 30, '2026-11-20T10:02:48.000Z');
insert into arrival (id, kind, label, file, state, member_id, actor, role_id, newest, event, base, given, tickets, open, free, began_at, switched_at, done_at) values
(1, 'tkts', 'tkts', 'tkts.db', 'done', 4, 'ada', 1, 0, 1, 0, 0, 1, 0, 0, '2026-11-20T09:00:00.000Z', '2026-11-20T09:01:00.000Z', '2026-11-20T09:02:00.000Z'),
(2, 'csv', 'jira', 'x''y.csv', 'staged', null, 'shell', 1, 7, 50, 0, 0, 0, 0, 0, '2026-11-20T10:30:00.000Z', null, null);
insert into arriving (id, arrival_id, position, kind, key, number, payload) values
(1, 2, 1, 'ticket', 'P-1', -1, '{"title": "x"}');
insert into ticket_alias (label, key, ticket_id) values
('tkts', '5', 3);
insert into event_alias (label, key, event_id) values
('tkts', '9', 25);
insert into bill (id, client_id, client, currency, first_day, last_day, minutes, amount, member_id, created_at, undone_at) values
(1, 1, 'acme', 'EUR', '2026-11-01', '2026-11-30', 100, 10000, 4, '2026-11-20T10:05:24.000Z', null);
insert into bill_line (id, bill_id, entry_id, ticket_id, title, project_id, project, member_id, person, day, minutes, charged, rate, step, per, minimum, amount) values
(1, 1, 1, 3, 'third, that is closed', 1, 'Disaster Recovery', 2, 'bob', '2026-11-20', 90, 90, '60', 1, 'entry', 0, 9000),
(2, 1, 2, 3, 'third, that is closed', 1, 'Disaster Recovery', 2, 'bob', '2026-11-20', 10, 10, '60', 1, 'entry', 0, 1000);
insert into billed (entry_id, bill_id) values
(1, 1),
(2, 1),
(3, 1);
insert into stopwatch (id, member_id, ticket_id, event_id, began_at, asked_from, asked) values
(1, 2, 1, 50, '2026-11-20T10:06:36.000Z', '2026-11-20T10:06:36.000Z', 0);
insert into carried_as (arrival_id, kind, was, here) values
(1, 'member', 7, 2);
insert into carried_range (arrival_id, kind, first, count, shift) values
(1, 'event', 1, 9, 0);
insert into seldom (id, changes) values
(1, 0);
delete from sqlite_sequence;
insert into sqlite_sequence (name, seq) values
('arrival', 2),
('bill', 1),
('bill_line', 2),
('client', 1),
('denial', 1),
('dictation', 1),
('event', 64),
('identity', 7),
('ignored', 1),
('member', 6),
('member_rate', 1),
('note', 1),
('notice', 2),
('project', 1),
('prompt', 8),
('relation', 2),
('role', 2),
('saved_view', 1),
('snooze', 1),
('stopwatch', 1),
('storm', 1),
('ticket', 7),
('timer', 31),
('unquoted', 2),
('worked', 3);
CREATE UNIQUE INDEX identity_in_force on identity (kind, network, value) where revoked_at is null;
CREATE INDEX identity_of_member on identity (member_id);
CREATE UNIQUE INDEX role_in_force on role (name_key) where deleted_at is null;
CREATE INDEX role_of_channel on role (network, channel_key) where deleted_at is null;
CREATE INDEX membership_of_member on membership (member_id);
CREATE INDEX ticket_open_of_role on ticket (role_id, id) where closed_at is null;
CREATE INDEX ticket_open_of_owner on ticket (owner_id, id) where closed_at is null;
CREATE INDEX ticket_open_of_reporter on ticket (reporter_id, id) where closed_at is null;
CREATE INDEX ticket_of_mask on ticket (reporter_network, reporter_mask) where reporter_id is null;
CREATE INDEX ticket_free on ticket (role_id, id) where closed_at is null and owner_id is null;
CREATE UNIQUE INDEX prompt_open_to_role on prompt (ticket_id) where state = 'open' and member_id is null;
CREATE UNIQUE INDEX prompt_open_to_person on prompt (ticket_id) where state = 'open' and member_id is not null;
CREATE INDEX prompt_of_ticket on prompt (ticket_id);
CREATE INDEX prompt_open_for on prompt (member_id) where state = 'open';
CREATE INDEX prompt_by_asker on prompt (asker_id, opened_at);
CREATE INDEX event_of_ticket on event (ticket_id, id) where ticket_id is not null;
CREATE INDEX notice_queued on notice (network, not_before, id) where status = 'queued';
CREATE INDEX notice_waiting on notice (member_id) where status = 'waiting';
CREATE INDEX notice_of_ticket on notice (ticket_id) where ticket_id is not null;
CREATE INDEX notice_of_prompt on notice (prompt_id) where prompt_id is not null;
CREATE INDEX notice_repeats on notice (member_id, joined, created_at) where joined <> '';
CREATE INDEX timer_due on timer (due_at);
CREATE UNIQUE INDEX ticket_of_key on ticket (reporter_id, key) where key is not null and closed_at is null;
CREATE INDEX watcher_of_member on watcher (member_id);
CREATE INDEX event_of_member on event (member_id, id) where member_id is not null;
CREATE UNIQUE INDEX storm_on on storm (role_id, coalesce(member_id, 0), network, address) where ended_at is null;
CREATE INDEX ticket_of_time on ticket (opened_at);
CREATE INDEX notice_said_aloud on notice (network, address, ended_at) where target = 'channel' and status = 'sent';
CREATE INDEX ticket_closed on ticket (closed_at) where closed_at is not null;
CREATE INDEX prompt_timed_out on prompt (ended_at) where state = 'timed_out';
CREATE INDEX event_of_role on event (role_id, id) where role_id is not null;
CREATE INDEX ticket_of_opener on ticket (opener_id, opened_at) where opener_id is not null;
CREATE INDEX habit_of_seen on habit (seen_at);
CREATE UNIQUE INDEX password_of_code on password (code) where code is not null;
CREATE INDEX ignored_member on ignored (member_id) where member_id is not null;
CREATE INDEX denial_of_who on denial (network, who, first_at);
CREATE INDEX denial_of_member on denial (member_id) where member_id is not null;
CREATE INDEX denial_of_time on denial (last_at);
CREATE INDEX member_linked on member (linked_to) where linked_to is not null;
CREATE INDEX ticket_of_state on ticket (type, state);
CREATE INDEX stay_todo on stay (type, state, ticket_id) where todo <> '';
CREATE INDEX stay_waiting on stay (waits_for) where waits_for is not null;
CREATE INDEX relation_of_other on relation (other_id, kind);
CREATE INDEX trouble_of_service on trouble (type, state);
CREATE INDEX trouble_told_in on trouble (error_id) where error_id is not null;
CREATE INDEX note_for on note (type, state, id);
CREATE INDEX ticket_kept on ticket (type, closed_at)
    where closed_at is not null and archived_at is null and erased_at is null;
CREATE INDEX ticket_archived on ticket (type, closed_at) where archived_at is not null;
CREATE INDEX ticket_archived_lately on ticket (archived_at) where archived_at is not null;
CREATE INDEX ticket_archived_of_role on ticket (role_id, archived_at) where archived_at is not null;
CREATE UNIQUE INDEX saved_view_of_member on saved_view (member_id, name_key) where member_id is not null;
CREATE UNIQUE INDEX saved_view_of_role on saved_view (role_id, name_key) where role_id is not null;
CREATE INDEX ticket_of_owner on ticket (owner_id, id);
CREATE INDEX ticket_of_reporter on ticket (reporter_id, id);
CREATE INDEX ticket_of_role on ticket (role_id, id);
CREATE INDEX dictation_of_ticket on dictation (ticket_id);
CREATE INDEX dictation_of_member on dictation (member_id) where member_id is not null;
CREATE UNIQUE INDEX member_rate_of on member_rate (client_id, member_id, coalesce(project_id, 0));
CREATE INDEX member_rate_of_member on member_rate (member_id);
CREATE INDEX ticket_client_of on ticket_client (client_id, ticket_id);
CREATE INDEX worked_on_ticket on worked (ticket_id, id);
CREATE INDEX worked_by_member on worked (member_id, day);
CREATE INDEX worked_corrects on worked (corrects) where corrects is not null;
CREATE UNIQUE INDEX worked_of_event on worked (event_id);
CREATE INDEX arrival_under_way on arrival (state) where state <> 'done';
CREATE INDEX arriving_number on arriving (number) where number is not null;
CREATE INDEX arriving_key on arriving (arrival_id, key) where key is not null;
CREATE INDEX ticket_alias_of on ticket_alias (ticket_id);
CREATE INDEX event_alias_of on event_alias (event_id);
CREATE INDEX bill_of_client on bill (client_id, id);
CREATE INDEX bill_of_member on bill (member_id);
CREATE INDEX bill_line_of_entry on bill_line (entry_id);
CREATE INDEX bill_line_of_ticket on bill_line (ticket_id);
CREATE INDEX bill_line_of_member on bill_line (member_id);
CREATE INDEX billed_on on billed (bill_id);
CREATE INDEX stopwatch_on_ticket on stopwatch (ticket_id);
CREATE TRIGGER event_is_never_deleted before delete on event
begin
    select raise(abort, 'the journal is only ever added to');
end;
CREATE TRIGGER ticket_came after insert on ticket
begin
    insert into stay (ticket_id, type, state, since) values (new.id, new.type, new.state, new.opened_at);
end;
CREATE TRIGGER ticket_went_on after update of type, state on ticket
when new.state <> old.state or new.type <> old.type
begin
    update stay set type = new.type, state = new.state, visit = visit + 1, since = new.changed_at, todo = 'proceed',
        steps = 0, tries = 0, overdue = 0, waits_for = null
    where ticket_id = new.id;
end;
CREATE TRIGGER ticket_is_waited_for after update of closed_at on ticket
when new.closed_at is not null and old.closed_at is null
begin
    update stay set todo = 'proceed', waits_for = null where waits_for = new.id;
end;
CREATE TRIGGER event_forgets_names_alone before update of actor, data on event
when not exists (select 1 from member where member.forgotten_at is not null and (
    member.id in (old.member_id, (select ticket.reporter_id from ticket where ticket.id = old.ticket_id))
    or instr(replace(old.data, ' ', ''), '"person":' || member.id)))
    and not exists (select 1 from ticket where ticket.id = old.ticket_id and ticket.erased_at is not null)
begin
    select raise(abort, 'the journal is only ever added to');
end;
CREATE TRIGGER event_is_never_changed before update of id, uuid, desk, at, kind, ticket_id, role_id, prompt_id,
    member_id, network, place, arrival_id on event
begin
    select raise(abort, 'the journal is only ever added to');
end;
CREATE TRIGGER habit_comes after insert on habit
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER habit_changes after update on habit
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER habit_goes after delete on habit
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER identity_comes after insert on identity
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER identity_changes after update on identity
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER identity_goes after delete on identity
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER member_comes after insert on member
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER member_changes after update on member
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER member_goes after delete on member
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER membership_comes after insert on membership
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER membership_changes after update on membership
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER membership_goes after delete on membership
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER role_comes after insert on role
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER role_changes after update on role
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER role_goes after delete on role
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_edge_comes after insert on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_edge_changes after update on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_edge_goes after delete on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_state_comes after insert on ticket_state
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_state_changes after update on ticket_state
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_state_goes after delete on ticket_state
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_type_comes after insert on ticket_type
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_type_changes after update on ticket_type
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER ticket_type_goes after delete on ticket_type
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER type_setting_comes after insert on type_setting
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER type_setting_changes after update on type_setting
begin
    update seldom set changes = changes + 1;
end;
CREATE TRIGGER type_setting_goes after delete on type_setting
begin
    update seldom set changes = changes + 1;
end;
CREATE INDEX ticket_of_reporter_lately on ticket (reporter_id, opened_at) where reporter_id is not null;
CREATE INDEX notice_of_storm on notice (storm_id, not_before, id) where storm_id is not null and status = 'queued';
CREATE INDEX notice_of_member on notice (member_id, created_at) where member_id is not null;
CREATE INDEX notice_ended on notice (ended_at) where ended_at is not null;
CREATE INDEX notice_of_no_ticket on notice (id) where ticket_id is null;
CREATE INDEX prompt_of_bundle on prompt (bundle) where bundle is not null;
CREATE INDEX event_of_ignoring on event (at) where kind in ('sender_ignored', 'sender_unignored');
CREATE INDEX storm_named on storm (ended_at) where address <> '' or name <> '';
CREATE INDEX ticket_private on ticket (role_id, id) where private = 1;
CREATE INDEX ticket_client_project on ticket_client (project_id, ticket_id) where project_id is not null;
