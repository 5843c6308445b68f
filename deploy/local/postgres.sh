# shellcheck shell=bash
# PostgreSQL: the one that LEDGER_POSTGRES names, or a private server whose data lies in the run folder.

readonly OLDEST_POSTGRES=15
readonly DATABASES=(identity contributions_vault agreements contributions valuation risks distribution audit)

postgres_is_private() { [[ -z ${LEDGER_POSTGRES:-} ]]; }

# Sets PG_* of a configured server.
postgres_read_configuration() {
  if ! postgres_is_private; then read_postgres_address "$LEDGER_POSTGRES"; fi
}

# Starts the private server unless it runs, and does not wait for it.
postgres_launch() {
  if ! postgres_is_private; then
    PSQL=$(command -v psql)
    return
  fi
  postgres_find_programs
  is_running postgres || postgres_start
  read_postgres_address "postgres://ledger:$(secret postgres-superuser)@127.0.0.1:$(port_of postgres)/postgres"
}

postgres_start() {
  local folder data
  folder=$(server_folder postgres)
  data=$folder/data
  [[ -f $data/PG_VERSION ]] || postgres_create "$folder"
  postgres_clear_remains "$data"
  claim_port postgres
  step PostgreSQL "starting on port $(port_of postgres)"
  give_to_server "$folder/postgresql.conf" 600 <"$LEDGER_ROOT/deploy/postgres/postgresql.conf"
  launch_server postgres "$folder" "$PG_PROGRAMS/postgres" -D "$data" -c "config_file=$folder/postgresql.conf" \
    -c "port=$(port_of postgres)" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c "dynamic_shared_memory_type=$(postgres_memory_type "$data")"
}

# What initdb found to work on this machine; the default needs /dev/shm, which some containers do not have.
postgres_memory_type() { sed -n 's/^dynamic_shared_memory_type = \([a-z]*\).*/\1/p' "$1/postgresql.conf"; }

# Makes the cluster beside its final place: an interrupted attempt leaves nothing that looks finished.
postgres_create() {
  local folder=$1
  step PostgreSQL "creating the database cluster"
  # What was migrated belongs to data that is gone.
  rm -rf -- "$folder/data.new" "$RUN/migrated"
  secret postgres-superuser | give_to_server "$folder/password" 600
  if ! "${AS_SERVER_USER[@]}" env -i -C "$folder" PATH="$PATH" LANG=C.UTF-8 "$PG_PROGRAMS/initdb" -D "$folder/data.new" \
    --username=ledger --pwfile="$folder/password" --auth=scram-sha-256 --data-checksums --encoding=UTF8 --locale=C \
    >>"$RUN/logs/postgres.log" 2>&1 </dev/null; then
    rm -f -- "$folder/password"
    show_log_tail postgres
    fail "PostgreSQL could not create its cluster."
  fi
  rm -f -- "$folder/password"
  mv -- "$folder/data.new" "$folder/data"
}

# After kill -9 of the server its backends live until they notice, and postmaster.pid stays. Starting beside living
# backends would corrupt data, so they go first; the file may then name a stranger who got the PID, and goes too.
postgres_clear_remains() {
  local data=$1
  if ! wait_until 5 nobody_works_in "$data"; then
    pids_working_in "$data" | xargs -r kill -s KILL 2>/dev/null || true
    wait_until 5 nobody_works_in "$data" || fail "Processes of a dead PostgreSQL still work in $data."
  fi
  rm -f -- "$data/postmaster.pid"
}

nobody_works_in() { [[ -z $(pids_working_in "$1") ]]; }

