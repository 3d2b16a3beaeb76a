-- The tables as they stand after all migrations, for reading; a test holds it to them.
-- Times are UTC text, YYYY-MM-DDTHH:MM:SS.mmmZ, so that they sort as they are. Durations are whole seconds.
-- `autoincrement` where a number must never come back: SQLite would reuse the id of a deleted last row.

create table desk (
    id text primary key,
    created_at text not null
);

-- Who is known, and by which addresses. `linked_to`: whose record this is by now, since both turned out to be one.

create table member (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null,
    name_key text not null unique,
    admin integer not null default 0,
    created_at text not null,
    suspended_at text,
    asleep integer not null default 0,
    forgotten_at text,
    linked_to integer references member (id)
);
create index member_linked on member (linked_to) where linked_to is not null;

create table identity (
    id integer primary key autoincrement,
    member_id integer not null references member (id),
    kind text not null,
    network text not null,
    value text not null,
    shown text not null,
    created_at text not null,
    revoked_at text
);
create unique index identity_in_force on identity (kind, network, value) where revoked_at is null;
create index identity_of_member on identity (member_id);

-- Passwords that dibs keeps where a network has no services: argon2 hashes. `hash` is empty where none is good; `code`:
-- the SHA-256 of a one-time code by which a new one is set.

create table password (
    identity_id integer primary key references identity (id),
    hash text not null default '',
    changed_at text not null,
    code text,
    code_until text
);
create unique index password_of_code on password (code) where code is not null;

-- How somebody likes to be spoken to. Nobody who never said anything about it has a row.

create table habit (
    member_id integer primary key references member (id),
    zone text,
    quiet_from integer,
    quiet_to integer,
    quiet_mode text not null default '',
    muted_until text,
    away_since text,
    seen_at text,
    morning_at text
);
create index habit_of_seen on habit (seen_at);

-- Group roles. `say`: few, normal or all; `next_id`: who is asked after them, `next_after` seconds or `next_prompts`
-- prompts where that is before the end of their offer; `zone`: where their morning is.

create table role (
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
    say text not null default 'normal',
    next_id integer references role (id),
    next_after integer,
    next_prompts integer,
    zone text,
    created_at text not null,
    deleted_at text
);
create unique index role_in_force on role (name_key) where deleted_at is null;
create index role_of_channel on role (network, channel_key) where deleted_at is null;

create table membership (
    role_id integer not null references role (id),
    member_id integer not null references member (id),
    confirmed integer not null,
    lead integer not null default 0,
    joined_at text not null,
    primary key (role_id, member_id)
);
create index membership_of_member on membership (member_id);

-- What kinds of ticket there are, and the ways they may go. An edge with position 0 is the normal next one. `keep`: for
-- how long one that is over is kept before it is `afterwards` (archive or delete); null is for good. `keep_from`: not
-- before that moment, since that was set by then.

create table ticket_type (
    name text primary key,
    start integer not null,
    lifetime integer,
    every integer,
    role text,
    priority integer not null default 2,
    keep integer,
    afterwards text not null default 'archive',
    keep_from text
);

-- What was set while dibs ran, over what the configuration says; `state` is 0 for the type as a whole.

create table type_setting (
    type text not null references ticket_type (name),
    state integer not null default 0,
    name text not null,
    value text not null,
    member_id integer references member (id),
    set_at text not null,
    primary key (type, state, name)
);

create table ticket_state (
    type text not null references ticket_type (name),
    code integer not null,
    name text not null,
    offered integer not null default 0,
    owned integer not null default 0,
    waiting integer not null default 0,
    final integer not null default 0,
    lifetime integer,
    every integer,
    onward integer,
    primary key (type, code)
);

create table ticket_edge (
    type text not null,
    state integer not null,
    next integer not null,
    position integer not null,
    primary key (type, state, next),
    foreign key (type, state) references ticket_state (type, code),
    foreign key (type, next) references ticket_state (type, code)
);

-- `held_until`: null, too, where it rests until it is resumed; `held_by`: the event that says why. `key`: what a system
-- calls it, and `times` how often it said the same. `opener_id`: who opened it for somebody else. What is over is put
-- into the archive one day, or erased: then nothing is left of it but this row, its numbers and its times.

