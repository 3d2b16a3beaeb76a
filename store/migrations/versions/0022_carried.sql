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
