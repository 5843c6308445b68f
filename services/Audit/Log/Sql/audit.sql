-- The audit log. Run by the owner after the frame's schema; every statement can run again. {app} is the service's login role.

-- One row per recorded event of any service, in one gap-free order. The leaf of the Merkle tree is the envelope's text;
-- everything else stands in envelope and payload too and is here to be joined by. What entries are searched by: search.sql.
create table if not exists audit_log (
    index          bigint      primary key check (index >= 0),
    tenant_id      varchar     not null,
    source         varchar     not null,
    source_no      bigint      not null check (source_no > 0),
    tenant_no      bigint      not null check (tenant_no > 0),
    event_id       uuid        not null,
    event_type     varchar     not null,
    stream_id      uuid        not null,
    stream_version bigint      not null check (stream_version > 0),
    recorded_at    timestamptz not null,
    payload_hash   bytea       not null check (octet_length(payload_hash) = 32),
    leaf_hash      bytea       not null check (octet_length(leaf_hash) = 32),
    envelope       text        not null,
    canonical      text        not null,
    logged_at      timestamptz not null default clock_timestamp(),
    constraint audit_log_source_number unique (source, source_no),
    constraint audit_log_tenant_number unique (source, tenant_id, tenant_no),
    constraint audit_log_event unique (event_id),
    constraint audit_log_stream_version unique (tenant_id, stream_id, source, stream_version)
);
-- Nobody could search by these under row-level security, and every entry paid for them.
alter table audit_log drop column if exists payload, drop column if exists person, drop column if exists organisation;
create index if not exists audit_log_tenant on audit_log (tenant_id, index);
create index if not exists audit_log_type on audit_log (tenant_id, event_type, index);

-- Sources and how far the log holds them. A quarantined source sent something that contradicts the log: its entries wait
-- until an operator has looked into audit_conflict and, as the owner, sets quarantined_at to null.
create table if not exists audit_source (
    source            varchar primary key,
    last_source_no    bigint  not null default 0,
    quarantined_at    timestamptz,
    quarantine_no     bigint,
    quarantine_reason varchar
);

-- Entries whose turn has not come: an earlier number or a cited event is missing, or their source is quarantined.
create table if not exists audit_waiting (
    source      varchar     not null,
    source_no   bigint      not null,
    leaf_hash   bytea       not null,
    cites       uuid[]      not null,
    envelope    text        not null,
    canonical   text        not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (source, source_no)
);

-- Evidence of contradictions, beside the log and never in it.
create table if not exists audit_conflict (
    source    varchar     not null,
    source_no bigint      not null,
    leaf_hash bytea       not null,
    reason    varchar     not null,
    detail    text        not null,
    envelope  text        not null,
    canonical text        not null,
    seen_at   timestamptz not null default clock_timestamp(),
    primary key (source, source_no, leaf_hash)
);

-- One row: the tree over the log. Whoever appends holds this row's lock, so there is one sequencer however many processes run.
create table if not exists audit_tree (
    one    boolean primary key default true check (one),
    size   bigint  not null check (size >= 0),
    hashes bytea[] not null
);
insert into audit_tree (one, size, hashes) values (true, 0, '{}') on conflict do nothing;

create or replace function audit_append_only() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $f$;

create or replace function audit_tree_grows() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    if tg_op = 'UPDATE' and new.size > old.size then
        return new;
    end if;
    raise exception 'the tree only grows: % refused', lower(tg_op) using errcode = 'restrict_violation';
end $f$;

create or replace function audit_source_advances() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    if tg_op = 'UPDATE' and new.source = old.source and new.last_source_no >= old.last_source_no then
        return new;
    end if;
    raise exception 'a source only advances: % refused', lower(tg_op) using errcode = 'restrict_violation';
end $f$;

create or replace trigger audit_log_append_only before update or delete on audit_log
    for each row execute function audit_append_only();
create or replace trigger audit_log_no_truncate before truncate on audit_log
    for each statement execute function audit_append_only();
create or replace trigger audit_conflict_append_only before update or delete on audit_conflict
    for each row execute function audit_append_only();
create or replace trigger audit_conflict_no_truncate before truncate on audit_conflict
    for each statement execute function audit_append_only();
create or replace trigger audit_tree_grows before update or delete on audit_tree
    for each row execute function audit_tree_grows();
create or replace trigger audit_source_advances before update or delete on audit_source
    for each row execute function audit_source_advances();
alter table audit_log enable always trigger audit_log_append_only;
alter table audit_log enable always trigger audit_log_no_truncate;
alter table audit_conflict enable always trigger audit_conflict_append_only;
alter table audit_conflict enable always trigger audit_conflict_no_truncate;
alter table audit_tree enable always trigger audit_tree_grows;
alter table audit_source enable always trigger audit_source_advances;

-- Row-level security. A connection says what it works for: one consortium (app.tenant_id, set by the frame's sessions) reads
-- that consortium's rows and writes none; the intake (app.intake, set for one transaction) reads and appends for all. A
-- connection that says neither sees nothing. Waiting entries and conflicts belong to the intake alone.
drop policy if exists tenant_isolation on audit_log;
alter table audit_log enable row level security;
alter table audit_log force row level security;
drop policy if exists tenant_reads on audit_log;
create policy tenant_reads on audit_log for select to {app} using (tenant_id = current_setting('app.tenant_id', true));
drop policy if exists intake_reads on audit_log;
create policy intake_reads on audit_log for select to {app} using (current_setting('app.intake', true) = 'on');
drop policy if exists intake_appends on audit_log;
create policy intake_appends on audit_log for insert to {app} with check (current_setting('app.intake', true) = 'on');

alter table audit_waiting enable row level security;
alter table audit_waiting force row level security;
drop policy if exists intake_only on audit_waiting;
create policy intake_only on audit_waiting to {app} using (current_setting('app.intake', true) = 'on');

alter table audit_conflict enable row level security;
alter table audit_conflict force row level security;
drop policy if exists intake_only on audit_conflict;
create policy intake_only on audit_conflict to {app} using (current_setting('app.intake', true) = 'on');

revoke all on audit_log, audit_source, audit_waiting, audit_conflict, audit_tree from {app};
grant select, insert on audit_log, audit_conflict to {app};
grant select, insert, delete on audit_waiting to {app};
grant select, insert, update on audit_source to {app};
grant select, update on audit_tree to {app};
