-- Several members that are one person: which member a closed record belongs to by now.

alter table member add column linked_to integer references member (id);
create index member_linked on member (linked_to) where linked_to is not null;
