# shellcheck shell=bash
# The whole system: up, down, status, logs.

system_up() {
  local build=yes servers_only=no witness=no option
  for option in "$@"; do
    case $option in
      --no-build) build=no ;;
      --servers) servers_only=yes ;;
      --witness) witness=yes ;;
      *) fail_usage "up: unknown option '$option'." ;;
    esac
  done
  open_run_folder
  if [[ $witness == yes ]]; then
    witness_wanted
    witness_join
  fi
  if ! is_locked; then
    run_locked up "$@"
    return
  fi

  local started
  started=$(now)
  servers_launch
  if [[ $servers_only == yes ]]; then
    servers_wait
    return
  fi
  # The servers start while the compiler works.
  if [[ $build == yes ]]; then build_services; fi
  services_check_built
  servers_wait
  postgres_bootstrap
  services_claim_ports
  services_migrate
  services_start
  services_wait
  say "Up after $(seconds_since "$started")."
  system_addresses
}

# A mistake in the configuration is found before anything starts.
servers_launch() {
  postgres_read_configuration
  rabbitmq_read_configuration
  servers_install
  choose_server_user
  choose_server_home
  rabbitmq_launch
  postgres_launch
}

# In one go, because every call of apt-get reads its lists.
servers_install() {
  local missing=()
  if postgres_is_private && ! postgres_programs '' >/dev/null; then missing+=(postgresql); fi
  if ! postgres_is_private && ! command -v psql >/dev/null; then missing+=(postgresql-client); fi
  if rabbitmq_is_private && ! rabbitmq_programs >/dev/null; then missing+=(rabbitmq-server); fi
  # Tests read reports and exports with other programs than the ones that wrote them: PDF, and accountants' tools.
  if [[ ${TESTS_DONE:-} == no ]]; then
    reports_have_font || missing+=(fonts-wqy-microhei)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    command -v hledger >/dev/null || missing+=(hledger)
    command -v bean-check >/dev/null || missing+=(beancount)
  fi
  if [[ ${BROWSER_WANTED:-no} == yes && ! -x $(browser_program) ]]; then missing+=(chromium-headless-shell); fi
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
  reports_have_font || reports_install_font
}

# Chromium without windows, the same engine at half the processor time; or another that is named.
browser_program() { printf '%s' "${LEDGER_TEST_CHROMIUM:-/usr/bin/chromium-headless-shell}"; }

# The font of PDF reports: the usual one, or another that is named.
reports_have_font() {
  [[ -n ${Reports__Font:-} || -e /usr/share/fonts/truetype/wqy/wqy-microhei.ttc ]]
}

# Everything but PDF works without the font, so a machine that cannot have it still starts; it is tried once.
reports_install_font() {
  [[ ! -e $RUN/font-tried ]] || return 0
  : >"$RUN/font-tried"
  (install_packages fonts-wqy-microhei) || say "PDF reports need a font: install fonts-wqy-microhei, or name a TrueType font by Reports__Font."
}

servers_wait() {
  postgres_wait
  rabbitmq_wait
}

servers_stop() {
  rabbitmq_ask_to_stop
  postgres_ask_to_stop
  rabbitmq_await_stop
  postgres_await_stop
}

# What a person needs to go on; on standard output.
system_addresses() {
  cat <<END

Portal and APIs    $(service_address portal)
Sign-in (OpenID)   $(service_address identity)
PostgreSQL         $PG_HOST:$PG_PORT$(postgres_is_private && printf ' (private; user ledger, password in %s/secrets/postgres-superuser)' "$RUN")
RabbitMQ           $(rabbitmq_uri | sed -E 's|//[^@/]*@|//|')
Logs               ./ledger logs, or $RUN/logs/

Development password of everybody below: $(secret dev-password)
END
  seed_files | xargs -r -d '\n' dotnet "$(cli_program)" people || true
}

system_down() {
  local wipe=no option
  for option in "$@"; do
    case $option in
      --wipe) wipe=yes ;;
      *) fail_usage "down: unknown option '$option'." ;;
    esac
  done
  open_run_folder
  if ! is_locked; then
    run_locked down "$@"
    return
  fi
  local started
  started=$(now)
  system_stop
  say "Everything that was started from $RUN is stopped ($(seconds_since "$started"))."
  if [[ $wipe == yes ]]; then
    system_wipe
    say "Its data, logs and passwords are deleted."
  fi
}

system_stop() {
  services_stop "${SERVICES[@]}"
  servers_stop
  stop_stragglers
}

# Deletes the run folder's content, and the servers' data where it lies elsewhere.
system_wipe() {
  local home
  if [[ -f $RUN/server-home ]]; then
    home=$(<"$RUN/server-home")
    [[ $home == "$RUN" || $home != /var/lib/ledger/* ]] || rm -rf -- "$home"
  fi
  # The build stamps belong to the sources; systems of the tests have run folders of their own below this one.
  find "$RUN" -mindepth 1 -maxdepth 1 ! -name build ! -name '*lock' ! -name test ! -name bench -exec rm -rf -- {} +
}

# Exit status 0 when everything runs and is ready, 3 otherwise.
system_status() {
  open_run_folder
  local name all=0
  printf '%-14s %-10s %8s %6s\n' NAME STATE PID PORT
  status_of_server PostgreSQL postgres postgres_is_private "${LEDGER_POSTGRES:-}" || all=3
  status_of_server RabbitMQ rabbitmq rabbitmq_is_private "${LEDGER_RABBITMQ:-}" || all=3
  for name in "${SERVICES[@]}"; do
    if is_ready "$name"; then
      status_line "$name" ready "$name"
    elif is_running "$name"; then
      status_line "$name" 'not ready' "$name"
      all=3
    else
      status_line "$name" stopped "$name"
      all=3
    fi
  done
  return "$all"
}

status_line() { printf '%-14s %-10s %8s %6s\n' "$1" "$2" "$(pid_of "$3" || printf -- -)" "$(port_of "$3" || printf -- -)"; }

# status_of_server TITLE NAME IS_PRIVATE CONFIGURED
status_of_server() {
  if ! "$3"; then
    printf '%-14s configured elsewhere\n' "$1"
  elif is_running "$2"; then
    status_line "$1" running "$2"
  else
    status_line "$1" stopped "$2"
    return 1
  fi
}

# logs [SERVICE] [-f]
system_logs() {
  local follow=() names=() argument files=()
  for argument in "$@"; do
    case $argument in
      -f | --follow) follow=(-F) ;;
      -*) fail_usage "logs: unknown option '$argument'." ;;
      *) names+=("$argument") ;;
    esac
  done
  open_run_folder
  for argument in "${names[@]}"; do
    [[ -f $RUN/logs/$argument.log ]] || fail "There is no log of '$argument'. There are: $(log_names)"
    files+=("$RUN/logs/$argument.log")
  done
  [[ ${#files[@]} -gt 0 ]] || mapfile -t files < <(find "$RUN/logs" -name '*.log' -size +0 | sort)
  [[ ${#files[@]} -gt 0 ]] || fail "There are no logs in $RUN/logs yet."
  tail -n "$([[ ${#files[@]} -eq 1 ]] && printf 200 || printf 10)" "${follow[@]}" -- "${files[@]}"
}

log_names() { find "$RUN/logs" -name '*.log' -printf '%f\n' | sed 's/\.log$//' | sort | paste -sd ' '; }
