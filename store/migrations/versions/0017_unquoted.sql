-- Who doesn't want to be quoted: a member, or the host of who isn't logged in.

create table unquoted (
    id integer primary key autoincrement,
    member_id integer unique references member (id),
    network text,
    host text,
    since text not null,
    unique (network, host)
);
