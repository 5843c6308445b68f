-- What invited appraisers revealed, until their quotation is closed. Facts are read by every member through the audit log, so an
-- amount stands in none of them before all are opened together. A row is written once, in the transaction of the fact that says it was
-- received. Every statement can run again.

create table if not exists quote_envelope (
    tenant_id text not null,
    quotation uuid not null,
    round     integer not null,
    person    text not null,
    amount    text not null,
    nonce     text not null,
    primary key (tenant_id, quotation, round, person)
);
alter table quote_envelope enable row level security;
alter table quote_envelope force row level security;
drop policy if exists tenant_isolation on quote_envelope;
create policy tenant_isolation on quote_envelope using (tenant_id = current_setting('app.tenant_id', true));
revoke all on quote_envelope from public, {app};
grant select, insert on quote_envelope to {app};

create or replace procedure quote_envelope_keep(
    p_tenant text, p_quotation uuid, p_round integer, p_person text, p_amount text, p_nonce text)
    language sql set search_path = public, pg_temp as $f$
    insert into quote_envelope (tenant_id, quotation, round, person, amount, nonce)
    values (p_tenant, p_quotation, p_round, p_person, p_amount, p_nonce)
$f$;
