# shellcheck shell=bash
# The services: which there are, what each is told, and how they are migrated, started and stopped.

SERVICES=(identity agreements contributions valuation risks distribution audit portal)

# Every service but these publishes and consumes facts.
talks_to_broker() { [[ $1 != identity && $1 != portal && $1 != witness ]]; }
has_database() { [[ $1 != portal && $1 != witness ]]; }

readonly LOG_ORIGIN=ledger.local/audit

readonly READY_SECONDS=90

service_folder() { printf '%s/services/%s/bin/Release/net10.0' "$LEDGER_ROOT" "${1^}"; }
service_program() { printf '%s/Ledger.%s.dll' "$(service_folder "$1")" "${1^}"; }
service_address() { printf 'http://127.0.0.1:%s' "$(port_of "$1")"; }

# service_settings NAME: fills SETTINGS with the environment of one service. Each gets its own passwords only.
service_settings() {
  local name=$1 other
  SETTINGS=(
    ASPNETCORE_ENVIRONMENT=Development
    "ASPNETCORE_URLS=$(service_address "$name")"
    "Identity__Issuer=$(service_address identity)"
    Identity__Audience=ledger
    DOTNET_gcServer=0
    DOTNET_NOLOGO=1
    MASSTRANSIT_USAGE_TELEMETRY=false
  )
  if has_database "$name"; then
    SETTINGS+=("ConnectionStrings__Store=$(service_connection "$name" app ';Maximum Pool Size=20')")
  fi
  if talks_to_broker "$name"; then
    SETTINGS+=(
      "ConnectionStrings__Relay=$(service_connection "$name" relay ';Maximum Pool Size=4')"
      "RabbitMq__Uri=$(rabbitmq_uri_of "$name")"
    )
  fi
  case $name in
    identity)
      SETTINGS+=(
        "Identity__SeedFiles=$(seed_files | paste -sd ';')"
        "Identity__SeedPassword=$(secret dev-password)"
        "Identity__KeyFolder=$RUN/identity-keys"
        "Identity__PortalAddress=$(service_address portal)"
      )
      ;;
    audit)
      SETTINGS+=(
        "ConnectionStrings__Reader=$(service_connection audit reader ';Maximum Pool Size=20')"
        "Log__KeyFile=$(key_file log-key)"
        "Log__Origin=$LOG_ORIGIN"
        "Log__PublishedFile=$RUN/log/checkpoint"
        "Log__PolicyFile=$RUN/log/policy.txt"
      )
      rabbitmq_is_private || SETTINGS+=("Log__SharedAccount=$RABBITMQ_ACCOUNT")
      if has_witness; then SETTINGS+=("Log__WitnessFile=$(witness_file)"); fi
      ;;
    contributions)
      SETTINGS+=(
        "Evidence__Folder=$RUN/evidence"
        "ConnectionStrings__Vault=$(service_connection contributions_vault app ';Maximum Pool Size=20')"
        "Vault__KeyFile=$(key_file vault-key)"
        "Evidence__KeyFile=$(evidence_key_file)"
      )
      [[ -z ${LEDGER_EVIDENCE_SCANNER:-} ]] || SETTINGS+=("Evidence__Scanner=$LEDGER_EVIDENCE_SCANNER")
      ;;
    distribution)
      SETTINGS+=("Payments__KeyFile=$(key_file payments-key)")
      ;;
    witness)
      SETTINGS+=(
        "Witness__Name=$WITNESS_NAME"
        "Witness__Folder=$RUN/witness/memory"
        "Witness__Logs=$(log_public_key)"
      )
      ;;
    portal)
      SETTINGS+=("Portal__KeyFolder=$RUN/portal-keys")
      for other in "${SERVICES[@]}"; do
        [[ $other == portal || $other == witness ]] || SETTINGS+=("Services__${other^}=$(service_address "$other")")
      done
      ;;
  esac
}

# key_file NAME: a key made once, outside every database: what signs the log, for the audit service alone; what the vault's
# keys are wrapped under, for contributions alone.
key_file() {
  local file=$RUN/secrets/$1
  if [[ ! -s $file ]]; then
    (umask 077 && head -c 32 /dev/urandom | base64 >"$file.new" && mv -- "$file.new" "$file")
  fi
  printf '%s' "$file"
}

# The keys under which evidence files are named and encrypted: made once; without them the files are lost. To rotate, put a new
# "key=" line before the old one (0026).
evidence_key_file() {
  local file=$RUN/secrets/evidence-keys
  if [[ ! -s $file ]]; then
    (umask 077 && {
      printf 'names=%s\n' "$(head -c 32 /dev/urandom | base64)"
      printf 'key=%s\n' "$(head -c 32 /dev/urandom | base64)"
    } >"$file.new" && mv -- "$file.new" "$file")
  fi
  printf '%s' "$file"
}

