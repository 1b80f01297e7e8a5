-- Two roles. Whoever connects belongs to both, and every transaction takes one of them.
-- Roles are of the whole cluster: a second database finds them there.
do $$
declare
  role text;
  may boolean;
begin
  foreach role in array array['porthole_staff', 'porthole_customer'] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I nologin nosuperuser nobypassrls', role);
    end if;
    if current_setting('server_version_num')::int < 160000 then
      may := pg_has_role(current_user, role, 'member');
    else -- whoever makes a role may give it away from then on, and not take it
      may := pg_has_role(current_user, role, 'set') and pg_has_role(current_user, role, 'usage');
    end if;
    if not may then
      execute format('grant %I to %I', role, current_user);
    end if;
  end loop;
end
$$;

-- office: what the forwarder knows. rooms: what customers see, a list for each of them.
create schema office;
create schema rooms;
grant usage on schema office, rooms to porthole_staff;
grant usage on schema rooms to porthole_customer;
alter default privileges in schema office grant select, insert, update, delete on tables to porthole_staff;
alter default privileges in schema rooms grant select, insert, update, delete on tables to porthole_staff;

-- The customer for whom a transaction reads. None set is an error, and so is the empty text that
-- a setting leaves behind in a connection when its transaction ends.
create function rooms.partner() returns text language plpgsql stable as $$
begin
  if current_setting('porthole.partner') = '' then
    raise exception 'porthole.partner is not set for this transaction';
  end if;
  return current_setting('porthole.partner');
end
$$;

-- A list, how far it has come, and how many shipments it has of each status.
create table rooms.list (
  id bigint generated always as identity primary key,
  name text collate "C" not null unique,
  seq bigint not null,
  counts bigint[] not null,
  attention bigint[] not null
);

-- A shipment of a list. Times are in seconds or nanoseconds of the epoch, as the rules give them.
create table rooms.item (
  list bigint not null,
  ref text collate "C" not null,
  seq bigint not null,
  status smallint not null,
  attention boolean not null,
  turn bigint not null,
  etd bigint not null,
  eta bigint not null,
  updated bigint not null,
  words bytea not null,
  line bytea not null,
  record bytea,
  record_seq bigint,
  primary key (list, ref)
);
create index item_ref on rooms.item (list, status, ref);
create index item_etd on rooms.item (list, status, etd, ref);
create index item_eta on rooms.item (list, status, eta, ref);
create index item_updated on rooms.item (list, status, (~updated), (~seq), ref);
create index item_attention_ref on rooms.item (list, status, ref) where attention;
create index item_attention_etd on rooms.item (list, status, etd, ref) where attention;
create index item_attention_eta on rooms.item (list, status, eta, ref) where attention;
create index item_attention_updated on rooms.item (list, status, (~updated), (~seq), ref) where attention;
create index item_seq on rooms.item (list, seq, ref);
create index item_turn on rooms.item (list, turn, ref) where turn <> 0;

-- The words by which shipments are found. shared is how many bytes a word has in common with the
-- shipment's word before it: of those that begin with a prefix, only the first shares less.
create table rooms.word (
  list bigint not null,
  text text collate "C" not null,
  plain boolean not null,
  ref text collate "C" not null,
  kinds smallint not null,
  shared integer not null,
  status smallint not null,
  attention boolean not null,
  primary key (list, text, plain, ref)
);

-- The office's own list has the same shape.
create table office.list (like rooms.list including all);
create table office.item (like rooms.item including all);
create table office.word (like rooms.word including all);

-- The list of the customer for whom a transaction reads.
create function rooms.mine() returns bigint language sql stable as $$
  select id from rooms.list where name = rooms.partner()
$$;

grant select on rooms.list, rooms.item, rooms.word to porthole_customer;
alter table rooms.list enable row level security, force row level security;
alter table rooms.item enable row level security, force row level security;
alter table rooms.word enable row level security, force row level security;
create policy staff on rooms.list to porthole_staff using (true);
create policy staff on rooms.item to porthole_staff using (true);
create policy staff on rooms.word to porthole_staff using (true);
create policy customer on rooms.list for select to porthole_customer using (name = (select rooms.partner()));
create policy customer on rooms.item for select to porthole_customer using (list = (select rooms.mine()));
create policy customer on rooms.word for select to porthole_customer using (list = (select rooms.mine()));

-- Numbers: the next of each table, and the shape of what the rules keep.
create table office.number (
  name text collate "C" primary key,
  n bigint not null
);

-- What was committed: by which process, under which id, and what the others are told of it.
create table office.change (
  n bigint generated always as identity primary key,
  id uuid not null unique,
  process uuid not null,
  at timestamptz not null default now(),
  words text[] not null
);
create index change_at on office.change (at);
---- create above / drop below ----
drop schema rooms cascade;
drop schema office cascade;
