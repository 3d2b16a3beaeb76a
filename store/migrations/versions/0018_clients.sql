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
