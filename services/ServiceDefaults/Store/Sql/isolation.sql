-- Second wall behind Marten's tenant filter: a connection sees and writes only the tenant it was opened for. {app} and {relay}
-- are the service's login roles. Run after every schema change, by the owner.

do $f$
declare
    v_table record;
begin
    for v_table in
        select c.relname as name from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where n.nspname = 'public' and c.relkind = 'r' and c.relname not in ('outbox', 'relay_tenant')
    loop
        execute format('alter table %I enable row level security', v_table.name);
        execute format('alter table %I force row level security', v_table.name);
        execute format('drop policy if exists tenant_isolation on %I', v_table.name);
        execute format('create policy tenant_isolation on %I using (tenant_id = current_setting(''app.tenant_id'', true))', v_table.name);
        execute format('grant select, insert, update, delete on %I to {app}', v_table.name);
    end loop;
end $f$;

revoke all on mt_events, mt_streams, inbox, idempotency from {app};
grant select, insert on mt_events to {app};
grant select, insert, update on mt_streams to {app};
grant select, insert on inbox, idempotency to {app};
grant usage on all sequences in schema public to {app};
grant execute on all functions in schema public to {app};
revoke execute on function outbox_number(bigint, integer) from public, {app};

drop policy if exists relay_reads on mt_events;
create policy relay_reads on mt_events for select to {relay} using (true);
grant select on mt_events to {relay};
grant select, update, delete on outbox to {relay};
grant select, update on relay_state to {relay};
grant select, insert, update on relay_tenant to {relay};
grant execute on function outbox_number(bigint, integer) to {relay};