create table ticket (
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
    closed_at text,
    held_until text,
    held_by integer references event (id),
    key text,
    times integer not null default 1,
    opener_id integer references member (id),
    archived_at text,
    erased_at text,
    foreign key (type, state) references ticket_state (type, code)
);
create unique index ticket_of_key on ticket (reporter_id, key) where key is not null and closed_at is null;
create index ticket_open_of_role on ticket (role_id, id) where closed_at is null;
create index ticket_open_of_owner on ticket (owner_id, id) where closed_at is null;
create index ticket_open_of_reporter on ticket (reporter_id, id) where closed_at is null;
create index ticket_of_mask on ticket (reporter_network, reporter_mask, opened_at)
    where reporter_id is null and reporter_bound = 1;
create index ticket_free_of_stranger
    on ticket (reporter_network, substr(reporter_mask, instr(reporter_mask, '!') + 1))
    where reporter_id is null and closed_at is null and owner_id is null;
create index ticket_of_time on ticket (opened_at);
create index ticket_closed on ticket (closed_at) where closed_at is not null;
create index ticket_masked on ticket (closed_at) where closed_at is not null and reporter_mask <> '';
create index ticket_of_opener on ticket (opener_id, opened_at) where opener_id is not null;
create index ticket_of_state on ticket (type, state);
create index ticket_of_owner on ticket (owner_id, id);
create index ticket_of_reporter on ticket (reporter_id, id);
create index ticket_of_role on ticket (role_id, id);
create index ticket_of_reporter_lately on ticket (reporter_id, opened_at) where reporter_id is not null;
create index ticket_private on ticket (role_id, closed_at) where private = 1;
create index ticket_free on ticket (role_id, id) where closed_at is null and owner_id is null;
create index ticket_kept on ticket (type, closed_at)
    where closed_at is not null and archived_at is null and erased_at is null;
create index ticket_archived on ticket (type, closed_at) where archived_at is not null;
create index ticket_archived_lately on ticket (archived_at) where archived_at is not null;
create index ticket_archived_of_role on ticket (role_id, archived_at) where archived_at is not null;

-- Where each ticket is just now: its stay in a state, made by triggers, whatever it was that moved it there. `visit`:
-- the how-manieth of that ticket; `steps`: how often its service has proceeded with it there; `overdue`: how often it
-- was said that it stays too long. `todo`: proceed or timeout, what its service is to do; empty where it did.

