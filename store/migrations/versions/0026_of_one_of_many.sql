drop index event_of_member;
create index event_of_member on event (member_id, at) where member_id is not null;
drop index ticket_of_mask;
create index ticket_of_mask on ticket (reporter_network, reporter_mask, opened_at)
    where reporter_id is null and reporter_bound = 1;
create index ticket_free_of_stranger
    on ticket (reporter_network, substr(reporter_mask, instr(reporter_mask, '!') + 1))
    where reporter_id is null and closed_at is null and owner_id is null;
create index ticket_masked on ticket (closed_at) where closed_at is not null and reporter_mask <> '';
drop index ticket_private;
create index ticket_private on ticket (role_id, closed_at) where private = 1;
create index notice_offered_in on notice (network, lower(address))
    where target = 'channel' and holds = 'offer' and status = 'sent';
