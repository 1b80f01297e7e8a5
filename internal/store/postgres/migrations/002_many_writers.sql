-- Numbers are given by sequences, so that nobody waits for who took the one before.
alter default privileges in schema office grant usage, select, update on sequences to porthole_staff;
do $$
declare
  last record;
begin
  for last in select name, n from office.number where name <> 'schema of the rules' loop
    execute format('create sequence office.%I', last.name || '_number');
    perform setval(format('office.%I', last.name || '_number')::regclass, last.n);
  end loop;
  delete from office.number where name <> 'schema of the rules';
end
$$;

-- Those that write commit in another order than they take the numbers of their changes.
-- Whoever reads them begins at the oldest transaction that was not over when they read last.
alter table office.change add column xact xid8 not null default pg_current_xact_id();
create index change_xact on office.change (xact);
---- create above / drop below ----
drop index office.change_xact;
alter table office.change drop column xact;
