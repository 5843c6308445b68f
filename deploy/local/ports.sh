# shellcheck shell=bash
# Ports of this system, all on 127.0.0.1. Chosen once and recorded in the run folder (name=port), so that addresses stay
# the same over restarts; a port that somebody else took meanwhile is replaced.

# The order fixes the default ports: the portal has 7400, identity 7401, and so on.
readonly PORT_NAMES=(portal identity agreements contributions valuation risks distribution audit
  postgres rabbitmq rabbitmq-distribution epmd witness)

readonly FIRST_PORT=7400

# Where Linux takes ports of outgoing connections from; a server's port there could be gone at its next start.
readonly FIRST_EPHEMERAL_PORT=32768

# port_of NAME: the recorded port; false when there is none yet.
port_of() {
  [[ -f $RUN/ports ]] || return 1
  local line
  line=$(grep -m 1 "^$1=" "$RUN/ports") && printf '%s' "${line#*=}"
}

# claim_port NAME: records a port for a server that is about to start.
claim_port() {
  local port
  if port=$(port_of "$1") && port_is_free "$port"; then return; fi
  port=$(find_port "$1")
  record_port "$1" "$port"
}

find_port() {
  local port
  port=$(default_port "$1")
  until port_is_free "$port" && ! port_is_recorded "$port"; do
    # Steps of one system's size keep the usual pattern recognisable (7400, 7420, 7440 ...).
    port=$((port + 20))
    ((port < FIRST_EPHEMERAL_PORT)) || fail "There is no free port for $1."
  done
  printf '%s' "$port"
}

# A system in another run folder starts elsewhere, so that two that start at the same moment do not meet.
default_port() {
  local index first=$FIRST_PORT
  if [[ $RUN != "$LEDGER_ROOT/.run" ]]; then
    first=$((10000 + $(cksum <<<"$RUN" | cut -d ' ' -f 1) % 1000 * 20))
  fi
  for index in "${!PORT_NAMES[@]}"; do
    if [[ ${PORT_NAMES[index]} == "$1" ]]; then
      printf '%s' $((first + index))
      return
    fi
  done
  fail "There is no port for '$1'."
}

# Reads the kernel's table of sockets: state 0A is LISTEN. Asking by a connection would miss other addresses' listeners.
port_is_free() {
  local hex
  printf -v hex '%04X' "$1"
  ! grep -qsE "^ *[0-9]+: [0-9A-F]+:$hex [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6
}

port_is_recorded() { [[ -f $RUN/ports ]] && grep -q "=$1\$" "$RUN/ports"; }

record_port() {
  {
    [[ ! -f $RUN/ports ]] || grep -v "^$1=" "$RUN/ports" || true
    printf '%s=%s\n' "$1" "$2"
  } >"$RUN/ports.new"
  mv -- "$RUN/ports.new" "$RUN/ports"
}
