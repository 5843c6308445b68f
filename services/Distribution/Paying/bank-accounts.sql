-- Numbers of bank accounts, encrypted (0050). They are in no fact; the fact holds a salted digest of them. Every statement can run again.
create table if not exists bank_account_details (
    tenant_id varchar not null,
    id        uuid    not null,
    sealed    bytea   not null,   -- nonce, ciphertext, tag
    primary key (tenant_id, id)
);
grant select, insert on bank_account_details to {app};
alter table bank_account_details enable row level security;
alter table bank_account_details force row level security;
drop policy if exists tenant_isolation on bank_account_details;
create policy tenant_isolation on bank_account_details using (tenant_id = current_setting('app.tenant_id', true));
