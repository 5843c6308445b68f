-- The journal in columns: a row for each line. Row-level security lets PostgreSQL use an index only for comparisons that cannot tell of
-- other tenants' rows, and looking into JSON is not one of them. A trigger keeps the table. Every statement can run again.

create table if not exists journal_line (
    tenant_id    varchar not null,
    entry_id     uuid    not null,
    no           integer not null,
    agreement    text    not null,
    book         text    not null,
    account      text    not null,
    holder       text    not null,
    party        text,
    pool         text,
    purpose      text,
    side         text    not null,
    minor        bigint  not null,
    currency     text    not null,
    kind         text    not null,
    reference    text    not null,
    pool_id      uuid,
    run_id       uuid,
    effective_on date    not null,
    recorded_at  timestamptz not null,
    primary key (tenant_id, entry_id, no)
);
create index if not exists journal_line_party on journal_line (tenant_id, party, account, recorded_at) where party is not null;
create index if not exists journal_line_run on journal_line (tenant_id, run_id) where run_id is not null;
create index if not exists journal_line_recorded on journal_line (tenant_id, recorded_at, entry_id);
grant select, insert on journal_line to {app};

create or replace function journal_entry_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_posted jsonb := new.data -> 'posted';
begin
    if jsonb_typeof(v_posted) = 'object' then
        insert into journal_line (tenant_id, entry_id, no, agreement, book, account, holder, party, pool, purpose, side, minor, currency, kind,
            reference, pool_id, run_id, effective_on, recorded_at)
        select new.tenant_id, new.id, n, v_posted ->> 'agreementId', v_posted ->> 'book',
            concat_ws(':', l -> 'account' ->> 'book', l -> 'account' ->> 'holder', l -> 'account' ->> 'party', l -> 'account' ->> 'pool', l -> 'account' ->> 'name'),
            l -> 'account' ->> 'holder', l -> 'account' ->> 'party', l -> 'account' ->> 'pool', l -> 'account' ->> 'name', l ->> 'side',
            replace(l -> 'amount' ->> 'amount', '.', '')::bigint, l -> 'amount' ->> 'currency', v_posted ->> 'kind', v_posted ->> 'reference',
            (v_posted ->> 'poolId')::uuid, (v_posted ->> 'runId')::uuid, (v_posted ->> 'on')::date, (v_posted ->> 'at')::timestamptz
        from jsonb_array_elements(v_posted -> 'lines') with ordinality x(l, n)
        on conflict do nothing;
    end if;
    return null;
end $f$;
drop trigger if exists journal_entry_kept on mt_doc_journalentry;
create trigger journal_entry_kept after insert or update on mt_doc_journalentry for each row execute function journal_entry_kept();
alter table journal_line enable row level security;
alter table journal_line force row level security;
drop policy if exists tenant_isolation on journal_line;
create policy tenant_isolation on journal_line using (tenant_id = current_setting('app.tenant_id', true));
