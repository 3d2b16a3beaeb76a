create table secured (
    host text primary key,
    port integer not null,
    expires_at text not null
);
