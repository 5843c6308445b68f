-- Things that any consortium of this deployment brought in, known by keyed digests only. The application reaches the table
-- through these routines and cannot read it: they answer yes or no, never who. What runs within a commit is a procedure, since
-- Marten reads the results of its batch by their order and a function would add one. Every statement can run again.

create table if not exists asset_registry (
    digest       bytea not null,
    holder       bytea not null,
    contribution bytea not null,
    since        date  not null,
    until        date  not null,
    primary key (digest, contribution)
);
revoke all on asset_registry from public, {app};

create or replace function asset_elsewhere(p_digest bytea, p_holder bytea, p_since date, p_until date) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $f$
    select exists (select from asset_registry
                   where digest = p_digest and holder <> p_holder and since <= p_until and until >= p_since)
$f$;

-- One registration locks its key; many at once lock all keys, for the moment of their commit, instead of taking a lock each.
create or replace function asset_all_keys() returns bigint language sql immutable as $f$ select 4993446653023372033 $f$;

-- Refuses, at the moment of the commit, what another consortium registered since the decision looked. The constraint's name
-- says to the frame: a race was lost, decide again.
create or replace procedure asset_register(
    p_digest bytea, p_holder bytea, p_contribution bytea, p_since date, p_until date, p_refuse boolean)
    language plpgsql security definer set search_path = public, pg_temp as $f$
begin
    perform pg_advisory_xact_lock_shared(asset_all_keys());
    perform pg_advisory_xact_lock(('x' || encode(substr(p_digest, 1, 8), 'hex'))::bit(64)::bigint);
    if p_refuse and asset_elsewhere(p_digest, p_holder, p_since, p_until) then
        raise exception 'registered elsewhere' using errcode = 'unique_violation', constraint = 'mt_streams_asset_registry';
    end if;
    insert into asset_registry (digest, holder, contribution, since, until)
    values (p_digest, p_holder, p_contribution, p_since, p_until) on conflict do nothing;
end $f$;

create or replace procedure asset_register_many(
    p_digests bytea[], p_holder bytea, p_contributions bytea[], p_since date[], p_until date[], p_refuse boolean)
    language plpgsql security definer set search_path = public, pg_temp as $f$
begin
    perform pg_advisory_xact_lock(asset_all_keys());
    if p_refuse and exists (
        select from unnest(p_digests, p_since, p_until) as added (digest, since, until)
        join asset_registry known using (digest)
        where known.holder <> p_holder and known.since <= added.until and known.until >= added.since) then
        raise exception 'registered elsewhere' using errcode = 'unique_violation', constraint = 'mt_streams_asset_registry';
    end if;
    insert into asset_registry (digest, holder, contribution, since, until)
    select digest, p_holder, contribution, since, until
    from unnest(p_digests, p_contributions, p_since, p_until) as added (digest, contribution, since, until)
    on conflict do nothing;
end $f$;

create or replace procedure asset_release(p_contribution bytea)
    language sql security definer set search_path = public, pg_temp as $f$
    delete from asset_registry where contribution = p_contribution
$f$;

revoke execute on function asset_elsewhere(bytea, bytea, date, date) from public;
revoke execute on procedure asset_register(bytea, bytea, bytea, date, date, boolean) from public;
revoke execute on function asset_all_keys() from public;
revoke execute on procedure asset_register_many(bytea[], bytea, bytea[], date[], date[], boolean) from public;
revoke execute on procedure asset_release(bytea) from public;
grant execute on function asset_elsewhere(bytea, bytea, date, date) to {app};
grant execute on procedure asset_register(bytea, bytea, bytea, date, date, boolean) to {app};
grant execute on procedure asset_register_many(bytea[], bytea, bytea[], date[], date[], boolean) to {app};
grant execute on procedure asset_release(bytea) to {app};
