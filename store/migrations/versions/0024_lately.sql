create index ticket_of_reporter_lately on ticket (reporter_id, opened_at) where reporter_id is not null;
create index notice_of_storm on notice (storm_id, not_before, id) where storm_id is not null and status = 'queued';
