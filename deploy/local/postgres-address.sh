# shellcheck shell=bash
# Where PostgreSQL is and who its superuser is: read from LEDGER_POSTGRES, which may be a URI or an ADO.NET connection
# string, and written as the connection strings that the services want.

PG_HOST='' PG_PORT='' PG_USER='' PG_PASSWORD='' PG_DATABASE='' PG_SSLMODE=''

# read_postgres_address TEXT: sets PG_*.
read_postgres_address() {
  PG_HOST=127.0.0.1 PG_PORT=5432 PG_USER=postgres PG_PASSWORD='' PG_DATABASE=postgres PG_SSLMODE=''
  case $1 in
    postgres://* | postgresql://*) read_postgres_uri "$1" ;;
    *=*) read_postgres_keywords "$1" ;;
    *) fail "LEDGER_POSTGRES is neither a postgres:// URI nor a connection string like Host=...;Username=...;Password=..." ;;
  esac
}

read_postgres_uri() {
  # Scheme, user:password@, host, :port, /database, ?parameters. The host may be an IPv6 address in brackets.
  local pattern='^postgres(ql)?://(([^:@/]*)(:([^@/]*))?@)?(\[[^]]+\]|[^:/?]*)(:([0-9]+))?(/([^?]*))?(\?(.*))?$'
  [[ $1 =~ $pattern ]] || fail "LEDGER_POSTGRES is not a valid postgres:// URI."
  local user=${BASH_REMATCH[3]} password=${BASH_REMATCH[5]} host=${BASH_REMATCH[6]} port=${BASH_REMATCH[8]}
  local database=${BASH_REMATCH[10]} parameters=${BASH_REMATCH[12]}
  [[ -z $host ]] || PG_HOST=${host//[\[\]]/}
  [[ -z $port ]] || PG_PORT=$port
  [[ -z $user ]] || PG_USER=$(percent_decoded "$user")
  [[ -z $database ]] || PG_DATABASE=$(percent_decoded "$database")
  PG_PASSWORD=$(percent_decoded "$password")
  if [[ $parameters =~ (^|&)sslmode=([a-z-]+) ]]; then PG_SSLMODE=${BASH_REMATCH[2]}; fi
}

read_postgres_keywords() {
  # Key = value pairs; a value with a semicolon stands in single or double quotes, in which a doubled quote is one.
  local pair='^[[:space:];]*([A-Za-z ]+)=[[:space:]]*("(([^"]|"")*)"|'\''(([^'\'']|'\'\'')*)'\''|([^;]*))[[:space:]]*(;|$)'
  local rest=$1 key value
  while [[ $rest =~ $pair ]]; do
    rest=${rest:${#BASH_REMATCH[0]}}
    key=${BASH_REMATCH[1]}
    value=${BASH_REMATCH[3]//\"\"/\"}${BASH_REMATCH[5]//\'\'/\'}$(trimmed "${BASH_REMATCH[7]}")
    take_postgres_keyword "$key" "$value"
  done
  # The rest is not shown: it may be part of a password.
  [[ -z ${rest//[[:space:];]/} ]] || fail "LEDGER_POSTGRES cannot be read after '$key'."
}

# Keys are case-insensitive and may be written with or without blanks ("User Id", "SSL Mode").
take_postgres_keyword() {
  local key=${1,,}
  case ${key//[[:space:]]/} in
    host | server) PG_HOST=$2 ;;
    port) PG_PORT=$2 ;;
    username | user | userid | uid) PG_USER=$2 ;;
    password | pwd | psw) PG_PASSWORD=$2 ;;
    database | db) PG_DATABASE=$2 ;;
    sslmode)
      # Npgsql writes VerifyFull where libpq writes verify-full.
      PG_SSLMODE=${2,,}
      PG_SSLMODE=${PG_SSLMODE/#verify[!-]/verify-${PG_SSLMODE:6:1}}
      ;;
    *) fail "LEDGER_POSTGRES: '$1' is not supported. Use Host, Port, Username, Password, Database, SSL Mode." ;;
  esac
}

trimmed() { sed 's/^[[:space:]]*//; s/[[:space:]]*$//' <<<"$1"; }

percent_decoded() {
  local escaped=${1//\\/\\\\}
  printf '%b' "${escaped//%/\\x}"
}

# connection_string USER PASSWORD DATABASE [MORE]: for Npgsql.
connection_string() {
  printf 'Host=%s;Port=%s;Username=%s;Password=%s;Database=%s' \
    "$PG_HOST" "$PG_PORT" "$(quoted "$1")" "$(quoted "$2")" "$(quoted "$3")"
  [[ -z $PG_SSLMODE ]] || printf ';SSL Mode=%s' "${PG_SSLMODE//-/}"
  printf '%s' "${4:-}"
}

# Only what was typed by a person can need quotes; generated passwords are letters and digits.
quoted() {
  case $1 in
    *[\;\'\"\ =]*) printf '"%s"' "${1//\"/\"\"}" ;;
    *) printf '%s' "$1" ;;
  esac
}

superuser_connection_string() { connection_string "$PG_USER" "$PG_PASSWORD" "$PG_DATABASE"; }

# with_superuser COMMAND...: runs a libpq program (psql, pg_dump) as the superuser; the password stays out of `ps`.
with_superuser() {
  env PGHOST="$PG_HOST" PGPORT="$PG_PORT" PGUSER="$PG_USER" PGPASSWORD="$PG_PASSWORD" PGDATABASE="$PG_DATABASE" \
    ${PG_SSLMODE:+PGSSLMODE="$PG_SSLMODE"} PGCONNECT_TIMEOUT=5 PGAPPNAME=ledger-launcher "$@"
}