# Scenario files whose people can sign in: the samples, and what `demo` was given.
seed_files() {
  local file
  for file in "$LEDGER_ROOT"/deploy/samples/*.ledger.json; do
    [[ ! -f $file ]] || printf '%s\n' "$file"
  done
  [[ -f $RUN/seed-files ]] || return 0
  while IFS= read -r file; do
    [[ ! -f $file ]] || printf '%s\n' "$file"
  done <"$RUN/seed-files"
}

# remember_seed_file FILE: its people can sign in from the next start of identity on.
remember_seed_file() {
  local file
  file=$(realpath -- "$1")
  seed_files | grep -qxF -- "$file" || printf '%s\n' "$file" >>"$RUN/seed-files"
}

# fingerprint NAME: of everything that the running process read at its start. A service whose fingerprint changed (new
# build, other port, another seed file) is started again.
fingerprint() {
  service_settings "$1"
  {
    printf '%s\n' "${SETTINGS[@]}"
    services_stamp
    if [[ $1 == audit ]] && has_witness; then cat -- "$RUN/log/witnesses.txt"; fi
    if [[ $1 == identity ]]; then seed_files | xargs -r -d '\n' cat --; fi
  } | hash_of
}

is_current() { is_running "$1" && [[ $(cat -- "$RUN/$1.fingerprint" 2>/dev/null) == "$(fingerprint "$1")" ]]; }

services_check_built() {
  local name
  for name in "${SERVICES[@]}"; do
    [[ -f $(service_program "$name") ]] || fail "$(service_program "$name") is missing; run ./ledger up without --no-build."
  done
}

services_claim_ports() {
  local name
  for name in "${SERVICES[@]}"; do
    is_running "$name" || claim_port "$name"
  done
}

# services_migrate: schema, rights and broker topology of every service, before the first of them starts: a producer must
# find its consumers' queues. Done once per build and data.
services_migrate() {
  local name stamp failed=() started
  stamp=$(printf '%s %s %s' "$(services_stamp)" "$PG_HOST:$PG_PORT" "$(rabbitmq_uri)" | hash_of)
  [[ $(cat -- "$RUN/migrated" 2>/dev/null) != "$stamp" ]] || return 0
  started=$(now)
  step migrate "databases and queues"
  local -A jobs=()
  for name in "${SERVICES[@]}"; do
    has_database "$name" || continue
    service_migrate "$name" &
    jobs[$name]=$!
  done
  for name in "${!jobs[@]}"; do
    wait "${jobs[$name]}" || failed+=("$name")
  done
  for name in "${failed[@]}"; do show_log_tail "$name.migrate"; done
  [[ ${#failed[@]} -eq 0 ]] || fail "The migration failed: ${failed[*]}."
  printf '%s\n' "$stamp" >"$RUN/migrated"
  step migrate "done ($(seconds_since "$started"))"
}

service_migrate() {
  service_settings "$1"
  if [[ $1 == contributions ]]; then SETTINGS+=("ConnectionStrings__VaultOwner=$(service_connection contributions_vault owner)"); fi
  run_with_settings "ConnectionStrings__Owner=$(service_connection "$1" owner)" "${SETTINGS[@]}" \
    dotnet "$(service_program "$1")" migrate </dev/null >"$RUN/logs/$1.migrate.log" 2>&1
}

# The superuser's address and the broker's are for the launcher; a service gets its own from its settings.
run_with_settings() { env -u LEDGER_POSTGRES -u LEDGER_RABBITMQ -u LEDGER_LOCKED "$@"; }

# services_start: starts what does not run, and again what changed.
services_start() {
  local name stale=()
  for name in "${SERVICES[@]}"; do
    if is_running "$name" && ! is_current "$name"; then stale+=("$name"); fi
  done
  if [[ ${#stale[@]} -gt 0 ]]; then
    step services "starting again, because something changed: ${stale[*]}"
    services_stop "${stale[@]}"
  fi
  mkdir -p -- "$RUN/evidence"
  chmod 700 "$RUN/evidence"
  for name in "${SERVICES[@]}"; do
    is_running "$name" || service_start "$name"
  done
}

# The working folder is the program's own: ASP.NET Core looks there for its settings and static files.
service_start() {
  service_settings "$1"
  step "$1" "starting on port $(port_of "$1")"
  fingerprint "$1" >"$RUN/$1.fingerprint"
  launch "$1" env -u LEDGER_POSTGRES -u LEDGER_RABBITMQ -u LEDGER_LOCKED -C "$(service_folder "$1")" "${SETTINGS[@]}" \
    dotnet "$(service_program "$1")"
}

# services_wait: until all are ready; names those that are not.
services_wait() {
  local started name
  started=$(now)
  SERVICES_WAITED=("${SERVICES[@]}")
  wait_until "$READY_SECONDS" no_service_is_waited_for || true
  if [[ ${#SERVICES_WAITED[@]} -gt 0 ]]; then
    for name in "${SERVICES_WAITED[@]}"; do show_log_tail "$name"; done
    fail "Not ready after $(seconds_since "$started"): ${SERVICES_WAITED[*]}."
  fi
  step services "ready ($(seconds_since "$started"))"
}

# Takes those that became ready off the list; also ends the wait when one has died.
no_service_is_waited_for() {
  local name waited=() dead=no
  for name in "${SERVICES_WAITED[@]}"; do
    is_ready "$name" || waited+=("$name")
    is_running "$name" || dead=yes
  done
  SERVICES_WAITED=("${waited[@]}")
  [[ ${#waited[@]} -eq 0 || $dead == yes ]]
}

is_ready() { is_running "$1" && "$LEDGER_ROOT/deploy/images/healthy.sh" "$(port_of "$1")" /health/ready; }

services_stop() {
  local name
  for name in "$@"; do ask_to_stop "$name"; done
  for name in "$@"; do
    await_stop "$name" 20
    rm -f -- "$RUN/$name.fingerprint"
  done
}
