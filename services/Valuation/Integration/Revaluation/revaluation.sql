-- Appraisals in plain columns, lines of portfolio runs, the queue of runs that are carried out, and which consortia are to be swept.
-- Every statement can run again.

-- Row-level security lets PostgreSQL use an index only for comparisons that cannot tell of other tenants' rows, and looking into JSON is
-- not one of them. A trigger keeps the columns.
create table if not exists appraisal_register (
    tenant_id varchar not null,
    id        uuid    not null,
    party     text,
    agreement text,
    kind      text,
    reference text,
    state     text,
    due_since date,
    primary key (tenant_id, id)
);
create index if not exists appraisal_register_state on appraisal_register (tenant_id, state, id);
create index if not exists appraisal_register_party on appraisal_register (tenant_id, party, id);
create index if not exists appraisal_register_reference on appraisal_register (tenant_id, reference, id);
create index if not exists appraisal_register_due on appraisal_register (tenant_id, id) where due_since is not null;
grant select, insert, update, delete on appraisal_register to {app};

-- A new appraisal that a challenge asked for has no value of its own: it is decided on in the challenge.
create or replace function appraisal_state(p_data jsonb) returns text
    language sql immutable set search_path = public, pg_temp as $f$
    select case when nullif(p_data -> 'reappraisal', 'null') is null then p_data ->> 'state' end
$f$;

