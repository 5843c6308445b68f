-- The journal in columns of its own, a row for each line: statements, exports and payables read it. Row-level security lets PostgreSQL
-- use an index only for comparisons that cannot tell of other tenants' rows, and looking into JSON is not one of them. A trigger keeps the
-- table; a posted entry never changes, so neither do its rows. Every statement can run again.

create table if not exists journal_line (
    tenant_id    varchar     not null,
    entry        uuid        not null,
    line         integer     not null,
    at           timestamptz not null,
    on_day       date        not null,
    agreement    text        not null,
    book         text        not null,
    kind         text        not null,
    reference    text        not null,
    narrative_en text        not null,
    narrative_zh text        not null,
    account      text        not null,
    holder       text        not null,
    party        text,
    pool         text,
    name         text,
    side         text        not null,
    minor        bigint      not null,
    currency     text        not null,
    pool_id      uuid,
    run_id       uuid,
    primary key (tenant_id, entry, line)
);
create index if not exists journal_line_party on journal_line (tenant_id, party, agreement, on_day, at, entry, line);
create index if not exists journal_line_run on journal_line (tenant_id, run_id) where run_id is not null;
create index if not exists journal_line_order on journal_line (tenant_id, at, entry, line);
grant select, insert on journal_line to {app};

create or replace function journal_lines_of(p_tenant varchar, p_entry uuid, p_posted jsonb) returns void
    language sql set search_path = public, pg_temp as $f$
    insert into journal_line (tenant_id, entry, line, at, on_day, agreement, book, kind, reference, narrative_en, narrative_zh, account, holder,
        party, pool, name, side, minor, currency, pool_id, run_id)
    select p_tenant, p_entry, number::integer, (p_posted ->> 'at')::timestamptz, (p_posted ->> 'on')::date, p_posted ->> 'agreementId',
        p_posted ->> 'book', p_posted ->> 'kind', p_posted ->> 'reference', p_posted -> 'narrative' ->> 'en', p_posted -> 'narrative' ->> 'zh',
        concat_ws(':', said -> 'account' ->> 'book', said -> 'account' ->> 'holder', said -> 'account' ->> 'party', said -> 'account' ->> 'pool',
            said -> 'account' ->> 'name'),
        said -> 'account' ->> 'holder', said -> 'account' ->> 'party', said -> 'account' ->> 'pool', said -> 'account' ->> 'name', said ->> 'side',
        -- Always written with the currency's own number of places: without its point it is the count of smallest units.
        replace(said -> 'amount' ->> 'amount', '.', '')::bigint, said -> 'amount' ->> 'currency',
        (p_posted ->> 'poolId')::uuid, (p_posted ->> 'runId')::uuid
    from jsonb_array_elements(p_posted -> 'lines') with ordinality as lines (said, number)
    on conflict do nothing
$f$;

create or replace function journal_entry_posted() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    perform journal_lines_of(new.tenant_id, new.id, new.data -> 'posted');
    return null;
end $f$;
drop trigger if exists journal_entry_posted on mt_doc_journalentry;
create trigger journal_entry_posted after insert or update on mt_doc_journalentry
    for each row when (new.data -> 'posted' is not null) execute function journal_entry_posted();

-- What was posted before the table was made. The owner too sees no tenant's rows, so the wall opens within this transaction.
alter table mt_doc_journalentry no force row level security;
alter table journal_line no force row level security;
select journal_lines_of(tenant_id, id, data -> 'posted') from mt_doc_journalentry entry
where data -> 'posted' is not null and not exists (select from journal_line l where l.tenant_id = entry.tenant_id and l.entry = entry.id);
alter table mt_doc_journalentry force row level security;

-- Numbers of bank accounts, encrypted (0050). They are in no fact; the fact holds a salted digest of them.
create table if not exists bank_account_details (
    tenant_id varchar not null,
    id        uuid    not null,
    sealed    bytea   not null,   -- nonce, ciphertext, tag
    primary key (tenant_id, id)
);
grant select, insert on bank_account_details to {app};

do $f$
declare
    v_table text;
begin
    foreach v_table in array array['journal_line', 'bank_account_details'] loop
        execute format('alter table %I enable row level security', v_table);
        execute format('alter table %I force row level security', v_table);
        execute format('drop policy if exists tenant_isolation on %I', v_table);
        execute format('create policy tenant_isolation on %I using (tenant_id = current_setting(''app.tenant_id'', true))', v_table);
    end loop;
end $f$;
