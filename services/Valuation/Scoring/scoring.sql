-- What scores are computed from, in columns of their own: an appraisal's document holds its whole calculation, and reading ten thousand of
-- them to add a column up would take a minute. A row is there once a value was accepted; it keeps what was accepted first, since a later
-- version of a value says nothing of the appraiser. A trigger keeps the table; every statement can run again.

create table if not exists appraisal_scoring (
    tenant_id         varchar not null,
    id                uuid    not null,
    reference         text    not null,
    agreement         text    not null,
    agreement_version integer not null,
    party             text    not null,
    kind              text    not null,
    effective_on      date    not null,
    currency          text    not null,
    claimed           text    not null,
    estimate          text    not null,
    accepted          text    not null,
    capped            boolean not null,
    valuer            text    not null,
    valuer_of         text    not null,
    accepted_at       timestamptz not null,
    voided            boolean not null,
    evidence          uuid[]  not null,
    primary key (tenant_id, id)
);
create index if not exists appraisal_scoring_accepted on appraisal_scoring (tenant_id, accepted_at desc, id);
-- Where the thing stands, where that was stated; and no claim where it is secret.
alter table appraisal_scoring add column if not exists place text;
alter table appraisal_scoring alter column claimed drop not null;
grant select, insert, update, delete on appraisal_scoring to {app};

create or replace function appraisal_scored() returns trigger
    language plpgsql set search_path = public, pg_temp as $f$
declare
    v_subject  jsonb := new.data -> 'subject';
    v_proposal jsonb := new.data -> 'proposal';
begin
    if new.data -> 'acceptance' is null or jsonb_typeof(new.data -> 'acceptance') <> 'object' then return null; end if;
    insert into appraisal_scoring (tenant_id, id, reference, agreement, agreement_version, party, kind, effective_on, currency, claimed, estimate, accepted, capped,
        valuer, valuer_of, accepted_at, voided, evidence, place)
    values (new.tenant_id, new.id, v_subject ->> 'reference', v_subject ->> 'agreementId', (v_proposal ->> 'agreementVersion')::integer, v_subject ->> 'party',
        v_subject ->> 'kind', (v_subject ->> 'effectiveOn')::date, v_proposal #>> '{value,currency}',
        case when (v_subject ->> 'claimUndisclosed')::boolean then null else v_subject #>> '{claimed,amount}' end,
        coalesce(v_proposal #>> '{result,value,value,amount}', v_proposal #>> '{value,amount}'), v_proposal #>> '{value,amount}',
        coalesce((v_proposal #>> '{result,inputs,terms,capAtClaim}')::boolean, false),
        v_proposal #>> '{by,person}', v_proposal #>> '{by,organisation}', (new.data #>> '{acceptance,at}')::timestamptz,
        coalesce(jsonb_typeof(new.data -> 'voided') = 'object', false),
        array(select (used ->> 'id')::uuid from jsonb_array_elements(coalesce(nullif(v_proposal #> '{basis,evidence}', 'null'), '[]')) used),
        v_proposal #>> '{basis,subject,place}')
    on conflict (tenant_id, id) do update set voided = excluded.voided;
    return null;
end $f$;
drop trigger if exists appraisal_scored on mt_doc_appraisal;
create trigger appraisal_scored after insert or update on mt_doc_appraisal
    for each row execute function appraisal_scored();

-- What was accepted before the table was made. The owner too sees no tenant's rows, so the wall opens within this transaction; writing a
-- document as it is lets the trigger fill its row.
alter table mt_doc_appraisal no force row level security;
alter table appraisal_scoring no force row level security;
update mt_doc_appraisal d set data = d.data
where jsonb_typeof(d.data -> 'acceptance') = 'object'
  and not exists (select 1 from appraisal_scoring s where s.tenant_id = d.tenant_id and s.id = d.id);
alter table mt_doc_appraisal force row level security;

alter table appraisal_scoring enable row level security;
alter table appraisal_scoring force row level security;
drop policy if exists tenant_isolation on appraisal_scoring;
create policy tenant_isolation on appraisal_scoring using (tenant_id = current_setting('app.tenant_id', true));
