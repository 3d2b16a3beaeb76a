-- Roles: how much they say aloud, who is asked after them, and where their morning is.

alter table role add column say text not null default 'normal';
alter table role add column next_id integer references role (id);
alter table role add column zone text;

-- How somebody likes to be spoken to. Nobody who never said anything about it has a row.

create table habit (
    member_id integer primary key references member (id),
    zone text,
    quiet_from integer,
    quiet_to integer,
    quiet_mode text not null default '',
    muted_until text,
    away_since text,
    seen_at text
);

-- A ticket that rests: until when (null: until it is resumed), and the event that says why.

alter table ticket add column held_until text;
alter table ticket add column held_by integer references event (id);

-- What a system opens: its own key, and how often it said the same. Who opened it for somebody else.

alter table ticket add column key text;
alter table ticket add column times integer not null default 1;
alter table ticket add column opener_id integer references member (id);
create unique index ticket_of_key on ticket (reporter_id, key) where key is not null and closed_at is null;

create table watcher (
    ticket_id integer not null references ticket (id),
    member_id integer not null references member (id),
    since text not null,
    primary key (ticket_id, member_id)
);
create index watcher_of_member on watcher (member_id);

-- Offers that were made together are answered together: the id of the first of them.

alter table prompt add column bundle integer references prompt (id);

-- Somebody wants to be asked about an offer again, later.

create table snooze (
    id integer primary key autoincrement,
    prompt_id integer not null references prompt (id),
    member_id integer not null references member (id),
    until text not null,
    unique (prompt_id, member_id)
);

-- What somebody did lately, to take it back.

create index event_of_member on event (member_id, id) where member_id is not null;

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

create index ticket_of_time on ticket (opened_at);

-- Lines that are too many are said together: under which word, in which storm, and in the line of which of them.

alter table notice add column crowd text not null default '';
alter table notice add column storm_id integer references storm (id);
alter table notice add column line_id integer;
create index notice_said_aloud on notice (network, address, ended_at) where target = 'channel' and status = 'sent';

-- What went through the desk in a time.

create index ticket_closed on ticket (closed_at) where closed_at is not null;
create index prompt_timed_out on prompt (ended_at) where state = 'timed_out';

-- What happened in a role since its last digest.

create index event_of_role on event (role_id, id) where role_id is not null;

-- What was held back while its person rested, and is then said with all else in one line.

alter table notice add column held integer not null default 0;

-- What somebody opened for others.

create index ticket_of_opener on ticket (opener_id, opened_at) where opener_id is not null;
