-- Queries that somebody, or a role, keeps under a name.

create table saved_view (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null,
    member_id integer references member (id),
    role_id integer references role (id),
    query text not null,
    saved_at text not null
);
create unique index saved_view_of_member on saved_view (member_id, name_key) where member_id is not null;
create unique index saved_view_of_role on saved_view (role_id, name_key) where role_id is not null;

-- For queries that ask for closed ones, too. Not partial: else SQLite would take them for open ones, as well.

create index ticket_of_owner on ticket (owner_id, id);
create index ticket_of_reporter on ticket (reporter_id, id);
create index ticket_of_role on ticket (role_id, id);