create or replace function appraisal_due_since(p_data jsonb) returns date
    language sql immutable set search_path = public, pg_temp as $f$
    select min((due ->> 'since')::date) from jsonb_array_elements(coalesce(nullif(p_data #> '{revaluation,due}', 'null'), '[]')) due
    where appraisal_state(p_data) = 'accepted'
$f$;

create or replace function appraisal_registered() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_said jsonb := nullif(new.data -> 'subject', 'null');
begin
    insert into appraisal_register (tenant_id, id, party, agreement, kind, reference, state, due_since)
    values (new.tenant_id, new.id, v_said ->> 'party', v_said ->> 'agreementId', v_said ->> 'kind', v_said ->> 'reference', appraisal_state(new.data),
        appraisal_due_since(new.data))
    on conflict (tenant_id, id) do update set party = excluded.party, agreement = excluded.agreement, kind = excluded.kind,
        reference = excluded.reference, state = excluded.state, due_since = excluded.due_since;
    return null;
end $f$;
drop trigger if exists appraisal_registered on mt_doc_appraisal;
create trigger appraisal_registered after insert or update on mt_doc_appraisal
    for each row execute function appraisal_registered();

-- What was appraised before the table was made. The owner too sees no tenant's rows, so the wall opens within this transaction.
alter table mt_doc_appraisal no force row level security;
alter table appraisal_register no force row level security;
insert into appraisal_register (tenant_id, id, party, agreement, kind, reference, state, due_since)
select tenant_id, id, data #>> '{subject,party}', data #>> '{subject,agreementId}', data #>> '{subject,kind}', data #>> '{subject,reference}',
    appraisal_state(data), appraisal_due_since(data)
from mt_doc_appraisal on conflict do nothing;
alter table mt_doc_appraisal force row level security;

-- Lines of a run: what was previewed, and what became of it. The hash in the run's fact binds what was previewed.
create table if not exists revaluation_line (
    tenant_id varchar not null,
    run       uuid    not null,
    n         integer not null,
    line      jsonb   not null,
    refused   boolean not null,
    outcome   text,
    code      text,
    en        text,
    zh        text,
    primary key (tenant_id, run, n)
);
grant select, insert, update on revaluation_line to {app};

create or replace procedure revaluation_lines_keep(p_tenant varchar, p_run uuid, p_lines jsonb)
    language sql set search_path = public, pg_temp as $f$
    insert into revaluation_line (tenant_id, run, n, line, refused)
    select p_tenant, p_run, (line ->> 'number')::integer, line, line ? 'code' from jsonb_array_elements(p_lines) line
    on conflict do nothing
$f$;

do $f$
declare
    v_table text;
begin
    foreach v_table in array array['appraisal_register', 'revaluation_line'] loop
        execute format('alter table %I enable row level security', v_table);
        execute format('alter table %I force row level security', v_table);
        execute format('drop policy if exists tenant_isolation on %I', v_table);
        execute format('create policy tenant_isolation on %I using (tenant_id = current_setting(''app.tenant_id'', true))', v_table);
    end loop;
end $f$;

-- Which runs are to be carried out, of every consortium; reached through these routines only.
create table if not exists revaluation_queue (
    id         uuid primary key,
    consortium varchar     not null,
    queued_at  timestamptz not null default clock_timestamp(),
    tries      integer     not null default 0,
    next_at    timestamptz not null default clock_timestamp()
);
revoke all on revaluation_queue from public, {app};

create or replace procedure revaluation_enqueue(p_id uuid, p_consortium varchar)
    language sql security definer set search_path = public, pg_temp as $f$
    insert into revaluation_queue (id, consortium) values (p_id, p_consortium) on conflict do nothing
$f$;

create or replace function revaluation_pending() returns table (id uuid, consortium varchar)
    language sql stable security definer set search_path = public, pg_temp as $f$
    select id, consortium from revaluation_queue where next_at <= clock_timestamp() order by queued_at
$f$;

-- After a failure; each pause is twice the last, up to an hour.
create or replace procedure revaluation_postpone(p_id uuid, p_patience integer)
    language sql security definer set search_path = public, pg_temp as $f$
    update revaluation_queue set tries = tries + 1,
        next_at = clock_timestamp() + least(3600, power(2, least(tries, p_patience))) * interval '1 second'
    where id = p_id
$f$;

create or replace procedure revaluation_dequeue(p_id uuid)
    language sql security definer set search_path = public, pg_temp as $f$
    delete from revaluation_queue where id = p_id
$f$;

-- Which consortia there are, up to which day each was swept, and whether an index was published since.
create table if not exists valuation_consortium (
    consortium varchar primary key,
    swept_on   date,
    changes    bigint not null default 1,
    seen       bigint not null default 0
);
revoke all on valuation_consortium from public, {app};

create or replace function valuation_consortium_changed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $f$
begin
    insert into valuation_consortium as c (consortium) values (new.tenant_id)
    on conflict (consortium) do update set changes = c.changes + 1;
    return null;
end $f$;
drop trigger if exists valuation_consortium_changed on mt_doc_adoptedagreement;
create trigger valuation_consortium_changed after insert or update on mt_doc_adoptedagreement
    for each row execute function valuation_consortium_changed();
drop trigger if exists valuation_consortium_changed on mt_doc_priceindex;
create trigger valuation_consortium_changed after insert or update on mt_doc_priceindex
    for each row execute function valuation_consortium_changed();

alter table mt_doc_adoptedagreement no force row level security;
insert into valuation_consortium (consortium) select distinct tenant_id from mt_doc_adoptedagreement on conflict do nothing;
alter table mt_doc_adoptedagreement force row level security;

create or replace function valuation_unswept(p_day date) returns table (consortium varchar, changes bigint)
    language sql stable security definer set search_path = public, pg_temp as $f$
    select consortium, changes from valuation_consortium where swept_on is null or swept_on < p_day or seen <> changes order by consortium
$f$;

create or replace procedure valuation_swept(p_consortium varchar, p_day date, p_changes bigint)
    language sql security definer set search_path = public, pg_temp as $f$
    update valuation_consortium set swept_on = p_day, seen = p_changes where consortium = p_consortium
$f$;

revoke execute on procedure revaluation_enqueue(uuid, varchar), revaluation_postpone(uuid, integer), revaluation_dequeue(uuid),
    valuation_swept(varchar, date, bigint) from public;
revoke execute on function revaluation_pending(), valuation_unswept(date) from public;
grant execute on procedure revaluation_enqueue(uuid, varchar), revaluation_postpone(uuid, integer), revaluation_dequeue(uuid),
    valuation_swept(varchar, date, bigint) to {app};
grant execute on function revaluation_pending(), valuation_unswept(date) to {app};
