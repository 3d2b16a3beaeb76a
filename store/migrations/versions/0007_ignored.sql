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

alter table notice add column due_at text;
