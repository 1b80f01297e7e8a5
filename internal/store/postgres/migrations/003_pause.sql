create table office."pause" (first text collate "C", second text collate "C", value bytea not null, primary key (first, second));
---- create above / drop below ----
drop table office."pause";
