-- The read-only role, as which regulators are answered. Run by the owner after search.sql where ConnectionStrings:Reader names one; every
-- statement can run again. It reads the log and what is made of it, of the one consortium that its connection works for, and nothing
-- else: neither the events of the service nor its documents, and no other database. The role itself is made with the others, by whoever
-- may make roles.
do $f$
declare
    v_table text;
begin
    execute 'revoke all on all tables in schema public from {reader}';
    execute 'revoke all on all sequences in schema public from {reader}';
    execute 'revoke all on all functions in schema public from {reader}';
    execute 'grant usage on schema public to {reader}';
    foreach v_table in array array['audit_log', 'audit_found', 'audit_term', 'audit_amount', 'audit_cite', 'audit_head'] loop
        execute format('drop policy if exists reader_reads on %I', v_table);
        execute format('create policy reader_reads on %I for select to {reader} using (tenant_id = current_setting(''app.tenant_id'', true))', v_table);
        execute format('grant select on %I to {reader}', v_table);
    end loop;
    foreach v_table in array array['audit_tree', 'audit_checkpoint', 'audit_tile', 'audit_cosignature'] loop
        execute format('grant select on %I to {reader}', v_table);
    end loop;
end $f$;
