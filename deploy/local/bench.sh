# shellcheck shell=bash
# ./ledger bench: the benchmarks on servers of their own. Standard output is the program's JSON lines.

BENCHMARKS=$LEDGER_ROOT/tests/Benchmarks/bin/Release/net10.0/Ledger.Benchmarks.dll

# Only what they run: the services and the tests are built by the commands that need them.
build_benchmarks() {
  build_if_changed benchmarks "$LEDGER_ROOT/tests/Benchmarks/Ledger.Benchmarks.csproj" contracts services tests/Benchmarks
}

# Rules need no servers: only what asks for nothing else runs without them.
bench_rules_only() {
  local argument rules=1
  for argument in "$@"; do
    case $argument in
      rules | --rules) rules=0 ;;
      command-path | relay | import) return 1 ;;
    esac
  done
  return "$rules"
}

# Pages are measured in a whole system, where the sample has been played.
bench_pages() {
  export LEDGER_RUN=${LEDGER_RUN:-$LEDGER_ROOT/.run}/bench-pages
  open_run_folder
  trap bench_pages_finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  export BROWSER_WANTED=yes
  system_up >&2
  cli_connection
  dotnet "$(cli_program)" demo "$SAMPLE" "${CLI_CONNECTION[@]}" >/dev/null
  build_benchmarks
  operate_find_postgres
  rabbitmq_read_configuration
  LEDGER_TEST_POSTGRES=$(superuser_connection_string)
  LEDGER_TEST_RABBITMQ=$(rabbitmq_uri)
  LEDGER_BENCH_GATEWAY=$(service_address portal)
  LEDGER_BENCH_PASSWORD_FILE=$RUN/secrets/dev-password
  LEDGER_TEST_CHROMIUM=$(browser_program)
  export LEDGER_TEST_CHROMIUM LEDGER_TEST_POSTGRES LEDGER_TEST_RABBITMQ LEDGER_BENCH_GATEWAY LEDGER_BENCH_PASSWORD_FILE
  dotnet "$BENCHMARKS" "$@"
}

bench_pages_finish() {
  local status=$?
  trap - EXIT INT TERM
  set +e
  "$LEDGER_ROOT/ledger" down --wipe >&2
  exit "$status"
}

bench_run() {
  if [[ ${1:-} == pages ]]; then
    bench_pages "$@"
    return
  fi
  open_run_folder bench
  if bench_rules_only "$@"; then
    build_benchmarks
    exec dotnet "$BENCHMARKS" "$@"
  fi
  claim_run_folder
  trap bench_finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  servers_launch
  build_benchmarks
  servers_wait
  LEDGER_TEST_POSTGRES=$(superuser_connection_string)
  LEDGER_TEST_RABBITMQ=$(rabbitmq_uri)
  export LEDGER_TEST_POSTGRES LEDGER_TEST_RABBITMQ
  dotnet "$BENCHMARKS" "$@"
}

bench_finish() {
  local status=$?
  trap - EXIT INT TERM
  set +e
  (system_stop)
  (system_wipe)
  exit "$status"
}
