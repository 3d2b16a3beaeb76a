-- Types as the configuration says them, and what was set over it while dibs ran.

alter table ticket_type add column role text;
alter table ticket_type add column priority integer not null default 2;

create index ticket_of_state on ticket (type, state);

create table type_setting (
    type text not null references ticket_type (name),
    state integer not null default 0,
    name text not null,
    value text not null,
    member_id integer references member (id),
    set_at text not null,
    primary key (type, state, name)
);