create table stay (
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
create index stay_todo on stay (type, state, ticket_id) where todo <> '';
create index stay_waiting on stay (waits_for) where waits_for is not null;
create trigger ticket_came after insert on ticket
begin
    insert into stay (ticket_id, type, state, since) values (new.id, new.type, new.state, new.opened_at);
end;
create trigger ticket_went_on after update of type, state on ticket
when new.state <> old.state or new.type <> old.type
begin
    update stay set type = new.type, state = new.state, visit = visit + 1, since = new.changed_at, todo = 'proceed',
        steps = 0, tries = 0, overdue = 0, waits_for = null
    where ticket_id = new.id;
end;
create trigger ticket_is_waited_for after update of closed_at on ticket
when new.closed_at is not null and old.closed_at is null
begin
    update stay set todo = 'proceed', waits_for = null where waits_for = new.id;
end;

-- Whose code the service of a state runs, as `plugin.Class`: a new one proceeds with the tickets that stand there already.

create table service_code (
    type text not null,
    state integer not null,
    code text not null,
    primary key (type, state)
);

-- How tickets belong together: `follows`, opened on account of the other one; `error of`, opened because a service can
-- do nothing more about the other one; by the word of people: blocks, duplicates, part of, see also, and follows.

create table relation (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    kind text not null,
    other_id integer not null references ticket (id),
    created_at text not null,
    unique (ticket_id, kind, other_id)
);
create index relation_of_other on relation (other_id, kind);

-- What stands in the way of a service at a ticket, and the ticket in which it was told.

create table trouble (
    ticket_id integer not null references ticket (id),
    type text not null,
    state integer not null,
    error_id integer references ticket (id),
    error text not null,
    since text not null,
    primary key (ticket_id, type, state)
);
create index trouble_of_service on trouble (type, state);
create index trouble_told_in on trouble (error_id) where error_id is not null;

-- What one service says to another, until that one has read it. The ticket is the sender's.

create table note (
    id integer primary key autoincrement,
    type text not null,
    state integer not null,
    ticket_id integer not null references ticket (id),
    sender text not null,
    text text not null,
    created_at text not null
);
create index note_for on note (type, state, id);

create table watcher (
    ticket_id integer not null references ticket (id),
    member_id integer not null references member (id),
    since text not null,
    primary key (ticket_id, member_id)
);
create index watcher_of_member on watcher (member_id);

-- Whose talk in a channel becomes comments of a ticket, until `until` or until they say off. `who`: their account, or
-- the whole nick!user@host of who isn't logged in.

create table dictation (
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
create index dictation_of_ticket on dictation (ticket_id);
create index dictation_of_member on dictation (member_id) where member_id is not null;

-- Who doesn't want to be quoted: a member, or the host of who isn't logged in.

create table unquoted (
    id integer primary key autoincrement,
    member_id integer unique references member (id),
    network text,
    host text,
    since text not null,
    unique (network, host)
);

-- Many tickets of one source for one role in a short while: what its channel reads of them is gathered.

create table storm (
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
create unique index storm_on on storm (role_id, coalesce(member_id, 0), network, address) where ended_at is null;
create index storm_named on storm (ended_at) where address <> '' or name <> '';

-- A prompt is the offer of a ticket to a role, or to one person (member_id). One of each is open at a time. `ends_by`: by
-- what it ends at `expires_at`: its lifetime, or sooner, since the next role is to be asked then (after, prompts).
-- Offers that were made together are answered together: `bundle` is the id of the first of them.

create table prompt (
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
    ends_by text not null default 'lifetime',
    every integer not null,
    repeats integer not null default 0,
    heard_at text,
    ended_at text,
    bundle integer references prompt (id)
);
create unique index prompt_open_to_role on prompt (ticket_id) where state = 'open' and member_id is null;
create unique index prompt_open_to_person on prompt (ticket_id) where state = 'open' and member_id is not null;
create index prompt_timed_out on prompt (ended_at) where state = 'timed_out';
create index prompt_of_ticket on prompt (ticket_id);
create index prompt_open_for on prompt (member_id) where state = 'open';
create index prompt_by_asker on prompt (asker_id, opened_at);
create index prompt_of_bundle on prompt (bundle) where bundle is not null;

create table prompt_answer (
    prompt_id integer not null references prompt (id),
    member_id integer not null references member (id),
    answer text not null,
    answered_at text not null,
    primary key (prompt_id, member_id)
);

-- Somebody wants to be asked about an offer again, later.

create table snooze (
    id integer primary key autoincrement,
    prompt_id integer not null references prompt (id),
    member_id integer not null references member (id),
    until text not null,
    unique (prompt_id, member_id)
);

-- The journal. Rows are never changed; what people wrote stands beside them, where it can be erased. What came in from
-- elsewhere (`arrival_id`) is no news: no plugin reads it, and nobody takes it back by `undo`.

create table event (
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
    data text not null default '{}',
    arrival_id integer references arrival (id)
);
create index event_of_ticket on event (ticket_id, id) where ticket_id is not null;
create index event_of_role on event (role_id, id) where role_id is not null;
create index event_of_member on event (member_id, at) where member_id is not null;
create index event_of_ignoring on event (at) where kind in ('sender_ignored', 'sender_unignored');
create trigger event_is_never_changed before update of id, uuid, desk, at, kind, ticket_id, role_id, prompt_id,
    member_id, network, place, arrival_id on event
begin
    select raise(abort, 'the journal is only ever added to');
end;
create trigger event_forgets_names_alone before update of actor, data on event
when not exists (select 1 from member where member.forgotten_at is not null and (
    member.id in (old.member_id, (select ticket.reporter_id from ticket where ticket.id = old.ticket_id))
    or instr(replace(old.data, ' ', ''), '"person":' || member.id)))
    and not exists (select 1 from ticket where ticket.id = old.ticket_id and ticket.erased_at is not null)
begin
    select raise(abort, 'the journal is only ever added to');
end;
create trigger event_is_never_deleted before delete on event
begin
    select raise(abort, 'the journal is only ever added to');
end;

create table event_text (
    event_id integer primary key references event (id),
    texts text not null
);

-- How far each plugin has read the journal, and how often it failed at the next event.

create table cursor (
    plugin text primary key,
    event_id integer not null,
    failures integer not null default 0,
    retry_at text
);

-- Whom work is done for, and at what rate. Rates are decimal text, for an hour, in the client's currency (ISO 4217).
-- `step`: to how many minutes time is rounded up, 1 is exact; `per`: entry or ticket. `minimum` in minutes.

create table client (
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

create table project (
    id integer primary key autoincrement,
    client_id integer not null references client (id),
    name text not null,
    name_key text not null,
    rate text,
    created_at text not null,
    unique (client_id, name_key)
);

-- What one member's hour costs a client, or costs in one project of theirs (`project_id`), where that is special.

create table member_rate (
    id integer primary key autoincrement,
    client_id integer not null references client (id),
    project_id integer references project (id),
    member_id integer not null references member (id),
    rate text not null
);
create unique index member_rate_of on member_rate (client_id, member_id, coalesce(project_id, 0));
create index member_rate_of_member on member_rate (member_id);

create table ticket_client (
    ticket_id integer primary key references ticket (id),
    client_id integer not null references client (id),
    project_id integer references project (id)
);
create index ticket_client_of on ticket_client (client_id, ticket_id);
create index ticket_client_project on ticket_client (project_id, ticket_id) where project_id is not null;

-- Time that a member worked on a ticket, in minutes, on a day of their calendar (YYYY-MM-DD). What they wrote to it is
-- a text of `event_id`. `corrects`: the entry from which this one, below zero, takes something off.

create table worked (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    member_id integer not null references member (id),
    minutes integer not null,
    day text not null,
    corrects integer references worked (id),
    event_id integer not null references event (id),
    created_at text not null
);
create index worked_on_ticket on worked (ticket_id, id);
create index worked_by_member on worked (member_id, day);
create index worked_corrects on worked (corrects) where corrects is not null;
create unique index worked_of_event on worked (event_id);

-- What was billed, as it was then: later names, rates and roundings change nothing in it. A bill that was taken back
-- (`undone_at`) keeps its number and its lines. `first_day`, `last_day`: the days that were asked for, null without an
-- end on that side. `minutes` after rounding; `amount` in minor units of the currency. `member_id` null: at a shell.

create table bill (
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
create index bill_of_client on bill (client_id, id);
create index bill_of_member on bill (member_id);

-- One piece of work on a bill: an entry with its corrections, or what these change of what was billed before.
-- `minutes` as worked, `charged` after rounding by `step`, `per` and `minimum`. `day`: on which that entry stands.

create table bill_line (
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
create index bill_line_of_entry on bill_line (entry_id);
create index bill_line_of_ticket on bill_line (ticket_id);
create index bill_line_of_member on bill_line (member_id);

-- Which entries and corrections are on a bill, each on one at most: nothing takes these back.

create table billed (
    entry_id integer primary key references worked (id),
    bill_id integer not null references bill (id)
);
create index billed_on on billed (bill_id);

-- What a member works on just now, since `began_at`; `event_id` is the event with which it began, whose text is what
-- they do. `asked`: how often it was asked whether it was forgotten, `asked_from`: since when that is counted.

create table stopwatch (
    id integer primary key autoincrement,
    member_id integer not null unique references member (id),
    ticket_id integer not null references ticket (id),
    event_id integer not null unique references event (id),
    began_at text not null,
    asked_from text not null,
    asked integer not null default 0
);
create index stopwatch_on_ticket on stopwatch (ticket_id);

-- The outbox: what is still to be said, and for a while what was. `held`: its person rested, and hears it with all
-- else that was held back, in one line. `due_at`: since when it could have been said, null where it waited on purpose.

create table notice (
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
    held integer not null default 0,
    status text not null default 'queued',
    tries integer not null default 0,
    ended_at text,
    reason text not null default '',
    crowd text not null default '',
    storm_id integer references storm (id),
    line_id integer,
    due_at text
);
create index notice_said_aloud on notice (network, address, ended_at) where target = 'channel' and status = 'sent';
create index notice_offered_in on notice (network, lower(address))
    where target = 'channel' and holds = 'offer' and status = 'sent';
create index notice_queued on notice (network, not_before, id) where status = 'queued';
create index notice_waiting on notice (member_id) where status = 'waiting';
create index notice_of_ticket on notice (ticket_id) where ticket_id is not null;
create index notice_of_prompt on notice (prompt_id) where prompt_id is not null;
create index notice_of_storm on notice (storm_id, not_before, id) where storm_id is not null and status = 'queued';
create index notice_repeats on notice (member_id, joined, created_at) where joined <> '';
create index notice_of_member on notice (member_id, created_at) where member_id is not null;
create index notice_ended on notice (ended_at) where ended_at is not null;
create index notice_of_no_ticket on notice (id) where ticket_id is null;

-- All that is due one day. Nothing true lives in memory.

create table timer (
    id integer primary key autoincrement,
    kind text not null,
    subject_id integer not null,
    due_at text not null,
    unique (kind, subject_id)
);
create index timer_due on timer (due_at);

-- The built-in type: new -> accepted -> closed, with a rest on hold. The first edge of a state is its normal next one.

insert into ticket_type (name, start) values ('request', 1);
insert into ticket_state (type, code, name, offered, owned, waiting, final) values
    ('request', 1, 'new', 1, 0, 0, 0),
    ('request', 2, 'accepted', 0, 1, 0, 0),
    ('request', 3, 'on hold', 0, 1, 1, 0),
    ('request', 4, 'closed', 0, 0, 0, 1);
insert into ticket_edge (type, state, next, position) values
    ('request', 1, 2, 0), ('request', 1, 4, 1),
    ('request', 2, 4, 0), ('request', 2, 3, 1), ('request', 2, 1, 2),
    ('request', 3, 2, 0), ('request', 3, 4, 1), ('request', 3, 1, 2),
    ('request', 4, 1, 0), ('request', 4, 2, 1);

-- Servers that asked to be spoken to over TLS alone (STS), and until when.

create table secured (
    host text primary key,
    port integer not null,
    expires_at text not null
);

-- What can be found: one row a ticket, by its number, or less its number where it is archived. Kept by store/search.py.

create virtual table ticket_word using fts5 (
    title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '3'
);

-- The words in it: nothing is kept here, it is a way to read that index.

create virtual table ticket_term using fts5vocab (ticket_word, instance);

-- Who is not listened to. `kind`: member (`value` is its id), account, host or mask; `cause`: admin, or why by itself:
-- pace, errors or loop; `times`: how often in a row. By itself it ends at `until`, and is kept a day for that count.

create table ignored (
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
create index ignored_member on ignored (member_id) where member_id is not null;

-- Who was refused what for want of a right: kept for 30 days, and bounded. What is alike within an hour is one row.

create table denial (
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
create index denial_of_who on denial (network, who, first_at);
create index denial_of_member on denial (member_id) where member_id is not null;
create index denial_of_time on denial (last_at);

-- What runs, as its overseer last saw it: who fails or hangs, and how much work waits. Nothing is lost with it.

create table service (
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

-- Queries that somebody, or a role, keeps under a name. Whoever is forgotten is in none of them.

create table saved_view (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null,
    member_id integer references member (id),
    role_id integer references role (id),
    query text not null,
    saved_at text not null
);
create unique index saved_view_of_member on saved_view (member_id, name_key) where member_id is not null;
create unique index saved_view_of_role on saved_view (role_id, name_key) where role_id is not null;

-- What comes in from elsewhere. `label`: what is said before its keys, `tkts:5`. `state`: staged, while it is put down
-- and nobody is promised anything; switched, when it is promised, and made whole part by part; done. `newest`: the
-- highest number of a ticket when it was begun, `event` the newest event. Those that don't keep their number are given
-- one above `base`; `given` of them. Of its `tickets` so many are `open`, and so many of these `free`.

create table arrival (
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
create index arrival_under_way on arrival (state) where state <> 'done';

-- What is still to be made of it, in this order. `number`: the ticket's, or below zero the how-manieth of those that are
-- given one. `payload`: all that is needed for that, JSON, checked before, so that it can't fail.

create table arriving (
    id integer primary key,
    arrival_id integer not null references arrival (id),
    position integer not null,
    kind text not null,
    key text,
    number integer,
    payload text not null,
    unique (arrival_id, position)
);
create index arriving_number on arriving (number) where number is not null;
create index arriving_key on arriving (arrival_id, key) where key is not null;

-- What tickets, and what was written to them, are called where they come from: so nothing comes in twice.

create table ticket_alias (
    label text not null,
    key text not null,
    ticket_id integer not null references ticket (id),
    primary key (label, key)
);
create index ticket_alias_of on ticket_alias (ticket_id);

create table event_alias (
    label text not null,
    key text not null,
    event_id integer not null references event (id),
    primary key (label, key)
);
create index event_alias_of on event_alias (event_id);

-- While another desk comes in: what its members, roles, clients, projects and tickets are here; and the rows of ids that
-- were set aside for its events, prompts and entries: from `first` on `count` of its own, each `shift` higher here.

create table carried_as (
    arrival_id integer not null references arrival (id),
    kind text not null,
    was integer not null,
    here integer not null,
    primary key (arrival_id, kind, was)
);

create table carried_range (
    arrival_id integer not null references arrival (id),
    kind text not null,
    first integer not null,
    count integer not null,
    shift integer not null default 0,
    primary key (arrival_id, kind)
);

-- Counts the changes of what is read all the time and changes seldom (store/seldom.py).
create table seldom (
    id integer primary key check (id = 1),
    changes integer not null default 0
);
insert into seldom (id) values (1);
create trigger habit_comes after insert on habit
begin
    update seldom set changes = changes + 1;
end;
create trigger habit_changes after update on habit
begin
    update seldom set changes = changes + 1;
end;
create trigger habit_goes after delete on habit
begin
    update seldom set changes = changes + 1;
end;
create trigger identity_comes after insert on identity
begin
    update seldom set changes = changes + 1;
end;
create trigger identity_changes after update on identity
begin
    update seldom set changes = changes + 1;
end;
create trigger identity_goes after delete on identity
begin
    update seldom set changes = changes + 1;
end;
create trigger member_comes after insert on member
begin
    update seldom set changes = changes + 1;
end;
create trigger member_changes after update on member
begin
    update seldom set changes = changes + 1;
end;
create trigger member_goes after delete on member
begin
    update seldom set changes = changes + 1;
end;
create trigger membership_comes after insert on membership
begin
    update seldom set changes = changes + 1;
end;
create trigger membership_changes after update on membership
begin
    update seldom set changes = changes + 1;
end;
create trigger membership_goes after delete on membership
begin
    update seldom set changes = changes + 1;
end;
create trigger role_comes after insert on role
begin
    update seldom set changes = changes + 1;
end;
create trigger role_changes after update on role
begin
    update seldom set changes = changes + 1;
end;
create trigger role_goes after delete on role
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_edge_comes after insert on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_edge_changes after update on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_edge_goes after delete on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_state_comes after insert on ticket_state
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_state_changes after update on ticket_state
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_state_goes after delete on ticket_state
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_type_comes after insert on ticket_type
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_type_changes after update on ticket_type
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_type_goes after delete on ticket_type
begin
    update seldom set changes = changes + 1;
end;
create trigger type_setting_comes after insert on type_setting
begin
    update seldom set changes = changes + 1;
end;
create trigger type_setting_changes after update on type_setting
begin
    update seldom set changes = changes + 1;
end;
create trigger type_setting_goes after delete on type_setting
begin
    update seldom set changes = changes + 1;
end;
