# shellcheck shell=bash
# Installs what is missing with apt, for machines that have only the .NET SDK. Debian starts a server as soon as its
# package is installed; here that is prevented, and undone for the next boot: the launcher runs private servers of its
# own and leaves none running that it did not announce.

readonly POLICY_FILE=/usr/sbin/policy-rc.d

# Prefix of commands that need root; nothing when the launcher is root.
AS_ROOT=()

# True while the policy file is one that we wrote.
POLICY_IS_OURS=no

# install_packages PACKAGE...
install_packages() {
  command -v apt-get >/dev/null || fail "Please install $*; there is no apt-get to do it."
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || fail "Please install as root: apt-get install -y --no-install-recommends $*"
    AS_ROOT=(sudo)
  fi
  # In a subshell: its traps must not replace the caller's.
  (install_without_starting "$@")
}

install_without_starting() {
  say "Not installed yet, so installing with apt-get: $*"
  local epmd_before
  epmd_before=$(epmd_pids)
  forbid_service_starts
  if ! apt_install "$@" </dev/null >>"$RUN/logs/apt.log" 2>&1; then
    show_log_tail apt
    fail "apt-get could not install: $*"
  fi
  allow_service_starts
  keep_services_from_booting "$@"
  stop_new_epmd "$epmd_before"
  say "Installed. The packages' own system services stay off; Ledger starts private ones."
}

# The package lists of a fresh container are empty, and old ones point to files that are gone.
apt_install() {
  "${AS_ROOT[@]}" apt-get update -qq &&
    "${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# A policy-rc.d that answers 101 tells Debian's maintainer scripts not to start services. One that exists is the
# administrator's and stays as it is.
forbid_service_starts() {
  [[ ! -e $POLICY_FILE ]] || return 0
  POLICY_IS_OURS=yes
  trap allow_service_starts EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  printf '#!/bin/sh\nexit 101\n' | "${AS_ROOT[@]}" tee "$POLICY_FILE" >/dev/null
  "${AS_ROOT[@]}" chmod 755 "$POLICY_FILE"
}

allow_service_starts() {
  [[ $POLICY_IS_OURS == yes ]] || return 0
  "${AS_ROOT[@]}" rm -f -- "$POLICY_FILE"
  POLICY_IS_OURS=no
}

# On a machine with systemd a freshly installed server would start at the next boot.
keep_services_from_booting() {
  [[ -d /run/systemd/system ]] || return 0
  local package units=()
  for package in "$@"; do
    case $package in
      postgresql) units+=(postgresql.service) ;;
      rabbitmq-server) units+=(rabbitmq-server.service epmd.service epmd.socket) ;;
    esac
  done
  # A unit that this version of the package does not have is no error.
  [[ ${#units[@]} -eq 0 ]] || "${AS_ROOT[@]}" systemctl disable --quiet "${units[@]}" 2>/dev/null || true
}

# RabbitMQ's installation calls its command line, which leaves Erlang's port mapper behind whatever the policy says.
stop_new_epmd() {
  local pid
  for pid in $(epmd_pids); do
    [[ " $1 " == *" $pid "* ]] || "${AS_ROOT[@]}" kill "$pid" 2>/dev/null || true
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
