-- The journal in columns: lines, balances of accounts, what waits to be posted, what counts of each contribution, closed periods.
-- Triggers on the states keep them, so that every writer does. Row-level security lets PostgreSQL use an index only for comparisons
-- that cannot tell of other tenants' rows, and looking into JSON is not one of them. Every statement can run again.

-- Facts of a run that lists thousands of inputs are megabytes: lz4 packs and unpacks them several times faster, where the server has it.
do $f$
begin
    alter table mt_events alter column data set compression lz4;
    alter table mt_doc_run alter column data set compression lz4;
exception when feature_not_supported or invalid_parameter_value then
    raise notice 'This server packs without lz4.';
end $f$;

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
create index if not exists journal_line_account on journal_line (tenant_id, agreement, account, recorded_at, entry_id, no);
create index if not exists journal_line_party on journal_line (tenant_id, party, account, recorded_at) where party is not null;
create index if not exists journal_line_run on journal_line (tenant_id, run_id) where run_id is not null;
create index if not exists journal_line_recorded on journal_line (tenant_id, recorded_at, entry_id);

-- Running balances: one row an account, locked by who posts to it until he commits.
create table if not exists journal_account (
    tenant_id varchar not null,
    agreement text    not null,
    account   text    not null,
    currency  text    not null,
    book      text    not null,
    holder    text    not null,
    party     text,
    pool      text,
    purpose   text,
    debit     numeric(38) not null,
    credit    numeric(38) not null,
    touched   bigint  not null default 0,
    primary key (tenant_id, agreement, account, currency)
);

-- How far an account may go beyond its bound.
create table if not exists journal_overdraft (
    tenant_id varchar not null,
    agreement text    not null,
    account   text    not null,
    minor     bigint  not null,
    primary key (tenant_id, agreement, account)
);

-- Lines of entries that wait to be posted; they hold what they would take until they are posted, voided or out of time.
create table if not exists journal_pending (
    tenant_id  varchar not null,
    entry_id   uuid    not null,
    no         integer not null,
    agreement  text    not null,
    account    text    not null,
    side       text    not null,
    minor      bigint  not null,
    currency   text    not null,
    effective_on date  not null,
    expires_at timestamptz not null,
    primary key (tenant_id, entry_id, no)
);
create index if not exists journal_pending_account on journal_pending (tenant_id, agreement, account, expires_at);

-- What counts of a contribution, version by version: the highest known one that counts on a day rules.
create table if not exists contribution_value (
    tenant_id       varchar not null,
    entry_id        uuid    not null,
    no              integer not null,
    agreement       text    not null,
    contribution_id uuid    not null,
    party           text    not null,
    reference       text    not null,
    kind            text    not null,
    claimed         bigint  not null,
    accepted        bigint  not null,
    currency        text    not null,
    method          text    not null,
    method_version  integer not null,
    effective_on    date    not null,
    counts_from     date    not null,
    removed         boolean not null,
    source_ev       uuid    not null,
    source_ph       text    not null,
    recorded_at     timestamptz not null,
    undisclosed     boolean not null default false,
    primary key (tenant_id, entry_id, no)
);
alter table contribution_value add column if not exists undisclosed boolean not null default false;
create index if not exists contribution_value_agreement on contribution_value (tenant_id, agreement, contribution_id, no desc);

-- From when on a contribution with a lasting claim counts in no period that begins: the day it was given back.
create table if not exists contribution_end (
    tenant_id       varchar not null,
    contribution_id uuid    not null,
    ends_on         date    not null,
    recorded_at     timestamptz not null,
    primary key (tenant_id, contribution_id, recorded_at)
);

-- Up to which day an agreement's books are closed.
create table if not exists journal_close (
    tenant_id varchar not null,
    agreement text    not null,
    up_to     date    not null,
    primary key (tenant_id, agreement)
);

grant select, insert, update, delete on journal_line, journal_account, journal_overdraft, journal_pending, contribution_value, contribution_end,
    journal_close to {app};

create or replace function journal_minor(p_amount jsonb) returns bigint
    language sql immutable set search_path = public, pg_temp as $f$
    select replace(p_amount ->> 'amount', '.', '')::bigint
$f$;

create or replace function journal_code(p_account jsonb) returns text
    language sql immutable set search_path = public, pg_temp as $f$
    select concat_ws(':', p_account ->> 'book', p_account ->> 'holder', p_account ->> 'party', p_account ->> 'pool', p_account ->> 'name')
$f$;

create or replace function journal_close_lock(p_tenant text, p_agreement text) returns bigint
    language sql immutable set search_path = public, pg_temp as $f$
    select hashtextextended('journal-close/' || p_tenant || '/' || p_agreement, 0)
