-- Cosignatures of witnesses, and the heads of the consortia. Run by the owner after checkpoints.sql; every statement can run again.

-- The witness's key as it is written in a policy, and its line. Names no consortium.
create table if not exists audit_cosignature (
    size    bigint      not null references audit_checkpoint (size),
    witness varchar     not null,
    line    text        not null,
    seen_at timestamptz not null default clock_timestamp(),
    primary key (size, witness)
);

-- What each consortium may open of a count; the count itself, an event in the stream of the platform, holds the digests only.
create table if not exists audit_head (
    stream_id  uuid    not null,
    tenant_id  varchar not null,
    day        date    not null,
    size       bigint  not null check (size > 0),
    disclosure text    not null,
    primary key (stream_id, tenant_id)
);
create index if not exists audit_head_tenant on audit_head (tenant_id, size);

create or replace trigger audit_cosignature_append_only before update or delete on audit_cosignature
    for each row execute function audit_append_only();
create or replace trigger audit_cosignature_no_truncate before truncate on audit_cosignature
    for each statement execute function audit_append_only();
create or replace trigger audit_head_append_only before update or delete on audit_head
    for each row execute function audit_append_only();
create or replace trigger audit_head_no_truncate before truncate on audit_head
    for each statement execute function audit_append_only();
alter table audit_cosignature enable always trigger audit_cosignature_append_only;
alter table audit_cosignature enable always trigger audit_cosignature_no_truncate;
alter table audit_head enable always trigger audit_head_append_only;
alter table audit_head enable always trigger audit_head_no_truncate;

-- As for the log: a consortium reads its own, the intake reads and appends for all.
alter table audit_head enable row level security;
alter table audit_head force row level security;
drop policy if exists tenant_isolation on audit_head;
drop policy if exists tenant_reads on audit_head;
create policy tenant_reads on audit_head for select to {app} using (tenant_id = current_setting('app.tenant_id', true));
drop policy if exists intake_reads on audit_head;
create policy intake_reads on audit_head for select to {app} using (current_setting('app.intake', true) = 'on');
drop policy if exists intake_appends on audit_head;
create policy intake_appends on audit_head for insert to {app} with check (current_setting('app.intake', true) = 'on');

revoke all on audit_cosignature, audit_head from {app};
grant select, insert on audit_cosignature, audit_head to {app};
