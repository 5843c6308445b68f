-- Which record cites which file, in columns of their own, so that what keeps a file and what is due are found without reading every
-- contribution: row-level security lets PostgreSQL use no index on JSON (see register.sql). Triggers keep the table; every statement
-- can run again.

create table if not exists evidence_use (
    tenant_id varchar not null,
    sha256    varchar not null,
    source    varchar not null,   -- contribution | citation
    record    uuid    not null,
    last_day  date    not null,   -- its years of keeping begin after this day's year
    primary key (tenant_id, sha256, source, record)
);
create index if not exists evidence_use_record on evidence_use (tenant_id, source, record);
grant select, insert, update, delete on evidence_use to {app};

-- The last day as RetentionPeriod.LastDay has it: of a step, where the calendar is ahead of UTC by 14 hours, or of a younger paper.
create or replace function evidence_uses_of(p_data jsonb) returns table (sha256 varchar, last_day date)
    language sql stable set search_path = public, pg_temp as $f$
    with said as (select coalesce(nullif(p_data -> 'particulars', 'null'), p_data -> 'draft') as s),
    steps as (
        select greatest(
            (select (s ->> 'effectiveOn')::date from said),
            max(greatest((step ->> 'on')::date, ((step ->> 'at')::timestamptz at time zone 'UTC' + interval '14 hours')::date))) as day
        from jsonb_array_elements(case when jsonb_typeof(p_data -> 'steps') = 'array' then p_data -> 'steps' else '[]' end) as step),
    cited as (
        select item ->> 'sha256' as hash, (item ->> 'issuedOn')::date as issued
        from said, jsonb_array_elements(case when jsonb_typeof(s -> 'evidence') = 'array' then s -> 'evidence' else '[]' end) as item
        union all
        select item ->> 'sha256', (item ->> 'issuedOn')::date
        from jsonb_array_elements(case when jsonb_typeof(p_data -> 'furtherEvidence') = 'array' then p_data -> 'furtherEvidence' else '[]' end) as item
        union all
        select p_data -> 'verification' ->> 'photoSha256', null where p_data -> 'verification' ->> 'photoSha256' is not null)
    select hash::varchar, max(greatest(steps.day, cited.issued)) from cited, steps group by hash
$f$;

create or replace function contribution_cites() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    if tg_op = 'UPDATE' then
        delete from evidence_use u where u.tenant_id = new.tenant_id and u.source = 'contribution' and u.record = new.id
            and not exists (select from evidence_uses_of(new.data) n where n.sha256 = u.sha256);
    end if;
    insert into evidence_use (tenant_id, sha256, source, record, last_day)
    select new.tenant_id, n.sha256, 'contribution', new.id, n.last_day from evidence_uses_of(new.data) n
    on conflict (tenant_id, sha256, source, record) do update set last_day = excluded.last_day where evidence_use.last_day <> excluded.last_day;
    return null;
end $f$;
drop trigger if exists contribution_cites on mt_doc_contribution;
create trigger contribution_cites after insert or update on mt_doc_contribution
    for each row execute function contribution_cites();

create or replace function citation_cites() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    insert into evidence_use (tenant_id, sha256, source, record, last_day)
    select new.tenant_id, file ->> 'sha256', 'citation', new.id, (new.data -> 'cited' ->> 'countedFrom')::date
    from jsonb_array_elements(case when jsonb_typeof(new.data -> 'cited' -> 'files') = 'array' then new.data -> 'cited' -> 'files' else '[]' end) as file
    on conflict do nothing;
    return null;
end $f$;
drop trigger if exists citation_cites on mt_doc_evidencecitation;
create trigger citation_cites after insert or update on mt_doc_evidencecitation
    for each row execute function citation_cites();

-- What was registered before the table was made. The owner too sees no tenant's rows, so the wall opens within this transaction.
alter table mt_doc_contribution no force row level security;
alter table evidence_use no force row level security;
insert into evidence_use (tenant_id, sha256, source, record, last_day)
select c.tenant_id, n.sha256, 'contribution', c.id, n.last_day from mt_doc_contribution c, lateral evidence_uses_of(c.data) n
on conflict do nothing;
alter table mt_doc_contribution force row level security;

alter table evidence_use enable row level security;
alter table evidence_use force row level security;
drop policy if exists tenant_isolation on evidence_use;
create policy tenant_isolation on evidence_use using (tenant_id = current_setting('app.tenant_id', true));