$f$;

-- 40001 tells the unit of work to decide again: by then it reads what was committed meanwhile and says why not.
create or replace function journal_must_be_open(p_tenant text, p_agreement text, p_on date) returns void
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_up_to date;
begin
    -- Shared, so that a close waits for whoever is posting and whoever posts after it sees it; in memory, since a row that all lock is written by all.
    perform pg_advisory_xact_lock_shared(journal_close_lock(p_tenant, p_agreement));
    select up_to into v_up_to from journal_close where tenant_id = p_tenant and agreement = p_agreement;
    if p_on <= v_up_to then
        raise exception 'The books of % are closed up to %.', p_agreement, v_up_to using errcode = '40001';
    end if;
end $f$;

create or replace function journal_touch(p_tenant text, p_entry jsonb, p_posted boolean) returns void
    language sql set search_path = public, pg_temp as $f$
    insert into journal_account as a (tenant_id, agreement, account, currency, book, holder, party, pool, purpose, debit, credit)
    select p_tenant, p_entry ->> 'agreementId', journal_code(l -> 'account'), l -> 'amount' ->> 'currency', l -> 'account' ->> 'book',
        l -> 'account' ->> 'holder', l -> 'account' ->> 'party', l -> 'account' ->> 'pool', l -> 'account' ->> 'name',
        coalesce(sum(journal_minor(l -> 'amount')) filter (where p_posted and l ->> 'side' = 'debit'), 0),
        coalesce(sum(journal_minor(l -> 'amount')) filter (where p_posted and l ->> 'side' = 'credit'), 0)
    from jsonb_array_elements(p_entry -> 'lines') l
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    order by 3, 4
    on conflict (tenant_id, agreement, account, currency) do update
        set debit = a.debit + excluded.debit, credit = a.credit + excluded.credit, touched = a.touched + 1
$f$;

create or replace function journal_post(p_tenant text, p_id uuid, p_posted jsonb) returns void
    language plpgsql set search_path = public, pg_temp as $f$
begin
    insert into journal_line (tenant_id, entry_id, no, agreement, book, account, holder, party, pool, purpose, side, minor, currency, kind,
        reference, pool_id, run_id, effective_on, recorded_at)
    select p_tenant, p_id, n, p_posted ->> 'agreementId', p_posted ->> 'book', journal_code(l -> 'account'), l -> 'account' ->> 'holder',
        l -> 'account' ->> 'party', l -> 'account' ->> 'pool', l -> 'account' ->> 'name', l ->> 'side', journal_minor(l -> 'amount'),
        l -> 'amount' ->> 'currency', p_posted ->> 'kind', p_posted ->> 'reference', (p_posted ->> 'poolId')::uuid, (p_posted ->> 'runId')::uuid,
        (p_posted ->> 'on')::date, (p_posted ->> 'at')::timestamptz
    from jsonb_array_elements(p_posted -> 'lines') with ordinality x(l, n);
    perform journal_touch(p_tenant, p_posted, true);
end $f$;

create or replace function contribution_value_keep(p_tenant text, p_id uuid, p_data jsonb) returns void
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_posted jsonb := p_data -> 'posted';
    v_of     jsonb := v_posted -> 'contribution';
    v_from   date  := coalesce(v_posted ->> 'countsFrom', v_posted ->> 'on')::date;
begin
    delete from contribution_value where tenant_id = p_tenant and entry_id = p_id;
    insert into contribution_value (tenant_id, entry_id, no, agreement, contribution_id, party, reference, kind, claimed, accepted, currency,
        method, method_version, effective_on, counts_from, removed, source_ev, source_ph, recorded_at, undisclosed)
    select p_tenant, p_id, no, v_posted ->> 'agreementId', (v_of ->> 'contributionId')::uuid, v_of ->> 'party', v_of ->> 'reference', v_of ->> 'kind',
        journal_minor(v_of -> 'claimed'), accepted, v_of -> 'accepted' ->> 'currency', method, method_version, v_from, counts_from,
        removed, (source ->> 'ev')::uuid, source ->> 'ph', recorded_at, coalesce((v_of ->> 'claimUndisclosed')::boolean, false)
    from (
        select 0 as no, journal_minor(v_of -> 'accepted') as accepted, v_of ->> 'method' as method, (v_of ->> 'methodVersion')::int as method_version,
            v_from as counts_from, false as removed, v_posted -> 'sources' -> 0 as source, (v_posted ->> 'at')::timestamptz as recorded_at
        union all
        select (c ->> 'number')::int, journal_minor(c -> 'accepted'), c ->> 'method', (c ->> 'methodVersion')::int, greatest((c ->> 'countsFrom')::date, v_from),
            false, c -> 'source', (c ->> 'at')::timestamptz
        from jsonb_array_elements(coalesce(p_data -> 'changes', '[]')) c
        where c -> 'accepted' ->> 'currency' = v_of -> 'accepted' ->> 'currency'
        union all
        select 2147483647, journal_minor(v_of -> 'accepted'), v_of ->> 'method', (v_of ->> 'methodVersion')::int, '-infinity', true,
            p_data -> 'struck' -> 'source', (p_data -> 'struck' ->> 'at')::timestamptz
        where jsonb_typeof(p_data -> 'struck') = 'object'
    ) v;
