-- Services: where each ticket is just now, what its service is still to do there, and what stands in its way.

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
insert into stay (ticket_id, type, state, since) select id, type, state, changed_at from ticket;

create table relation (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    kind text not null,
    other_id integer not null references ticket (id),
    created_at text not null,
    unique (ticket_id, kind, other_id)
);
create index relation_of_other on relation (other_id, kind);

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

alter table ticket_state add column onward integer;
