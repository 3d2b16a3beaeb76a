-- A role is followed by another after so long, or so many prompts, and not only at the end of its offer.

alter table role add column next_after integer;
alter table role add column next_prompts integer;
alter table prompt add column ends_by text not null default 'lifetime';
