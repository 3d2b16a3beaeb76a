create index notice_of_member on notice (member_id, created_at) where member_id is not null;
create index notice_ended on notice (ended_at) where ended_at is not null;
create index notice_of_no_ticket on notice (id) where ticket_id is null;
create index prompt_of_bundle on prompt (bundle) where bundle is not null;
create index event_of_ignoring on event (at) where kind in ('sender_ignored', 'sender_unignored');
create index storm_named on storm (ended_at) where address <> '' or name <> '';
create index ticket_private on ticket (role_id, id) where private = 1;
create index ticket_client_project on ticket_client (project_id, ticket_id) where project_id is not null;
create virtual table ticket_term using fts5vocab (ticket_word, instance);
