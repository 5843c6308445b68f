# shellcheck shell=bash
# Long-running processes: started in a session of their own, known by a PID file, stopped politely, then firmly.
#
# Each carries LEDGER_SYSTEM (the run folder) and LEDGER_PROCESS (its name) in its environment. A PID alone could belong to
# a stranger by now; the mark cannot, so nothing that this system did not start is ever taken for its own or killed.

readonly LOG_BYTES_BEFORE_ROTATION=$((20 * 1024 * 1024))

# launch NAME COMMAND...: starts COMMAND detached from its starter, output appended to its log.
launch() {
  local name=$1 log=$RUN/logs/$1.log pid
  shift
  rotate_log "$log"
  (
    close_inherited_files
    exec env LEDGER_SYSTEM="$RUN" LEDGER_PROCESS="$name" setsid "$@"
  ) </dev/null >>"$log" 2>&1 &
  pid=$!
  # It is not the shell's to wait for, nor to report about when it ends.
  disown "$pid"
  printf '%s\n' "$pid" >"$RUN/$name.pid"
  # The mark is there only after the exec; without this wait the process would look like a stranger for a moment.
  until is_ours "$pid" "$name" || ! kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
}

# A server that kept its starter's files open would hold the starter's locks, and a pipe's reader would wait for ever.
close_inherited_files() {
  local file
  for file in "/proc/$BASHPID/fd"/*; do
    file=${file##*/}
    if ((file > 2)); then exec {file}>&-; fi
  done
}

rotate_log() {
  if [[ -f $1 && $(stat -c %s -- "$1") -gt $LOG_BYTES_BEFORE_ROTATION ]]; then
    mv -f -- "$1" "$1.old"
  fi
}

# is_ours PID NAME. A zombie has an empty environment and counts as gone.
is_ours() {
  local environment=/proc/$1/environ
  grep -qzxF "LEDGER_SYSTEM=$RUN" "$environment" 2>/dev/null && grep -qzxF "LEDGER_PROCESS=$2" "$environment" 2>/dev/null
}

# pid_of NAME: its PID if it runs; else nothing, and false.
pid_of() {
  local pid
  [[ -f $RUN/$1.pid ]] && read -r pid <"$RUN/$1.pid" && [[ $pid =~ ^[0-9]+$ ]] && is_ours "$pid" "$1" && printf '%s' "$pid"
}

is_running() { pid_of "$1" >/dev/null; }

is_stopped() { ! is_running "$1"; }

# ask_to_stop NAME [SIGNAL]
ask_to_stop() {
  local pid
  if pid=$(pid_of "$1"); then kill -s "${2:-TERM}" "$pid" 2>/dev/null || true; fi
}

# await_stop NAME SECONDS: kills what did not stop in time.
await_stop() {
  if ! wait_until "$2" is_stopped "$1"; then
    step "$1" "did not stop within $2 s; killing it"
    ask_to_stop "$1" KILL
    wait_until 10 is_stopped "$1" || fail "$1 cannot be stopped."
  fi
  rm -f -- "$RUN/$1.pid"
}

# PIDs of every process of this system, also of those without a PID file (helpers that RabbitMQ starts).
pids_of_system() {
  local file
  # /proc changes while grep reads it; processes that went away or belong to others are no error.
  while IFS= read -r file; do
    file=${file#/proc/}
    printf '%s\n' "${file%/environ}"
  done < <(grep -lzxF "LEDGER_SYSTEM=$RUN" /proc/[0-9]*/environ 2>/dev/null || true)
}

system_is_gone() { [[ -z $(pids_of_system) ]]; }

# Last step of `down`: whatever still carries the mark.
stop_stragglers() {
  local signal
  for signal in TERM KILL; do
    system_is_gone && return
    pids_of_system | xargs -r kill -s "$signal" 2>/dev/null || true
    wait_until 5 system_is_gone && return
  done
  fail "These processes cannot be stopped: $(pids_of_system | tr '\n' ' ')"
}
