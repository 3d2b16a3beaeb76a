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

-- Events that came in so are no news: no plugin reads them, and nobody takes them back by `undo`.

alter table event add column arrival_id integer references arrival (id);
drop trigger event_is_never_changed;
create trigger event_is_never_changed before update of id, uuid, desk, at, kind, ticket_id, role_id, prompt_id,
    member_id, network, place, arrival_id on event
begin
    select raise(abort, 'the journal is only ever added to');
end;
