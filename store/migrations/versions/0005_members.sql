-- Whose rights sleep, since they weren't seen for long; who is forgotten. When somebody's morning was looked at.

alter table member add column asleep integer not null default 0;
alter table member add column forgotten_at text;
alter table habit add column morning_at text;

-- Whoever is known counts as seen today: until now nobody wrote down when they were.

insert into habit (member_id, seen_at) select id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') from member where true
    on conflict (member_id) do update set seen_at = excluded.seen_at;
create index habit_of_seen on habit (seen_at);

-- The journal is only ever added to; but who is forgotten is named there no more.

drop trigger event_is_never_changed;
create trigger event_is_never_changed before update of id, uuid, desk, at, kind, ticket_id, role_id, prompt_id,
    member_id, network, place on event
begin
    select raise(abort, 'the journal is only ever added to');
end;
create trigger event_forgets_names_alone before update of actor, data on event
when not exists (select 1 from member where member.forgotten_at is not null and (
    member.id in (old.member_id, (select ticket.reporter_id from ticket where ticket.id = old.ticket_id))
    or instr(replace(old.data, ' ', ''), '"person":' || member.id)))
begin
    select raise(abort, 'the journal is only ever added to');
end;
