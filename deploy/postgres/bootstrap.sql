-- Databases and roles of every service. Run by psql as a superuser; can run again, and then brings passwords and rights
-- to what they should be. Passwords come from the environment: LEDGER_<SERVICE>_{OWNER,APP,RELAY,READER}_PASSWORD.
--
-- Tables, triggers and the rights on them are made later by each service's `migrate` job as the owner.
\set ON_ERROR_STOP on
\set QUIET on
set client_min_messages = warning;

-- A failing statement would be logged with its text, and the text holds a password.
select set_config('log_min_error_statement', 'panic', false) from pg_roles where rolname = current_user and rolsuper \g /dev/null

-- Two launchers on one configured server take turns.
select pg_advisory_lock(x'4c4544474552'::bigint) \g /dev/null

\set service identity
\set relay false
\set reader false
\ir service.sql
\set service contributions_vault
\ir service.sql
\set relay true
\set service agreements
\ir service.sql
\set service contributions
\ir service.sql
\set service valuation
\ir service.sql
\set service risks
\ir service.sql
\set service distribution
\ir service.sql
\set reader true
\set service audit
\ir service.sql