# Backends overwrite their environment with their title, but every process of a cluster works in its data folder.
pids_working_in() {
  local link
  for link in /proc/[0-9]*/cwd; do
    if [[ $link -ef $1 ]]; then
      link=${link#/proc/}
      printf '%s\n' "${link%/cwd}"
    fi
  done
}

# postgres_wait: until it answers; a private server that fails to start is reported with its log.
postgres_wait() {
  local started
  started=$(now)
  if postgres_is_private; then
    wait_until 90 postgres_answers_or_died || true
    if ! postgres_answers; then
      show_log_tail postgres
      fail "PostgreSQL did not start."
    fi
  else
    step PostgreSQL "using the configured server at $PG_HOST:$PG_PORT"
    wait_until 30 postgres_answers ||
      fail "PostgreSQL at $PG_HOST:$PG_PORT does not let $PG_USER in: $(with_superuser "$PSQL" -Xc 'select 1' 2>&1 | tail -n 1)"
    postgres_check_version
  fi
  step PostgreSQL "ready on port $PG_PORT ($(seconds_since "$started"))"
}

postgres_answers() { with_superuser "$PSQL" -XqAtc 'select 1' >/dev/null 2>&1; }

postgres_answers_or_died() { is_stopped postgres || postgres_answers; }

postgres_check_version() {
  local version
  version=$(with_superuser "$PSQL" -XqAtc 'show server_version_num')
  ((version >= OLDEST_POSTGRES * 10000)) || fail "PostgreSQL $OLDEST_POSTGRES or newer is needed; the configured one is $version."
}

# Databases and roles of every service; passwords come from the run folder. Running it again changes nothing.
postgres_bootstrap() {
  local database variables=()
  for database in "${DATABASES[@]}"; do
    variables+=("LEDGER_${database^^}_OWNER_PASSWORD=$(secret "ledger_${database}_owner")")
    variables+=("LEDGER_${database^^}_APP_PASSWORD=$(secret "ledger_${database}_app")")
    [[ $database == identity || $database == contributions_vault ]] ||
      variables+=("LEDGER_${database^^}_RELAY_PASSWORD=$(secret "ledger_${database}_relay")")
    [[ $database != audit ]] || variables+=("LEDGER_AUDIT_READER_PASSWORD=$(secret ledger_audit_reader)")
  done
  if ! (
    export "${variables[@]}"
    with_superuser "$PSQL" -Xq -f "$LEDGER_ROOT/deploy/postgres/bootstrap.sql"
  ) >>"$RUN/logs/postgres-bootstrap.log" 2>&1; then
    show_log_tail postgres-bootstrap
    fail "The databases could not be created."
  fi
}

# service_connection DATABASE ROLE [MORE]: connection string of one of a database's roles (owner, app, relay; reader of audit).
service_connection() {
  connection_string "ledger_$1_$2" "$(secret "ledger_$1_$2")" "ledger_$1" "${3:-}"
}

# Fast shutdown: clients are disconnected, what was committed is written.
postgres_ask_to_stop() { ask_to_stop postgres INT; }

postgres_await_stop() {
  local data
  await_stop postgres 30
  [[ -f $RUN/server-home ]] || return 0
  data=$(<"$RUN/server-home")/postgres/data
  if [[ -d $data ]]; then postgres_clear_remains "$data"; fi
}

# Sets PG_PROGRAMS to the folder of the server's programs, and PSQL. An existing cluster needs its own version.
postgres_find_programs() {
  local wanted=
  if [[ -f $SERVER_HOME/postgres/data/PG_VERSION ]]; then wanted=$(<"$SERVER_HOME/postgres/data/PG_VERSION"); fi
  if ! PG_PROGRAMS=$(postgres_programs "$wanted"); then
    [[ -z $wanted ]] || fail "The data in $SERVER_HOME/postgres is PostgreSQL $wanted's, which is not installed."
    fail "The system's packages have no PostgreSQL $OLDEST_POSTGRES or newer; install one."
  fi
  PSQL=$PG_PROGRAMS/psql
}

# postgres_programs VERSION: newest installed server, or the one of the given major version.
postgres_programs() {
  local folder version
  while IFS= read -r folder; do
    [[ -x $folder/postgres && -x $folder/initdb && -x $folder/psql ]] || continue
    version=$("$folder/postgres" --version | grep -oE '[0-9]+' | head -n 1)
    if [[ ${1:-$version} == "$version" ]] && ((version >= OLDEST_POSTGRES)); then
      printf '%s' "$folder"
      return
    fi
  done < <(
    printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV
    tr ':' '\n' <<<"$PATH"
  )
  return 1
}
