# shellcheck shell=bash
# Commands that hand over to the command-line program: demo, simulate, rules, profiles, replay, import, verify, key, fsck, custody.

readonly SAMPLE=$LEDGER_ROOT/deploy/samples/taihu.ledger.json

cli_program() { printf '%s/services/Cli/bin/Release/net10.0/ledger-cli.dll' "$LEDGER_ROOT"; }

# How the program reaches the running system.
cli_connection() {
  CLI_CONNECTION=(--gateway "$(service_address portal)" --password-file "$RUN/secrets/dev-password")
}

# demo [FILE] [--json]
cli_demo() {
  local file='' json=() argument
  for argument in "$@"; do
    case $argument in
      --json) json=(--json) ;;
      -*) fail_usage "demo: unknown option '$argument'." ;;
      *) [[ -z $file ]] || fail_usage "demo: one file at a time."; file=$argument ;;
    esac
  done
  open_run_folder
  if [[ -n $file ]]; then cli_check_scenario "$file"; fi
  # Standard output belongs to the demo.
  system_up >&2
  cli_connection
  dotnet "$(cli_program)" demo "${file:-$SAMPLE}" "${CLI_CONNECTION[@]}" "${json[@]}"
}

# A scenario is computed offline before its people are seeded: a faulty file would keep identity from starting.
cli_check_scenario() {
  [[ -f $1 ]] || fail "There is no file '$1'."
  build_services
  dotnet "$(cli_program)" simulate "$1" --json >/dev/null
  remember_seed_file "$1"
}

# simulate FILE [OPTION...]: the program checks its arguments.
cli_simulate() {
  open_run_folder
  build_services
  dotnet "$(cli_program)" simulate "$@"
}

# rules list | describe METHOD | eval METHOD [FILE|-] | reperform FILE: likewise; standard input stays that of the caller.
cli_rules() {
  open_run_folder
  build_services </dev/null
  dotnet "$(cli_program)" rules "$@"
}

# profiles list | show PROFILE | compare A B | check FILE: likewise; the shipped profiles unless --folder names others.
cli_profiles() {
  local folder=()
  open_run_folder
  build_services </dev/null
  if [[ " $* " != *" --folder "* ]]; then folder=(--folder "$LEDGER_ROOT/deploy/profiles"); fi
  dotnet "$(cli_program)" profiles "$@" "${folder[@]}"
}

# replay QUEUE
cli_replay() {
  [[ $# -eq 1 ]] || fail_usage "replay: name one queue."
  open_run_folder
  is_ready portal || fail "The system is not running; start it with ./ledger up."
  build_services
  cli_connection
  dotnet "$(cli_program)" replay "$1" "${CLI_CONNECTION[@]}"
}

# import FILE --consortium C --kind KIND [OPTION...]: the program checks its arguments.
cli_import() {
  open_run_folder
  is_ready portal || fail "The system is not running; start it with ./ledger up."
  build_services
  cli_connection
  dotnet "$(cli_program)" import "$@" "${CLI_CONNECTION[@]}"
}

# bundle RUN --consortium C [OPTION...]: the program checks its arguments.
cli_bundle() {
  open_run_folder
  is_ready portal || fail "The system is not running; start it with ./ledger up."
  build_services
  cli_connection
  dotnet "$(cli_program)" bundle "$@" "${CLI_CONNECTION[@]}"
}

# verify BUNDLE --policy FILE [--json] [--lang en|zh]: the program checks its arguments; no server is needed. Without a policy,
# that of this machine's log, which knows the operator's signature only.
cli_verify() {
  local policy=()
  open_run_folder
  build_services
  if [[ " $* " != *" --policy "* && -f $RUN/log/policy.txt ]]; then policy=(--policy "$RUN/log/policy.txt"); fi
  dotnet "$(cli_program)" verify "$@" "${policy[@]}"
}

# custody key FILE | custody open FILE: a custodian's own; no server is needed. Standard input stays that of the caller.
cli_custody() {
  open_run_folder
  build_services </dev/null
  dotnet "$(cli_program)" custody "$@"
}

# key FILE --name NAME [--witness]: the public key of a private one.
cli_key() {
  open_run_folder
  build_services
  dotnet "$(cli_program)" key "$@"
}

# fsck [--json] [--state FILE]: every service's events against the log, as the superuser in read-only transactions. The services may run.
cli_fsck() {
  local name databases=() known=()
  open_run_folder
  build_services
  operate_find_postgres
  if [[ -f $RUN/log/policy.txt ]]; then known+=(--policy "$RUN/log/policy.txt"); fi
  if [[ -f $RUN/log/checkpoint ]]; then known+=(--checkpoint "$RUN/log/checkpoint"); fi
  for name in "${SERVICES[@]}"; do
    # Identity records no events.
    if has_database "$name" && talks_to_broker "$name"; then
      databases+=("$name $(connection_string "$PG_USER" "$PG_PASSWORD" "ledger_$name")")
    fi
  done
  printf '%s\n' "${databases[@]}" | dotnet "$(cli_program)" fsck --databases - "${known[@]}" "$@"
}
