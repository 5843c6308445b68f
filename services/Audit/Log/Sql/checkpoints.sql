-- Signed checkpoints and the full tiles of the tree. Run by the owner after audit.sql; every statement can run again. Neither
-- names a consortium: both are hashes over the entries of all.

-- What was signed, for ever. The hashes are those of the compact range, so that the next tree is proven to continue this one.
create table if not exists audit_checkpoint (
    size      bigint      primary key check (size > 0),
    root      bytea       not null check (octet_length(root) = 32),
    hashes    bytea[]     not null,
    note      text        not null,
    signed_at timestamptz not null default clock_timestamp()
);

-- Tiles that no later entry can change; those at the right edge are read from what lies below them. The root is the hash that
-- stands for the whole tile one level up.
create table if not exists audit_tile (
    level  integer not null check (level between 0 and 7),
    index  bigint  not null check (index >= 0),
    hashes bytea   not null check (octet_length(hashes) = 8192),
    root   bytea   not null check (octet_length(root) = 32),
    primary key (level, index)
);

create or replace function audit_checkpoint_grows() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    if exists (select from audit_checkpoint where size >= new.size) then
        raise exception 'a checkpoint of % entries or more is signed: % refused', new.size, new.size using errcode = 'restrict_violation';
    end if;
    return new;
end $f$;

create or replace trigger audit_checkpoint_append_only before update or delete on audit_checkpoint
    for each row execute function audit_append_only();
create or replace trigger audit_checkpoint_no_truncate before truncate on audit_checkpoint
    for each statement execute function audit_append_only();
create or replace trigger audit_checkpoint_grows before insert on audit_checkpoint
    for each row execute function audit_checkpoint_grows();
create or replace trigger audit_tile_append_only before update or delete on audit_tile
    for each row execute function audit_append_only();
create or replace trigger audit_tile_no_truncate before truncate on audit_tile
    for each statement execute function audit_append_only();
alter table audit_checkpoint enable always trigger audit_checkpoint_append_only;
alter table audit_checkpoint enable always trigger audit_checkpoint_no_truncate;
alter table audit_checkpoint enable always trigger audit_checkpoint_grows;
alter table audit_tile enable always trigger audit_tile_append_only;
alter table audit_tile enable always trigger audit_tile_no_truncate;

revoke all on audit_checkpoint, audit_tile from {app};
grant select, insert on audit_checkpoint, audit_tile to {app};
