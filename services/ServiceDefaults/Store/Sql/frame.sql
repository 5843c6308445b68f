-- Tables of the frame. Every statement can run again.

create table if not exists outbox (
    seq_id      bigint primary key,
    event_id    uuid        not null,
    tenant_id   varchar     not null,
    captured_at timestamptz not null default clock_timestamp(),
    source_no   bigint,
    tenant_no   bigint
);
-- An event is captured with one index entry: the rows without a number are those with the highest seq_id, or late ones among them.
alter table outbox drop constraint if exists outbox_source_no_key;
drop index if exists outbox_unnumbered;
create unique index if not exists outbox_source_no on outbox (source_no) where source_no is not null;

-- One row: the fence and the last number of this source. A new leader raises the epoch; only its holder may number.
create table if not exists relay_state (
    one       boolean primary key default true check (one),
    epoch     bigint not null,
    source_no bigint not null
);
insert into relay_state (one, epoch, source_no) values (true, 0, 0) on conflict do nothing;

create table if not exists relay_tenant (
    tenant_id varchar primary key,
    tenant_no bigint not null
);

create table if not exists inbox (
    tenant_id  varchar     not null,
    consumer   varchar     not null,
    message_id uuid        not null,
    rejection  varchar,
    handled_at timestamptz not null default clock_timestamp(),
    constraint inbox_key primary key (consumer, message_id)
);

create table if not exists idempotency (
    tenant_id    varchar     not null,
    key          varchar     not null,
    request_hash varchar     not null,
    status       integer     not null,
    etag         bigint      not null,
    body         text        not null,
    answered_at  timestamptz not null default clock_timestamp(),
    constraint idempotency_key primary key (tenant_id, key)
);

-- Capture: whoever inserts events (Marten, SQL, COPY) fills the outbox in the same transaction. Tombstones of failed appends
-- and rows that archiving re-inserts are no facts.
create or replace function outbox_capture() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $f$
begin
    insert into outbox (seq_id, event_id, tenant_id)
    select seq_id, id, tenant_id from added where not is_archived and type <> 'tombstone';
    return null;
end $f$;

-- Append-only: nothing recorded is changed or removed; archiving a stream may set is_archived and nothing else.
create or replace function events_append_only() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
begin
    if tg_op = 'UPDATE' and to_jsonb(old) - 'is_archived' = to_jsonb(new) - 'is_archived' then
        return new;
    end if;
    raise exception 'mt_events is append-only: % of event % refused', lower(tg_op), old.id using errcode = 'restrict_violation';
end $f$;

drop trigger if exists outbox_capture on mt_events;
create trigger outbox_capture after insert on mt_events
    referencing new table as added for each statement execute function outbox_capture();
alter table mt_events enable always trigger outbox_capture;

drop trigger if exists events_append_only on mt_events;
create trigger events_append_only before update or delete on mt_events
    for each row execute function events_append_only();
alter table mt_events enable always trigger events_append_only;

-- Numbers committed, unnumbered rows in seq_id order: source_no per service, tenant_no per consortium, both without gaps.
-- Along the primary key: a table whose rows come and go all the time must not be read from end to end.
create or replace function outbox_number(p_epoch bigint, p_limit integer) returns integer
    language plpgsql set search_path = public, pg_temp set enable_seqscan = off as $f$
declare
    v_state    relay_state;
    v_numbered integer;
begin
    perform from outbox where source_no is null order by seq_id limit 1;
    if not found then
        return 0;
    end if;
    select * into v_state from relay_state for update;
    if v_state.epoch <> p_epoch then
        raise exception 'relay epoch % was superseded by %', p_epoch, v_state.epoch using errcode = 'object_not_in_prerequisite_state';
    end if;
    with picked as materialized (
        select seq_id, tenant_id,
               row_number() over (order by seq_id) as in_source,
               row_number() over (partition by tenant_id order by seq_id) as in_tenant
        from (select seq_id, tenant_id from outbox where source_no is null order by seq_id limit p_limit) page
    ), counted as (
        insert into relay_tenant as t (tenant_id, tenant_no)
        select tenant_id, count(*) from picked group by tenant_id
        on conflict (tenant_id) do update set tenant_no = t.tenant_no + excluded.tenant_no
        returning t.tenant_id, t.tenant_no
    ), sizes as (
        select tenant_id, count(*) as size from picked group by tenant_id
    ), numbered as (
        update outbox o
        set source_no = v_state.source_no + p.in_source,
            tenant_no = c.tenant_no - s.size + p.in_tenant
        from picked p join counted c using (tenant_id) join sizes s using (tenant_id)
        where o.seq_id = p.seq_id
        returning 1
    )
    select count(*) into v_numbered from numbered;
    update relay_state set source_no = source_no + v_numbered;
    return v_numbered;
end $f$;

-- Marten marks failed appends with tombstone events on a connection of no tenant. They serve its high-water detection, on which
-- nothing here rests; they are left out without a word.
create or replace function tombstone_skip() returns trigger language plpgsql as $f$ begin return null; end $f$;
drop trigger if exists tombstone_skip on mt_events;
create trigger tombstone_skip before insert on mt_events for each row when (new.type = 'tombstone') execute function tombstone_skip();
drop trigger if exists tombstone_skip on mt_streams;
create trigger tombstone_skip before insert on mt_streams
    for each row when (new.version = 0 and new.type is null) execute function tombstone_skip();
