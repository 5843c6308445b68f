-- What the log is found by. Run by the owner after audit.sql; every statement can run again. Plain columns and equality or order
-- on them only: other operators are not leakproof, and no index would be used for them under row-level security. The intake writes
-- these rows in the transaction of the entries; they follow from the entries and prove nothing themselves.

-- One row per entry: whose it is, and when it was recorded.
create table if not exists audit_found (
    index       bigint      primary key,
    tenant_id   varchar     not null,
    recorded_at timestamptz not null
);
create index if not exists audit_found_tenant on audit_found (tenant_id, index);

-- Who and what entries name: field is kind, party, person, word, or valid and recorded for the days on which they take effect and were
-- recorded. One row for all entries of a transaction that name the same within 64 places of the log: block is their index / 64, and
-- entries has the bit index % 64 of each. Every transaction writes rows of its own, so a block may have several rows of one term.
do $f$
begin
    -- Until now there was a row for each entry. Its rows are brought together once.
    if exists (select from pg_attribute where attrelid = to_regclass('public.audit_term') and attname = 'index' and not attisdropped) then
        alter table audit_term no force row level security;
        alter table audit_term rename constraint audit_term_pkey to audit_term_before_pkey;
        alter table audit_term rename to audit_term_before;
    end if;
end $f$;
create table if not exists audit_term (
    tenant_id varchar not null,
    field     varchar not null,
    term      varchar collate "C" not null,
    block     bigint  not null check (block >= 0),
    entries   bigint  not null check (entries <> 0),
    primary key (tenant_id, field, term, block, entries)
);
do $f$
begin
    if to_regclass('public.audit_term_before') is not null then
        insert into audit_term
            select tenant_id, field, term, index / 64, bit_or(1::bigint << (index % 64)::integer) from audit_term_before group by 1, 2, 3, 4 order by 1, 2, 3, 4;
        -- Days were columns of the entries.
        alter table audit_found no force row level security;
        insert into audit_term
            select tenant_id, 'valid', valid_on::text, index / 64, bit_or(1::bigint << (index % 64)::integer) from audit_found group by 1, 3, 4
            union all
            select tenant_id, 'recorded', (recorded_at at time zone 'UTC')::date::text, index / 64, bit_or(1::bigint << (index % 64)::integer) from audit_found group by 1, 3, 4;
        alter table audit_found drop column valid_on;
        drop table audit_term_before;
    end if;
end $f$;

-- Amounts of money in ten-thousandths, whatever the currency's smallest unit.
create table if not exists audit_amount (
    tenant_id varchar not null,
    currency  varchar not null,
    amount    bigint  not null,
    index     bigint  not null,
    primary key (tenant_id, currency, amount, index)
);
create index if not exists audit_amount_entry on audit_amount (tenant_id, index);

-- Who cites an event: the way forward. The way back stands in the payloads.
create table if not exists audit_cite (
    tenant_id varchar not null,
    cited     uuid    not null,
    index     bigint  not null,
    event_id  uuid    not null,
    primary key (tenant_id, cited, index)
);

do $f$
declare
    v_table text;
begin
    foreach v_table in array array['audit_found', 'audit_term', 'audit_amount', 'audit_cite'] loop
        execute format('create or replace trigger %I before update or delete on %I for each row execute function audit_append_only()', v_table || '_append_only', v_table);
        execute format('create or replace trigger %I before truncate on %I for each statement execute function audit_append_only()', v_table || '_no_truncate', v_table);
        execute format('alter table %I enable always trigger %I, enable always trigger %I', v_table, v_table || '_append_only', v_table || '_no_truncate');
        execute format('alter table %I enable row level security', v_table);
        execute format('alter table %I force row level security', v_table);
        execute format('drop policy if exists tenant_isolation on %I', v_table);
        execute format('drop policy if exists tenant_reads on %I', v_table);
        execute format('create policy tenant_reads on %I for select to {app} using (tenant_id = current_setting(''app.tenant_id'', true))', v_table);
        execute format('drop policy if exists intake_reads on %I', v_table);
        execute format('create policy intake_reads on %I for select to {app} using (current_setting(''app.intake'', true) = ''on'')', v_table);
        execute format('drop policy if exists intake_appends on %I', v_table);
        execute format('create policy intake_appends on %I for insert to {app} with check (current_setting(''app.intake'', true) = ''on'')', v_table);
        execute format('revoke all on %I from {app}', v_table);
        execute format('grant select, insert on %I to {app}', v_table);
    end loop;
end $f$;
