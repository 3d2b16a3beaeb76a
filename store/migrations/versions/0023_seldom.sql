-- Counts the changes of what is read all the time and changes seldom (store/seldom.py).
create table seldom (
    id integer primary key check (id = 1),
    changes integer not null default 0
);
insert into seldom (id) values (1);
create trigger habit_comes after insert on habit
begin
    update seldom set changes = changes + 1;
end;
create trigger habit_changes after update on habit
begin
    update seldom set changes = changes + 1;
end;
create trigger habit_goes after delete on habit
begin
    update seldom set changes = changes + 1;
end;
create trigger identity_comes after insert on identity
begin
    update seldom set changes = changes + 1;
end;
create trigger identity_changes after update on identity
begin
    update seldom set changes = changes + 1;
end;
create trigger identity_goes after delete on identity
begin
    update seldom set changes = changes + 1;
end;
create trigger member_comes after insert on member
begin
    update seldom set changes = changes + 1;
end;
create trigger member_changes after update on member
begin
    update seldom set changes = changes + 1;
end;
create trigger member_goes after delete on member
begin
    update seldom set changes = changes + 1;
end;
create trigger membership_comes after insert on membership
begin
    update seldom set changes = changes + 1;
end;
create trigger membership_changes after update on membership
begin
    update seldom set changes = changes + 1;
end;
create trigger membership_goes after delete on membership
begin
    update seldom set changes = changes + 1;
end;
create trigger role_comes after insert on role
begin
    update seldom set changes = changes + 1;
end;
create trigger role_changes after update on role
begin
    update seldom set changes = changes + 1;
end;
create trigger role_goes after delete on role
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_edge_comes after insert on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_edge_changes after update on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_edge_goes after delete on ticket_edge
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_state_comes after insert on ticket_state
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_state_changes after update on ticket_state
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_state_goes after delete on ticket_state
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_type_comes after insert on ticket_type
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_type_changes after update on ticket_type
begin
    update seldom set changes = changes + 1;
end;
create trigger ticket_type_goes after delete on ticket_type
begin
    update seldom set changes = changes + 1;
end;
create trigger type_setting_comes after insert on type_setting
begin
    update seldom set changes = changes + 1;
end;
create trigger type_setting_changes after update on type_setting
begin
    update seldom set changes = changes + 1;
end;
create trigger type_setting_goes after delete on type_setting
begin
    update seldom set changes = changes + 1;
end;
