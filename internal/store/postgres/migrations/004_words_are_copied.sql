-- Words are written by COPY, which is refused to whoever is held by a policy, if only by one that
-- lets everything through. An owner is held by none. So the staff own the table; customers are
-- held as they were.
grant create on schema rooms to porthole_staff;
alter table rooms.word owner to porthole_staff;
revoke create on schema rooms from porthole_staff;
alter table rooms.word no force row level security;
drop policy staff on rooms.word;
---- create above / drop below ----
create policy staff on rooms.word to porthole_staff using (true);
alter table rooms.word force row level security;
alter table rooms.word owner to current_user;
