# shellcheck shell=bash
# RabbitMQ: the one that LEDGER_RABBITMQ names, or a private node with its own name, cookie, ports and port mapper (epmd).

# Of the private node: the virtual host, and the account that may do everything, for tests and tools. Every service has an account of
# its own name beside it.
readonly RABBITMQ_VHOST=ledger
readonly RABBITMQ_USER=ledger

# Where Debian and the generic package keep the scripts. /usr/sbin/rabbitmq-server is only Debian's wrapper for the
# system's own broker: it runs as the user rabbitmq and insists on /var/lib/rabbitmq.
readonly RABBITMQ_FOLDERS=(/usr/lib/rabbitmq/bin /usr/local/lib/rabbitmq/bin /opt/rabbitmq/sbin)

rabbitmq_is_private() { [[ -z ${LEDGER_RABBITMQ:-} ]]; }

# Sets RABBITMQ_HOST, RABBITMQ_PORT and RABBITMQ_ACCOUNT of a configured broker.
rabbitmq_read_configuration() {
  if ! rabbitmq_is_private; then read_rabbitmq_uri "$LEDGER_RABBITMQ"; fi
}

# Starts the private node unless it runs, and does not wait for it.
rabbitmq_launch() {
  rabbitmq_is_private || return 0
  is_running rabbitmq && return
  RABBITMQ_PROGRAMS=$(rabbitmq_programs) || fail "The programs of RabbitMQ were not found."
  epmd_start
  rabbitmq_start
}

# Erlang's port mapper. Started here, because a node that finds none starts one that would outlive it.
epmd_start() {
  local epmd
  is_running epmd && return
  epmd=$(command -v epmd) || fail "Erlang's epmd is not installed."
  claim_port epmd
  launch_server epmd "$(server_folder rabbitmq)" "$epmd" -port "$(port_of epmd)" -address 127.0.0.1
}

rabbitmq_start() {
  local folder
  folder=$(server_folder rabbitmq)
  # What was declared belongs to data that is gone.
  [[ -d $folder/data ]] || rm -f -- "$RUN/migrated"
  claim_port rabbitmq
  claim_port rabbitmq-distribution
  step RabbitMQ "starting on port $(port_of rabbitmq)"
  rabbitmq_write_settings "$folder"
  # RUNNING_UNDER_SYSTEMD makes the script replace itself by the node. Otherwise a shell would stand in between, and its
  # PID would be the one we know.
  launch_server rabbitmq "$folder" \
    RABBITMQ_NODENAME=ledger@localhost \
    RABBITMQ_MNESIA_BASE="$folder/data" \
    RABBITMQ_LOG_BASE="$folder/log" \
    RABBITMQ_CONFIG_FILE="$folder/rabbitmq" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$folder/advanced" \
    RABBITMQ_CONF_ENV_FILE="$folder/rabbitmq-env.conf" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$folder/enabled_plugins" \
    RABBITMQ_DIST_PORT="$(port_of rabbitmq-distribution)" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    ERL_EPMD_PORT="$(port_of epmd)" ERL_EPMD_ADDRESS=127.0.0.1 RUNNING_UNDER_SYSTEMD=true \
    "$RABBITMQ_PROGRAMS/rabbitmq-server"
}

rabbitmq_write_settings() {
  local folder=$1
  secret rabbitmq-cookie | give_to_server "$folder/.erlang.cookie" 400
  printf '[].\n' | give_to_server "$folder/enabled_plugins" 600
  # Empty on purpose: without it the node would read the system broker's.
  printf '' | give_to_server "$folder/rabbitmq-env.conf" 600
  rabbitmq_definitions | give_to_server "$folder/definitions.json" 600
  {
    cat -- "$LEDGER_ROOT/deploy/rabbitmq/ledger.conf"
    printf 'listeners.tcp.1 = 127.0.0.1:%s\n' "$(port_of rabbitmq)"
    printf 'load_definitions = %s\n' "$folder/definitions.json"
  } | give_to_server "$folder/rabbitmq.conf" 600
}

rabbitmq_definitions() {
  local service variables=("LEDGER_RABBITMQ_PASSWORD=$(secret rabbitmq)")
  for service in "${SERVICES[@]}"; do
    if talks_to_broker "$service"; then variables+=("LEDGER_${service^^}_BROKER_PASSWORD=$(secret "ledger_${service}_broker")"); fi
  done
  (export "${variables[@]}" && exec "$LEDGER_ROOT/deploy/rabbitmq/render-definitions.sh")
}

