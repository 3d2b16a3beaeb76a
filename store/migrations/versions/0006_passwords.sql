-- Passwords that dibs keeps where a network has no services: argon2 hashes. `hash` is empty where none is good; `code`:
-- the SHA-256 of a one-time code by which a new one is set.

create table password (
    identity_id integer primary key references identity (id),
    hash text not null default '',
    changed_at text not null,
    code text,
    code_until text
);
create unique index password_of_code on password (code) where code is not null;
