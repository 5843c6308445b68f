# shellcheck shell=bash
# PostgreSQL refuses to run as root, so under root the private servers run as an unprivileged user, who may not be able
# to enter the run folder (a repository below /root). Then their data goes elsewhere, and the run folder records where.

# User of the private servers; empty when the launcher's own user serves.
server_user() {
  [[ $EUID -eq 0 ]] || return 0
  local user
  for user in postgres ledger-run; do
    if getent passwd "$user" >/dev/null; then
      printf '%s' "$user"
      return
    fi
  done
  say "Creating the system user ledger-run: PostgreSQL refuses to run as root."
  useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin ledger-run
  printf 'ledger-run'
}

# Prefix that makes a command run as the server user; fills AS_SERVER_USER. setpriv replaces itself by the command, so
# the command keeps the PID that launch recorded, which su and runuser would not do.
AS_SERVER_USER=()
choose_server_user() {
  SERVER_USER=$(server_user)
  if [[ -n $SERVER_USER ]]; then
    AS_SERVER_USER=(setpriv "--reuid=$SERVER_USER" "--regid=$(id -g "$SERVER_USER")" --init-groups --)
  fi
}

# choose_server_home: sets SERVER_HOME, below which each private server has its folder.
choose_server_home() {
  if [[ -f $RUN/server-home ]]; then
    SERVER_HOME=$(<"$RUN/server-home")
  elif can_reach "$RUN"; then
    SERVER_HOME=$RUN
  else
    # Root alone gets here, so /var/lib can be written. A new run folder gets new data: it has no old passwords.
    SERVER_HOME=/var/lib/ledger/$(basename -- "$LEDGER_ROOT")-$(head -c 6 /dev/urandom | od -An -tx1 | tr -d ' \n')
    mkdir -p -- "$SERVER_HOME"
    chmod 755 /var/lib/ledger "$SERVER_HOME"
    say "$SERVER_USER cannot enter $RUN: the servers' data goes to $SERVER_HOME."
  fi
  printf '%s\n' "$SERVER_HOME" >"$RUN/server-home"
}

can_reach() { "${AS_SERVER_USER[@]}" test -x "$1"; }

# server_folder NAME: makes and prints a folder that only the server user can enter.
server_folder() {
  local folder=$SERVER_HOME/$1
  if [[ ! -d $folder ]]; then
    mkdir -p -- "$folder"
    chmod 700 "$folder"
    [[ -z $SERVER_USER ]] || chown -- "$SERVER_USER:" "$folder"
  fi
  printf '%s' "$folder"
}

# give_to_server FILE MODE: writes standard input to a file of the server user.
give_to_server() {
  (umask 077 && cat >"$1.new")
  chmod "$2" "$1.new"
  [[ -z $SERVER_USER ]] || chown -- "$SERVER_USER:" "$1.new"
  mv -f -- "$1.new" "$1"
}

# launch_server NAME FOLDER COMMAND...: launch as the server user in FOLDER, from a clean environment: PG* and RABBITMQ_*
# variables of the person at the keyboard are meant for other servers. COMMAND may begin with NAME=VALUE words.
launch_server() {
  local name=$1 folder=$2
  shift 2
  launch "$name" "${AS_SERVER_USER[@]}" env -i -C "$folder" PATH="$PATH" HOME="$folder" LANG=C.UTF-8 \
    LEDGER_SYSTEM="$RUN" LEDGER_PROCESS="$name" "$@"
}
