-- What was billed, as it was then: later names, rates and roundings change nothing in it. A bill that was taken back
-- (`undone_at`) keeps its number and its lines. `first_day`, `last_day`: the days that were asked for, null without an
-- end on that side. `minutes` after rounding; `amount` in minor units of the currency. `member_id` null: at a shell.

create table bill (
    id integer primary key autoincrement,
    client_id integer not null references client (id),
    client text not null,
    currency text not null,
    first_day text,
    last_day text,
    minutes integer not null,
    amount integer not null,
    member_id integer references member (id),
    created_at text not null,
    undone_at text
);
create index bill_of_client on bill (client_id, id);
create index bill_of_member on bill (member_id);

-- One piece of work on a bill: an entry with its corrections, or what these change of what was billed before.
-- `minutes` as worked, `charged` after rounding by `step`, `per` and `minimum`. `day`: on which that entry stands.

create table bill_line (
    id integer primary key autoincrement,
    bill_id integer not null references bill (id),
    entry_id integer not null references worked (id),
    ticket_id integer not null references ticket (id),
    title text not null,
    project_id integer references project (id),
    project text,
    member_id integer not null references member (id),
    person text not null,
    day text not null,
    minutes integer not null,
    charged integer not null,
    rate text not null,
    step integer not null,
    per text not null,
    minimum integer not null,
    amount integer not null,
    unique (bill_id, entry_id)
);
create index bill_line_of_entry on bill_line (entry_id);
create index bill_line_of_ticket on bill_line (ticket_id);
create index bill_line_of_member on bill_line (member_id);

-- Which entries and corrections are on a bill, each on one at most: nothing takes these back.

create table billed (
    entry_id integer primary key references worked (id),
    bill_id integer not null references bill (id)
);
create index billed_on on billed (bill_id);
