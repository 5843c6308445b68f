-- The vault: openings of hidden fields, encrypted, and their keys, wrapped. A database of its own, because its backups are kept
-- shorter than those of the facts: an erased key must not come back. {app} is the vault's login role. Every statement can run again.

create table if not exists vault_key (
    tenant_id   varchar     not null,
    key_id      uuid        not null,
    check_value bytea       not null,   -- digest of the key, to know it again
    made_at     timestamptz not null default clock_timestamp(),
    erasing_at  timestamptz,            -- the erasure is under way: the sweep finishes what a crash left
    shredded_at timestamptz,
    primary key (tenant_id, key_id)
);

-- The key for one holder: an organisation, or a request that was released.
create table if not exists vault_wrap (
    tenant_id varchar     not null,
    key_id    uuid        not null,
    holder    varchar     not null,
    until     timestamptz,              -- null for the owner and for readers named at registration
    wrapped   bytea       not null,
    primary key (tenant_id, key_id, holder),
    foreign key (tenant_id, key_id) references vault_key
);

-- Two pieces for each pair of custodians; both together are the key, one alone is noise.
create table if not exists vault_escrow (
    tenant_id   varchar  not null,
    key_id      uuid     not null,
    appointment integer  not null,
    pair        varchar  not null,
    custodian   smallint not null,
    envelope    varchar  not null,      -- for the custodian's public key
    digest      bytea    not null,      -- of the piece, to know it again
    primary key (tenant_id, key_id, appointment, pair, custodian),
    foreign key (tenant_id, key_id) references vault_key
);

-- Pieces that a first custodian gave, wrapped, until a second one does.
create table if not exists vault_piece (
    tenant_id varchar  not null,
    request   uuid     not null,
    key_id    uuid     not null,
    pair      varchar  not null,
    custodian smallint not null,
    wrapped   bytea    not null,
    primary key (tenant_id, request, key_id, pair, custodian),
    foreign key (tenant_id, key_id) references vault_key
);

create table if not exists vault_disclosure (
    tenant_id    varchar     not null,
    digest       varchar     not null,  -- as it stands in the event
    key_id       uuid        not null,
    contribution uuid        not null,
    field        varchar     not null,
    sealed       bytea       not null,  -- nonce, ciphertext, tag
    kept_at      timestamptz not null default clock_timestamp(),
    confirmed    boolean     not null default false, -- an event with the digest is committed
    primary key (tenant_id, digest),
    foreign key (tenant_id, key_id) references vault_key
);
create index if not exists vault_disclosure_unconfirmed on vault_disclosure (kept_at) where not confirmed;

do $f$
declare
    v_table text;
begin
    foreach v_table in array array['vault_key', 'vault_wrap', 'vault_escrow', 'vault_piece', 'vault_disclosure'] loop
        execute format('alter table %I enable row level security', v_table);
        execute format('alter table %I force row level security', v_table);
        execute format('drop policy if exists tenant_isolation on %I', v_table);
        execute format('create policy tenant_isolation on %I using (tenant_id = current_setting(''app.tenant_id'', true))', v_table);
        execute format('revoke all on %I from public, {app}', v_table);
        execute format('grant select, insert, update, delete on %I to {app}', v_table);
    end loop;
end $f$;
-- What is gone must not linger in dead rows: these tables are cleaned as soon as anything was deleted.
alter table vault_wrap set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
alter table vault_escrow set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
alter table vault_piece set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
alter table vault_disclosure set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
-- A key is never forgotten, so that an erased one is not made again.
revoke delete on vault_key from {app};

-- Consortia in which a crash left something undone, or an access has ended. The owner is held by the policies too, so that it
-- needs one of its own to answer; the application learns the names of consortia and nothing else.
drop policy if exists owner_looks on vault_key;
create policy owner_looks on vault_key for select to current_user using (true);
drop policy if exists owner_looks on vault_wrap;
create policy owner_looks on vault_wrap for select to current_user using (true);
drop policy if exists owner_looks on vault_disclosure;
create policy owner_looks on vault_disclosure for select to current_user using (true);
create or replace function vault_unsettled(p_before timestamptz) returns setof varchar
    language sql stable security definer set search_path = public, pg_temp as $f$
    select tenant_id from vault_disclosure where not confirmed and kept_at < p_before
    union select tenant_id from vault_key where erasing_at < p_before and shredded_at is null
    union select tenant_id from vault_wrap where until < p_before
$f$;
create or replace function vault_consortia() returns setof varchar
    language sql stable security definer set search_path = public, pg_temp as $f$
    select distinct tenant_id from vault_key where shredded_at is null
$f$;
revoke execute on function vault_consortia() from public;
grant execute on function vault_consortia() to {app};
revoke execute on function vault_unsettled(timestamptz) from public;
grant execute on function vault_unsettled(timestamptz) to {app};