end $f$;

create or replace function journal_entry_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_posted  jsonb := new.data -> 'posted';
    v_pending jsonb := new.data -> 'pending';
    v_before  jsonb := case when tg_op = 'UPDATE' then old.data end;
begin
    if jsonb_typeof(v_posted) = 'object' and jsonb_typeof(v_before -> 'posted') is distinct from 'object' then
        perform journal_must_be_open(new.tenant_id, v_posted ->> 'agreementId', (v_posted ->> 'on')::date);
        delete from journal_pending where tenant_id = new.tenant_id and entry_id = new.id;
        perform journal_post(new.tenant_id, new.id, v_posted);
    elsif jsonb_typeof(new.data -> 'voided') = 'object' then
        delete from journal_pending where tenant_id = new.tenant_id and entry_id = new.id;
    elsif jsonb_typeof(v_pending) = 'object' and v_before -> 'pending' is distinct from v_pending then
        perform journal_must_be_open(new.tenant_id, v_pending -> 'entry' ->> 'agreementId', (v_pending -> 'entry' ->> 'on')::date);
        -- A reversal that ran out of time is made anew in its place.
        delete from journal_pending where tenant_id = new.tenant_id and entry_id = new.id;
        insert into journal_pending (tenant_id, entry_id, no, agreement, account, side, minor, currency, effective_on, expires_at)
        select new.tenant_id, new.id, n, v_pending -> 'entry' ->> 'agreementId', journal_code(l -> 'account'), l ->> 'side', journal_minor(l -> 'amount'),
            l -> 'amount' ->> 'currency', (v_pending -> 'entry' ->> 'on')::date, (v_pending ->> 'expiresAt')::timestamptz
        from jsonb_array_elements(v_pending -> 'entry' -> 'lines') with ordinality x(l, n);
        perform journal_touch(new.tenant_id, v_pending -> 'entry', false);
    end if;
    if jsonb_typeof(v_posted -> 'contribution') = 'object' then
        perform contribution_value_keep(new.tenant_id, new.id, new.data);
    end if;
    return null;
end $f$;
drop trigger if exists journal_entry_kept on mt_doc_journalentry;
create trigger journal_entry_kept after insert or update on mt_doc_journalentry for each row execute function journal_entry_kept();

create or replace function contribution_end_keep(p_tenant text, p_data jsonb) returns void
    language sql set search_path = public, pg_temp as $f$
    insert into contribution_end (tenant_id, contribution_id, ends_on, recorded_at)
    select p_tenant, (e ->> 'contributionId')::uuid, (e ->> 'on')::date, (e ->> 'at')::timestamptz
    from jsonb_array_elements(p_data -> 'ends') e where e ->> 'ending' = 'returned' and e ->> 'claim' = 'lasting'
    on conflict do nothing
$f$;
create or replace function contribution_use_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    perform contribution_end_keep(new.tenant_id, new.data);
    return null;
end $f$;
drop trigger if exists contribution_use_kept on mt_doc_contributionuse;
create trigger contribution_use_kept after insert or update on mt_doc_contributionuse for each row execute function contribution_use_kept();

-- At the end of the transaction no account is beyond its bound: what parties are to get, the reserve and the pools never stand on the
-- debit side, bank and receivables never on the credit side, unless so much was allowed.
create or replace function journal_account_checked() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_row     journal_account;
    v_bound   text;
    v_allowed numeric;
    v_held    numeric;
