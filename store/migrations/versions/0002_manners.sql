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
