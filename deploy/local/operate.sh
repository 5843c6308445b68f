# shellcheck shell=bash
# Operators' doors to the servers, as the runbooks use them.

# psql SERVICE [ARGUMENT...]: psql as the superuser in the service's database.
operate_psql() {
  [[ $# -ge 1 ]] || fail_usage "psql: name a service."
  local service=$1
  shift
  [[ " ${DATABASES[*]} " == *" $service "* ]] || fail_usage "psql: '$service' has no database; there are: ${DATABASES[*]}."
  open_run_folder
  operate_find_postgres
  with_superuser "$PSQL" -X -d "ledger_$service" "$@"
}

operate_find_postgres() {
  if postgres_is_private; then
    is_running postgres || fail "PostgreSQL is not running; start it with ./ledger up --servers."
    choose_server_user
    choose_server_home
    postgres_launch
  else
    postgres_read_configuration
    PSQL=$(command -v psql)
  fi
}

# rabbitmqctl ARGUMENT...: for the private node.
operate_rabbitmqctl() {
  open_run_folder
  rabbitmq_is_private || fail "The broker is configured elsewhere; use its own rabbitmqctl."
  is_running rabbitmq || fail "RabbitMQ is not running; start it with ./ledger up --servers."
  choose_server_user
  choose_server_home
  local folder programs
  folder=$(server_folder rabbitmq)
  programs=$(rabbitmq_programs)
  "${AS_SERVER_USER[@]}" env -i -C "$folder" PATH="$PATH" HOME="$folder" LANG=C.UTF-8 RABBITMQ_NODENAME=ledger@localhost \
    RABBITMQ_CONF_ENV_FILE="$folder/rabbitmq-env.conf" ERL_EPMD_PORT="$(port_of epmd)" "$programs/rabbitmqctl" "$@"
}
