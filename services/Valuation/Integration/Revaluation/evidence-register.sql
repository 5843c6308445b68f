-- By what the evidence register is asked, in columns of their own: looking into JSON uses no index under row-level security, and reads
-- every item whole. A trigger keeps the table; every statement can run again.

create table if not exists market_evidence_register (
    tenant_id    varchar not null,
    id           uuid    not null,
    kind         text    not null,
    source_class text    not null,
    source       text,
    priced_on    date    not null,
    searched     text    not null,
    withdrawn    boolean not null,
    primary key (tenant_id, id)
);
alter table market_evidence_register add column if not exists currency text;
alter table market_evidence_register add column if not exists expires_on date;
alter table market_evidence_register add column if not exists named text[];
create index if not exists market_evidence_register_kind on market_evidence_register (tenant_id, kind, id);
create index if not exists market_evidence_register_source on market_evidence_register (tenant_id, source, id);
create index if not exists market_evidence_register_class on market_evidence_register (tenant_id, source_class, id);
create index if not exists market_evidence_register_day on market_evidence_register (tenant_id, priced_on);
grant select, insert, update, delete on market_evidence_register to {app};

create or replace function market_evidence_text(p_said jsonb) returns text
    language sql immutable set search_path = public, pg_temp as $f$
    select concat_ws(' ', p_said ->> 'reference', p_said #>> '{title,en}', p_said #>> '{title,zh}', p_said #>> '{attributes,configuration,en}',
        p_said #>> '{attributes,configuration,zh}')
$f$;

-- Everybody an item names: its source and those who traded.
create or replace function market_evidence_named(p_said jsonb) returns text[]
    language sql immutable set search_path = public, pg_temp as $f$
    select array_remove(array[p_said ->> 'source', p_said #>> '{details,comparable,seller}', p_said #>> '{details,comparable,buyer}',
        p_said #>> '{details,invoice,seller}', p_said #>> '{details,invoice,buyer}', p_said #>> '{details,tenderAward,buyer}',
        p_said #>> '{details,tenderAward,winner}', p_said #>> '{details,platformSale,seller}', p_said #>> '{details,askingPrice,seller}',
        p_said #>> '{details,quote,quoter}'], null)
$f$;

create or replace function market_evidence_registered() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_said jsonb := nullif(new.data -> 'said', 'null');
begin
    if v_said is null then return null; end if;
    insert into market_evidence_register (tenant_id, id, kind, source_class, source, priced_on, searched, withdrawn, currency, expires_on, named)
    values (new.tenant_id, new.id, v_said ->> 'kind', v_said ->> 'sourceClass', v_said ->> 'source', (v_said ->> 'date')::date,
        market_evidence_text(v_said), nullif(new.data -> 'withdrawal', 'null') is not null,
        v_said #>> '{price,currency}', (v_said ->> 'expiresOn')::date, market_evidence_named(v_said))
    on conflict (tenant_id, id) do update set kind = excluded.kind, source_class = excluded.source_class, source = excluded.source,
        priced_on = excluded.priced_on, searched = excluded.searched, withdrawn = excluded.withdrawn,
        currency = excluded.currency, expires_on = excluded.expires_on, named = excluded.named;
    return null;
end $f$;
drop trigger if exists market_evidence_registered on mt_doc_marketevidence;
create trigger market_evidence_registered after insert or update on mt_doc_marketevidence
    for each row execute function market_evidence_registered();

-- What was registered before the table was made. The owner too sees no tenant's rows, so the wall opens within this transaction.
alter table mt_doc_marketevidence no force row level security;
alter table market_evidence_register no force row level security;
insert into market_evidence_register (tenant_id, id, kind, source_class, source, priced_on, searched, withdrawn, currency, expires_on, named)
select tenant_id, id, said ->> 'kind', said ->> 'sourceClass', said ->> 'source', (said ->> 'date')::date, market_evidence_text(said),
    nullif(data -> 'withdrawal', 'null') is not null, said #>> '{price,currency}', (said ->> 'expiresOn')::date, market_evidence_named(said)
from mt_doc_marketevidence, lateral (select nullif(data -> 'said', 'null') as said) s where said is not null
on conflict (tenant_id, id) do update set currency = excluded.currency, expires_on = excluded.expires_on, named = excluded.named
    where market_evidence_register.named is null;
alter table mt_doc_marketevidence force row level security;

alter table market_evidence_register enable row level security;
alter table market_evidence_register force row level security;
drop policy if exists tenant_isolation on market_evidence_register;
create policy tenant_isolation on market_evidence_register using (tenant_id = current_setting('app.tenant_id', true));
