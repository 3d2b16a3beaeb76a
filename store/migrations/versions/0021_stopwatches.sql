-- What a member works on just now, since `began_at`; `event_id` is the event with which it began, whose text is what
-- they do. `asked`: how often it was asked whether it was forgotten, `asked_from`: since when that is counted.

create table stopwatch (
    id integer primary key autoincrement,
    member_id integer not null unique references member (id),
    ticket_id integer not null references ticket (id),
    event_id integer not null unique references event (id),
    began_at text not null,
    asked_from text not null,
    asked integer not null default 0
);
create index stopwatch_on_ticket on stopwatch (ticket_id);
