# shellcheck shell=bash
# Installs what is missing with apt, for machines that have only the .NET SDK. Debian starts a server as soon as its
# package is installed; here that is prevented, and undone for the next boot: the launcher runs private servers of its
# own and leaves none running that it did not announce.

readonly POLICY_FILE=/usr/sbin/policy-rc.d

# install_packages PACKAGE... The body is a subshell: its traps must not replace the caller's.
install_packages() (
  command -v apt-get >/dev/null || fail "Please install $*; there is no apt-get to do it."
  as_root=()
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || fail "Please install as root: apt-get install -y --no-install-recommends $*"
    as_root=(sudo)
  fi

  say "Not installed yet, so installing with apt-get: $*"
  before=$(epmd_pids)
  forbid_service_starts
  # The package lists of a fresh container are empty, and old ones point to files that are gone.
  if ! {
    "${as_root[@]}" apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
  } </dev/null >>"$RUN/logs/apt.log" 2>&1; then
    allow_service_starts
    show_log_tail apt
    fail "apt-get could not install: $*"
  fi
  allow_service_starts
  keep_services_from_booting "$@"
  stop_new_epmd "$before"
  say "Installed. The packages' own system services stay off; Ledger starts private ones."
)

# A policy-rc.d that answers 101 tells Debian's maintainer scripts not to start services. One that exists is the
# administrator's and stays as it is.
forbid_service_starts() {
  [[ ! -e $POLICY_FILE ]] || return 0
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$POLICY_FILE" >/dev/null
  "${as_root[@]}" chmod 755 "$POLICY_FILE"
  policy_is_ours=yes
  trap allow_service_starts EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

allow_service_starts() {
  [[ ${policy_is_ours:-} == yes ]] || return 0
  "${as_root[@]}" rm -f -- "$POLICY_FILE"
  policy_is_ours=
}

# On a machine with systemd a freshly installed server would start at the next boot.
keep_services_from_booting() {
  [[ -d /run/systemd/system ]] || return 0
  local package
  for package in "$@"; do
    case $package in
      postgresql) "${as_root[@]}" systemctl disable --quiet postgresql.service 2>/dev/null || true ;;
      rabbitmq-server)
        "${as_root[@]}" systemctl disable --quiet rabbitmq-server.service epmd.service epmd.socket 2>/dev/null || true
        ;;
    esac
  done
}

# RabbitMQ's installation calls its command line, which leaves Erlang's port mapper behind whatever the policy says.
stop_new_epmd() {
  local pid
  for pid in $(epmd_pids); do
    [[ " $1 " == *" $pid "* ]] || "${as_root[@]}" kill "$pid" 2>/dev/null || true
  done
}

epmd_pids() {
  local file
  for file in /proc/[0-9]*/comm; do
    if [[ $(cat -- "$file" 2>/dev/null) == epmd ]]; then
      file=${file#/proc/}
      printf '%s ' "${file%/comm}"
    fi
  done
}
