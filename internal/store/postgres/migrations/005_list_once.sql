-- The list of a customer is looked up once in a transaction: a page looked it up for each status.
-- None set is an error, and so is the empty text that is left behind.
drop policy customer on rooms.item;
drop policy customer on rooms.word;
create policy customer on rooms.item for select to porthole_customer using (list = current_setting('porthole.list')::bigint);
create policy customer on rooms.word for select to porthole_customer using (list = current_setting('porthole.list')::bigint);
---- create above / drop below ----
drop policy customer on rooms.word;
drop policy customer on rooms.item;
create policy customer on rooms.item for select to porthole_customer
  using (list = (select id from rooms.list where name = (select rooms.partner())));
create policy customer on rooms.word for select to porthole_customer
  using (list = (select id from rooms.list where name = (select rooms.partner())));
