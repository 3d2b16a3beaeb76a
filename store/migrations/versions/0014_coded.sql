-- Whose code the service of a state runs: a new one proceeds with the tickets that stand there already.

create table service_code (
    type text not null,
    state integer not null,
    code text not null,
    primary key (type, state)
);
