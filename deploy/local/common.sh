# shellcheck shell=bash
# What every part of the launcher needs: the run folder, its lock and secrets, how to speak, how to wait.

# Folder of this system's data, logs, ports, process ids and passwords; set by open_run_folder.
RUN=

# Progress goes to standard error, so that standard output stays what the command was asked for (JSON, a statement).
say() { printf '%s\n' "$*" >&2; }

# step NAME TEXT: one line of progress about one part of the system.
step() { printf '  %-14s %s\n' "$1" "$2" >&2; }

fail() {
  printf 'ledger: %s\n' "$*" >&2
  exit 1
}

fail_usage() {
  printf 'ledger: %s See ./ledger help.\n' "$*" >&2
  exit 2
}

# open_run_folder [SUBFOLDER]: chooses the run folder and makes it. Secrets and logs are for the owner only; the folder
# itself can be passed through, because PostgreSQL may run as another user below it.
open_run_folder() {
  local wanted=${LEDGER_RUN:-$LEDGER_ROOT/.run}${1:+/$1}
  mkdir -p -- "$wanted"
  RUN=$(cd -- "$wanted" && pwd -P)
  chmod a+x "$RUN"
  mkdir -p -- "$RUN/logs" "$RUN/secrets"
  chmod 700 "$RUN/logs" "$RUN/secrets"
  witness_join
}

# run_locked COMMAND...: runs ./ledger COMMAND... while holding the run folder's lock, so that two launchers never start
# the same server twice. flock closes the lock's descriptor for the command: a server started under it must not keep it.
run_locked() {
  local lock=$RUN/lock status=0
  flock --close --nonblock --conflict-exit-code 75 "$lock" \
    env LEDGER_LOCKED="$RUN" "$LEDGER_ROOT/ledger" "$@" || status=$?
  if [[ $status -eq 75 ]]; then
    say "Another ledger command works on $RUN; waiting for it."
    status=0
    flock --close "$lock" env LEDGER_LOCKED="$RUN" "$LEDGER_ROOT/ledger" "$@" || status=$?
  fi
  return "$status"
}

# True in the launcher that run_locked started for this very run folder.
is_locked() { [[ ${LEDGER_LOCKED:-} == "$RUN" ]]; }

# claim_run_folder: for a command that keeps a run folder to itself until it ends.
claim_run_folder() {
  exec 8>"$RUN/owner.lock"
  flock --nonblock 8 || fail "Another ledger command is already at work in $RUN."
}

# secret NAME: prints a generated password; the first call makes it. Letters and digits only, so that it needs no
# quoting in connection strings, URIs, SQL or JSON.
secret() {
  local file=$RUN/secrets/$1
  if [[ ! -s $file ]]; then
    (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' 'Qz' >"$file.new" && mv -- "$file.new" "$file")
  fi
  cat -- "$file"
}

# wait_until SECONDS COMMAND...: polls until COMMAND succeeds; false when the time is over.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# Microseconds of the wall clock. The decimal sign of EPOCHREALTIME depends on the locale.
now() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }

# seconds_since MICROSECONDS: for people, "3.2 s".
seconds_since() {
  local tenths=$((($(now) - $1) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# show_log_tail NAME: the last lines of a log, for an error message.
show_log_tail() {
  local log=$RUN/logs/$1.log
  say "  --- last lines of $log"
  [[ ! -f $log ]] || tail -n 20 -- "$log" | sed 's/^/  | /' >&2
}

# hash_of: SHA-256 of standard input.
hash_of() { sha256sum | cut -d ' ' -f 1; }
