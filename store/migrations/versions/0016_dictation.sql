-- Whose talk in a channel becomes comments of a ticket, until `until` or until they say off. `who`: their account, or
-- the whole nick!user@host of who isn't logged in.

create table dictation (
    id integer primary key autoincrement,
    ticket_id integer not null references ticket (id),
    member_id integer references member (id),
    network text not null,
    channel text not null,
    who text not null,
    began_at text not null,
    until text not null,
    comments integer not null default 0,
    unique (network, who, channel)
);
create index dictation_of_ticket on dictation (ticket_id);
create index dictation_of_member on dictation (member_id) where member_id is not null;