# rabbitmq_wait: until it speaks AMQP. The node opens its port as the last step of its start, so that is enough.
rabbitmq_wait() {
  local started port
  started=$(now)
  if rabbitmq_is_private; then
    port=$(port_of rabbitmq)
    wait_until 90 rabbitmq_answers_or_died "$port" || true
    if ! speaks_amqp 127.0.0.1 "$port"; then
      show_log_tail rabbitmq
      fail "RabbitMQ did not start."
    fi
    step RabbitMQ "ready on port $port ($(seconds_since "$started"))"
  else
    step RabbitMQ "using the configured broker at $RABBITMQ_HOST:$RABBITMQ_PORT; its one account does not tell the services apart"
    wait_until 30 accepts_connections "$RABBITMQ_HOST" "$RABBITMQ_PORT" ||
      fail "RabbitMQ at $RABBITMQ_HOST:$RABBITMQ_PORT does not answer."
  fi
}

rabbitmq_answers_or_died() { is_stopped rabbitmq || speaks_amqp 127.0.0.1 "$1"; }

# speaks_amqp HOST PORT: a broker answers the protocol header with a method frame, whose first byte is 1.
speaks_amqp() {
  local first
  first=$(
    { exec 3<>"/dev/tcp/$1/$2"; } 2>/dev/null || exit 0
    printf 'AMQP\x00\x00\x09\x01' >&3
    timeout 5 head -c 1 <&3 | od -An -tu1
  )
  [[ ${first// /} == 1 ]]
}

# The configured broker may speak TLS, which bash does not; that it listens has to do.
accepts_connections() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

read_rabbitmq_uri() {
  local pattern='^(amqps?)://([^@/]*@)?(\[[^]]+\]|[^:/?]+)(:([0-9]+))?(/|\?|$)'
  [[ $1 =~ $pattern ]] || fail "LEDGER_RABBITMQ is not an amqp:// or amqps:// URI."
  RABBITMQ_ACCOUNT=${BASH_REMATCH[2]%%[:@]*}
  RABBITMQ_HOST=${BASH_REMATCH[3]//[\[\]]/}
  RABBITMQ_PORT=${BASH_REMATCH[5]}
  if [[ -z $RABBITMQ_PORT ]]; then
    if [[ ${BASH_REMATCH[1]} == amqps ]]; then RABBITMQ_PORT=5671; else RABBITMQ_PORT=5672; fi
  fi
}

# rabbitmq_uri: with the account that may do everything. A secret.
rabbitmq_uri() { rabbitmq_uri_with "$RABBITMQ_USER" rabbitmq; }

# rabbitmq_uri_of SERVICE: with the account of one service. A secret.
rabbitmq_uri_of() { rabbitmq_uri_with "$1" "ledger_$1_broker"; }

# rabbitmq_uri_with ACCOUNT SECRET: a configured broker has one account for everything.
rabbitmq_uri_with() {
  if rabbitmq_is_private; then
    printf 'amqp://%s:%s@127.0.0.1:%s/%s' "$1" "$(secret "$2")" "$(port_of rabbitmq)" "$RABBITMQ_VHOST"
  else
    printf '%s' "$LEDGER_RABBITMQ"
  fi
}

# A node that does not answer is still starting, or hangs. It would take a polite signal to heart only after its start,
# and has nothing to put in order: its storage survives a kill.
rabbitmq_ask_to_stop() {
  is_running rabbitmq || return 0
  if speaks_amqp 127.0.0.1 "$(port_of rabbitmq)"; then ask_to_stop rabbitmq; else ask_to_stop rabbitmq KILL; fi
}

rabbitmq_await_stop() {
  await_stop rabbitmq 30
  ask_to_stop epmd
  await_stop epmd 5
}

# rabbitmq_programs: prints the folder of the broker's scripts.
rabbitmq_programs() {
  local folder
  for folder in "${RABBITMQ_FOLDERS[@]}" "$(dirname -- "$(readlink -f -- "$(command -v rabbitmq-server)")" 2>/dev/null)"; do
    if [[ -x $folder/rabbitmq-server && -f $folder/rabbitmq-env ]]; then
      printf '%s' "$folder"
      return
    fi
  done
  return 1
}