begin
    v_bound := case
        when new.book = 'cash' and new.holder in ('reserve', 'pool') then 'debit'
        when new.book = 'cash' and new.holder = 'party' and new.purpose in ('payable', 'in-transit', 'suspense', 'carried', 'withheld') then 'debit'
        when new.book = 'cash' and new.holder = 'party' and new.purpose = 'receivable' then 'credit'
        when new.book = 'cash' and new.holder = 'consortium' and new.purpose = 'bank' then 'credit'
        when new.book = 'in-kind' and new.holder = 'party' and new.purpose = 'contributed' then 'debit'
    end;
    if v_bound is null then return null; end if;
    -- What only takes an account away from its bound cannot break it; neither can it hide a change that does, which is judged by itself.
    if tg_op = 'INSERT' and (v_bound = 'debit' and new.debit = 0 and new.credit > 0 or v_bound = 'credit' and new.credit = 0 and new.debit > 0)
        or tg_op = 'UPDATE' and (v_bound = 'debit' and new.debit = old.debit and new.credit > old.credit
            or v_bound = 'credit' and new.credit = old.credit and new.debit > old.debit) then
        return null;
    end if;
    select * into v_row from journal_account
    where tenant_id = new.tenant_id and agreement = new.agreement and account = new.account and currency = new.currency;
    select coalesce(max(minor), 0) into v_allowed from journal_overdraft
    where tenant_id = new.tenant_id and agreement = new.agreement and account = new.account;
    select coalesce(sum(minor), 0) into v_held from journal_pending
    where tenant_id = new.tenant_id and agreement = new.agreement and account = new.account and currency = new.currency
        and side = v_bound and expires_at > clock_timestamp();
    if v_bound = 'debit' and v_row.debit + v_held > v_row.credit + v_allowed
        or v_bound = 'credit' and v_row.credit + v_held > v_row.debit + v_allowed then
        raise exception 'The account % would be overdrawn.', new.account using errcode = '40001';
    end if;
    return null;
end $f$;
drop trigger if exists journal_account_checked on journal_account;
create constraint trigger journal_account_checked after insert or update on journal_account
    deferrable initially deferred for each row execute function journal_account_checked();

create or replace function journal_close_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    perform pg_advisory_xact_lock(journal_close_lock(new.tenant_id, new.data ->> 'agreementId'));
    insert into journal_close as c (tenant_id, agreement, up_to) values (new.tenant_id, new.data ->> 'agreementId', (new.data ->> 'upTo')::date)
    on conflict (tenant_id, agreement) do update set up_to = greatest(c.up_to, excluded.up_to);
    return null;
end $f$;
drop trigger if exists journal_close_kept on mt_doc_journalclose;
create trigger journal_close_kept after insert or update on mt_doc_journalclose for each row execute function journal_close_kept();

create or replace function journal_overdraft_kept() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    delete from journal_overdraft where tenant_id = new.tenant_id and agreement = new.data ->> 'agreementId';
    insert into journal_overdraft (tenant_id, agreement, account, minor)
    select new.tenant_id, new.data ->> 'agreementId', o ->> 'account', max((o ->> 'minor')::bigint)
    from jsonb_array_elements(new.data -> 'overdrafts') o group by 3;
    return null;
end $f$;
drop trigger if exists journal_overdraft_kept on mt_doc_settlementterms;
create trigger journal_overdraft_kept after insert or update on mt_doc_settlementterms for each row execute function journal_overdraft_kept();

-- What was booked before the tables were made. The owner too sees no tenant's rows, so the walls open within this transaction.
alter table mt_doc_journalentry no force row level security;
alter table journal_line no force row level security;
alter table journal_account no force row level security;
alter table journal_overdraft no force row level security;
alter table journal_pending no force row level security;
alter table contribution_value no force row level security;
alter table contribution_end no force row level security;
alter table mt_doc_contributionuse no force row level security;
select contribution_end_keep(u.tenant_id, u.data) from mt_doc_contributionuse u;
alter table mt_doc_contributionuse force row level security;
alter table journal_close no force row level security;
select journal_post(e.tenant_id, e.id, e.data -> 'posted') from mt_doc_journalentry e
where jsonb_typeof(e.data -> 'posted') = 'object'
    and not exists (select from journal_line l where l.tenant_id = e.tenant_id and l.entry_id = e.id);
select contribution_value_keep(e.tenant_id, e.id, e.data) from mt_doc_journalentry e
where jsonb_typeof(e.data -> 'posted' -> 'contribution') = 'object'
    and not exists (select from contribution_value v where v.tenant_id = e.tenant_id and v.entry_id = e.id);
-- The balances that were just made are judged before the walls close again.
set constraints all immediate;
alter table mt_doc_journalentry force row level security;

do $f$
declare
    v_name text;
begin
    foreach v_name in array array['journal_line', 'journal_account', 'journal_overdraft', 'journal_pending', 'contribution_value', 'contribution_end', 'journal_close'] loop
        execute format('alter table %I enable row level security', v_name);
        execute format('alter table %I force row level security', v_name);
        execute format('drop policy if exists tenant_isolation on %I', v_name);
        execute format('create policy tenant_isolation on %I using (tenant_id = current_setting(''app.tenant_id'', true))', v_name);
    end loop;
end $f$;
