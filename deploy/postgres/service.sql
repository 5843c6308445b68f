-- One service: database ledger_<service> with
--   ledger_<service>_owner  owns the database; runs `migrate`
--   ledger_<service>_app    the service itself
--   ledger_<service>_relay  its relay (not for identity and the vault, which publish nothing)
--   ledger_<service>_reader reads the log and nothing else (for audit only): regulators are answered as this role
-- No role can enter another service's database.
\set database ledger_ :service
\set owner :database _owner
\set app :database _app
\set relay_role :database _relay
\set reader_role :database _reader

select upper(:'service') as service_upper \gset
\set owner_variable LEDGER_ :service_upper _OWNER_PASSWORD
\set app_variable LEDGER_ :service_upper _APP_PASSWORD
\set relay_variable LEDGER_ :service_upper _RELAY_PASSWORD
\set reader_variable LEDGER_ :service_upper _READER_PASSWORD
-- A variable that is missing stays undefined, and the statement that needs it fails.
\unset owner_password
\unset app_password
\unset relay_password
\unset reader_password
\getenv owner_password :owner_variable
\getenv app_password :app_variable
\getenv relay_password :relay_variable
\getenv reader_password :reader_variable

select format('create role %I', role)
from unnest(array[:'owner', :'app'] || case when :relay then array[:'relay_role'] else '{}' end || case when :reader then array[:'reader_role'] else '{}' end) as role
where not exists (select from pg_roles where rolname = role) \gexec

alter role :"owner" with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'owner_password';
alter role :"app" with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'app_password';
\if :relay
alter role :"relay_role" with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'relay_password';
\endif
\if :reader
alter role :"reader_role" with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'reader_password';
alter role :"reader_role" set default_transaction_read_only = on;
\endif

select format('create database %I owner %I encoding %L template template0 locale %L', :'database', :'owner', 'UTF8', 'C')
where not exists (select from pg_database where datname = :'database') \gexec

revoke all on database :"database" from public;
grant connect on database :"database" to :"app";
\if :relay
grant connect on database :"database" to :"relay_role";
\endif
\if :reader
grant connect on database :"database" to :"reader_role";
\endif
