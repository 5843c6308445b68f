-- Progress and line errors of imports, and the queue of those that have not ended. Every statement can run again.

create table if not exists import_progress (
    tenant_id  varchar     not null,
    import_id  uuid        not null,
    phase      varchar     not null,
    rows       integer     not null default 0,
    valid      integer     not null default 0,
    refused    integer     not null default 0,
    written    integer     not null default 0,
    unchanged  integer     not null default 0,
    errors     integer     not null default 0,
    updated_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, import_id)
);

create table if not exists import_errors (
    tenant_id   varchar not null,
    import_id   uuid    not null,
    n           integer not null,
    line        integer not null,
    column_name varchar,
    value       varchar,
    code        varchar not null,
    field       varchar,
    en          varchar not null,
    zh          varchar not null,
    primary key (tenant_id, import_id, n)
);

-- The second wall, as the frame puts it around every table of a tenant: these are made after it has run.
do $f$
declare
    v_table text;
begin
    foreach v_table in array array['import_progress', 'import_errors'] loop
        execute format('alter table %I enable row level security', v_table);
        execute format('alter table %I force row level security', v_table);
        execute format('drop policy if exists tenant_isolation on %I', v_table);
        execute format('create policy tenant_isolation on %I using (tenant_id = current_setting(''app.tenant_id'', true))', v_table);
    end loop;
end $f$;
grant select, insert, update, delete on import_progress, import_errors to {app};

-- Which imports wait, of every consortium: all that the service must know of a consortium before it works for it. The table is
-- reached through these routines only.
create table if not exists import_queue (
    id         uuid primary key,
    consortium varchar     not null,
    queued_at  timestamptz not null default clock_timestamp(),
    tries      integer     not null default 0,
    next_at    timestamptz not null default clock_timestamp()
);
revoke all on import_queue from public, {app};

create or replace procedure import_enqueue(p_id uuid, p_consortium varchar)
    language sql security definer set search_path = public, pg_temp as $f$
    insert into import_queue (id, consortium) values (p_id, p_consortium) on conflict do nothing
$f$;

create or replace function import_pending() returns table (id uuid, consortium varchar)
    language sql stable security definer set search_path = public, pg_temp as $f$
    select id, consortium from import_queue where next_at <= clock_timestamp() order by queued_at
$f$;

-- Counts a try before it is made, so that an import which kills the process is given up in the end; each pause is twice the last.
create or replace function import_try(p_id uuid) returns integer
    language sql security definer set search_path = public, pg_temp as $f$
    update import_queue set tries = tries + 1, next_at = clock_timestamp() + least(60, power(2, tries)) * interval '1 second'
    where id = p_id returning tries
$f$;

create or replace procedure import_dequeue(p_id uuid)
    language sql security definer set search_path = public, pg_temp as $f$
    delete from import_queue where id = p_id
$f$;

revoke execute on procedure import_enqueue(uuid, varchar) from public;
revoke execute on function import_pending() from public;
revoke execute on function import_try(uuid) from public;
revoke execute on procedure import_dequeue(uuid) from public;
grant execute on procedure import_enqueue(uuid, varchar) to {app};
grant execute on function import_pending() to {app};
grant execute on function import_try(uuid) to {app};
grant execute on procedure import_dequeue(uuid) to {app};
