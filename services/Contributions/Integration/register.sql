-- By what the register is asked, in columns of their own. Row-level security lets PostgreSQL use an index only for comparisons that
-- cannot tell of other tenants' rows, and looking into JSON is not one of them: an index on JSON would never be used. A trigger
-- keeps the table; every statement can run again.

create table if not exists contribution_register (
    tenant_id    varchar not null,
    id           uuid    not null,
    party        text,
    agreement    text,
    kind         text,
    state        text,
    effective_on date,
    received_by  text,
    primary key (tenant_id, id)
);
alter table contribution_register add column if not exists received_by text;
create index if not exists contribution_register_party on contribution_register (tenant_id, party, id);
create index if not exists contribution_register_agreement on contribution_register (tenant_id, agreement, id);
create index if not exists contribution_register_kind on contribution_register (tenant_id, kind, id);
create index if not exists contribution_register_state on contribution_register (tenant_id, state, id);
create index if not exists contribution_register_received on contribution_register (tenant_id, received_by, id);
create index if not exists contribution_register_effective on contribution_register (tenant_id, effective_on, id);
grant select, insert, update, delete on contribution_register to {app};

create or replace function contribution_registered() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_said jsonb := coalesce(nullif(new.data -> 'particulars', 'null'), new.data -> 'draft');
begin
    insert into contribution_register (tenant_id, id, party, agreement, kind, state, effective_on, received_by)
    values (new.tenant_id, new.id, v_said ->> 'party', v_said ->> 'agreementId', v_said ->> 'kind', new.data ->> 'state',
        (v_said ->> 'effectiveOn')::date, v_said ->> 'receivedBy')
    on conflict (tenant_id, id) do update set party = excluded.party, agreement = excluded.agreement, kind = excluded.kind,
        state = excluded.state, effective_on = excluded.effective_on, received_by = excluded.received_by;
    return null;
end $f$;
drop trigger if exists contribution_registered on mt_doc_contribution;
create trigger contribution_registered after insert or update on mt_doc_contribution
    for each row execute function contribution_registered();

-- What was registered before the table, or its column, was made. The owner too sees no tenant's rows, so the wall opens within this transaction.
alter table mt_doc_contribution no force row level security;
alter table contribution_register no force row level security;
insert into contribution_register (tenant_id, id, party, agreement, kind, state, effective_on, received_by)
select tenant_id, id, said ->> 'party', said ->> 'agreementId', said ->> 'kind', data ->> 'state', (said ->> 'effectiveOn')::date, said ->> 'receivedBy'
from mt_doc_contribution, lateral (select coalesce(nullif(data -> 'particulars', 'null'), data -> 'draft') as said) s
on conflict (tenant_id, id) do update set received_by = excluded.received_by where contribution_register.received_by is null;
alter table mt_doc_contribution force row level security;

alter table contribution_register enable row level security;
alter table contribution_register force row level security;
drop policy if exists tenant_isolation on contribution_register;
create policy tenant_isolation on contribution_register using (tenant_id = current_setting('app.tenant_id', true));
