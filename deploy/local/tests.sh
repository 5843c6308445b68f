# shellcheck shell=bash
# ./ledger test [FILTER]: every suite against real servers of their own, so that a running system is not disturbed.

# Longer than the slowest suite by far; what hangs is killed and counts as failed.
readonly SUITE_SECONDS=1200

tests_run() {
  local filter='' build=yes argument
  for argument in "$@"; do
    case $argument in
      --no-build) build=no ;;
      -*) fail_usage "test: unknown option '$argument'." ;;
      *) [[ -z $filter ]] || fail_usage "test: one filter at a time."; filter=$argument ;;
    esac
  done
  tests_open
  TESTS_PASSED=0 TESTS_FAILED=0 TESTS_SKIPPED=0 TESTS_OK=yes TESTS_CHILD='' TESTS_BESIDE='' TESTS_DONE=no
  trap tests_finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  tests_choose_suites "$filter"
  servers_launch
  if [[ $build == yes ]]; then build_solution; fi
  tests_connect
  local suite started
  started=$(now)
  tests_start_beside
  for suite in "${TEST_SUITES[@]}"; do tests_run_suite "$suite"; done
  tests_end_beside "$started"
  TESTS_DONE=yes
}

# Its own run folder, emptied: tests start from nothing.
tests_open() {
  BROWSER_WANTED=yes
  open_run_folder test
  claim_run_folder
  system_stop
  system_wipe
  open_run_folder test
  mkdir -p -- "$RUN/results"
}

# tests_choose_suites FILTER: sets TEST_SUITES (fast ones first, whole systems last) and TEST_FILTER.
tests_choose_suites() {
  local suite
  TEST_FILTER=''
  mapfile -t TEST_SUITES < <(
    cd -- "$LEDGER_ROOT/tests" &&
      printf '%s\n' *.Tests | grep -vxE 'Integration.Tests|EndToEnd.Tests'
    printf '%s\n' Integration.Tests EndToEnd.Tests
  )
  [[ -n $1 ]] || return 0
  for suite in "${TEST_SUITES[@]}"; do
    if [[ ${suite,,} == "${1,,}" || ${suite,,} == "${1,,}.tests" ]]; then
      TEST_SUITES=("$suite")
      return
    fi
  done
  TEST_FILTER=$1
}

# Tests find the servers by these variables. TEST_SYSTEMS is where suites keep the run folders of systems they start.
tests_connect() {
  servers_wait
  LEDGER_TEST_POSTGRES=$(superuser_connection_string)
  LEDGER_TEST_RABBITMQ=$(rabbitmq_uri)
  LEDGER_TEST_RUN=$RUN
  LEDGER_TEST_SYSTEMS=$RUN/systems
  LEDGER_TEST_CHROMIUM=$(browser_program)
  # Processes that live for a minute do not earn back what the compiler's profiling costs.
  DOTNET_TieredPGO=0
  export DOTNET_TieredPGO LEDGER_TEST_CHROMIUM LEDGER_TEST_POSTGRES LEDGER_TEST_RABBITMQ LEDGER_TEST_RUN LEDGER_TEST_SYSTEMS
  mkdir -p -- "$LEDGER_TEST_SYSTEMS"
}

tests_run_suite() {
  local suite=$1 status=0 started
  started=$(now)
  say "== $suite"
  if ! tests_built "$suite"; then return; fi
  # In the background, so that the traps run at once when this launcher is told to stop.
  tests_dotnet "$suite" &
  TESTS_CHILD=$!
  wait "$TESTS_CHILD" || status=$?
  TESTS_CHILD=''
  tests_count "$suite" "$status"
  say "   $suite took $(seconds_since "$started")"
}

