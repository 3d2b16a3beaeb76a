-- How long tickets of a type are kept once they are over, and when they were put into the archive, or erased.

alter table ticket_type add column keep integer;
alter table ticket_type add column afterwards text not null default 'archive';
alter table ticket_type add column keep_from text;

alter table ticket add column archived_at text;
alter table ticket add column erased_at text;
create index ticket_kept on ticket (type, closed_at)
    where closed_at is not null and archived_at is null and erased_at is null;
create index ticket_archived on ticket (type, closed_at) where archived_at is not null;
create index ticket_archived_lately on ticket (archived_at) where archived_at is not null;
create index ticket_archived_of_role on ticket (role_id, archived_at) where archived_at is not null;

-- What is erased names nobody in the journal who isn't a member.

drop trigger event_forgets_names_alone;
create trigger event_forgets_names_alone before update of actor, data on event
when not exists (select 1 from member where member.forgotten_at is not null and (
    member.id in (old.member_id, (select ticket.reporter_id from ticket where ticket.id = old.ticket_id))
    or instr(replace(old.data, ' ', ''), '"person":' || member.id)))
    and not exists (select 1 from ticket where ticket.id = old.ticket_id and ticket.erased_at is not null)
begin
    select raise(abort, 'the journal is only ever added to');
end;
