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