# Whole systems start, stop and wait for most of their time: when every suite is asked for, they run beside the others, and what they
# print stands at the end.
tests_start_beside() {
  if [[ ${#TEST_SUITES[@]} -eq 1 ]] || ! tests_built EndToEnd.Tests; then return; fi
  unset 'TEST_SUITES[-1]'
  tests_dotnet EndToEnd.Tests >"$RUN/results/EndToEnd.Tests.txt" 2>&1 &
  TESTS_BESIDE=$!
}

# tests_end_beside STARTED
tests_end_beside() {
  local status=0
  [[ -n $TESTS_BESIDE ]] || return 0
  wait "$TESTS_BESIDE" || status=$?
  TESTS_BESIDE=''
  say "== EndToEnd.Tests, begun beside the others"
  cat -- "$RUN/results/EndToEnd.Tests.txt"
  tests_count EndToEnd.Tests "$status"
  say "   everything took $(seconds_since "$1")"
}

tests_built() {
  [[ ! -f $(tests_program "$1") ]] || return 0
  say "   $(tests_program "$1") is missing"
  tests_count_crash
  return 1
}

tests_program() { printf '%s' "$LEDGER_ROOT/tests/$1/bin/Release/net10.0/Ledger.$1.dll"; }

tests_dotnet() {
  exec timeout --kill-after=10 "$SUITE_SECONDS" dotnet test "$(tests_program "$1")" --nologo --results-directory "$RUN/results" \
    --logger "trx;LogFileName=$1.trx" ${TEST_FILTER:+--filter "FullyQualifiedName~$TEST_FILTER"} </dev/null 8>&-
}

# tests_count SUITE STATUS: adds the suite's results. A suite that crashed, hung or ran nothing failed, whatever it wrote.
tests_count() {
  local results=$RUN/results/$1.trx total passed executed
  total=$(trx_counter "$results" total) executed=$(trx_counter "$results" executed) passed=$(trx_counter "$results" passed)
  TESTS_PASSED=$((TESTS_PASSED + passed))
  TESTS_FAILED=$((TESTS_FAILED + executed - passed))
  TESTS_SKIPPED=$((TESTS_SKIPPED + total - executed))
  if [[ $2 -ne 0 && $executed -eq $passed ]]; then
    say "   $1 ended with status $2"
    tests_count_crash
  elif [[ $executed -eq 0 && -z $TEST_FILTER ]]; then
    say "   $1 ran no tests"
    tests_count_crash
  elif [[ $2 -ne 0 ]]; then
    TESTS_OK=no
  fi
}

tests_count_crash() {
  TESTS_FAILED=$((TESTS_FAILED + 1))
  TESTS_OK=no
}

# trx_counter FILE NAME: one attribute of the summary; 0 when there is none.
trx_counter() {
  local text=''
  if [[ -f $1 ]]; then text=$(grep -oE '<Counters [^>]*' "$1" | grep -oE " $2=\"[0-9]+\"" | grep -oE '[0-9]+'); fi
  printf '%s' "${text:-0}"
}

# On every way out: stop what was started, then say the result as the very last line.
tests_finish() {
  local status=$?
  trap - EXIT INT TERM
  set +e
  local child
  for child in $TESTS_CHILD $TESTS_BESIDE; do
    kill "$child" 2>/dev/null
    wait "$child" 2>/dev/null
  done
  tests_stop_systems
  (system_stop)
  if [[ $TESTS_DONE != yes && $TESTS_OK == yes ]]; then tests_count_crash; fi
  [[ $TESTS_OK == yes && $TESTS_FAILED -eq 0 && $TESTS_PASSED -gt 0 ]] || status=$((status == 0 ? 1 : status))
  printf '%d passed, %d failed, %d skipped\n' "$TESTS_PASSED" "$TESTS_FAILED" "$TESTS_SKIPPED"
  exit "$status"
}

# Systems that an interrupted suite left running.
tests_stop_systems() {
  local folder
  for folder in "$RUN"/systems/*/; do
    [[ ! -d $folder ]] || LEDGER_RUN=$folder "$LEDGER_ROOT/ledger" down --wipe >/dev/null 2>&1
  done
}
