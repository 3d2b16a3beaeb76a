create virtual table ticket_word using fts5 (
    title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '3'
);

insert into ticket_word (rowid, title, body)
select id, title, description || char(10) || coalesce((
    select group_concat(part.value, char(10))
    from event join event_text on event_text.event_id = event.id, json_each(event_text.texts) as part
    where event.ticket_id = ticket.id and part.key not in ('title', 'description')), '')
from ticket order by id;
