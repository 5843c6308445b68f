#!/bin/sh
# Prints the broker's definitions with the passwords of its accounts filled in. The launcher and the container use it at every
# start, so the password in the environment is the one that works. A node that loads definitions never creates the default
# user `guest`. Every service has an account of its own name, which may do what that service does (0061).
# Environment: LEDGER_<SERVICE>_BROKER_PASSWORD of every service; LEDGER_RABBITMQ_PASSWORD for the account `ledger`, which may
# do everything: for tests and tools on a developer's machine. Without it there is no such account.
set -eu

# Bytes from a string of two-digit hexadecimal numbers; printf of a plain sh knows octal only.
bytes() {
  for digits in $(printf '%s' "$1" | sed 's/../& /g'); do
    # shellcheck disable=SC2059 # The format is the byte itself.
    printf "\\$(printf '%03o' "0x$digits")"
  done
}

# RabbitMQ's form of a salted hash: base64 of 4 salt bytes followed by SHA-256 of salt and password.
password_hash() {
  salt=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
  digest=$({ bytes "$salt"; printf '%s' "$1"; } | sha256sum | cut -d ' ' -f 1)
  bytes "$salt$digest" | base64 | tr -d '\n'
}

if [ -n "${LEDGER_RABBITMQ_PASSWORD:-}" ]; then
  filled="s|@LEDGER@|$(password_hash "$LEDGER_RABBITMQ_PASSWORD")|"
else
  filled='/"\(name\|user\)": "ledger", "/d'
fi
for service in AGREEMENTS CONTRIBUTIONS VALUATION RISKS DISTRIBUTION AUDIT; do
  password=$(printenv "LEDGER_${service}_BROKER_PASSWORD") || {
    echo "LEDGER_${service}_BROKER_PASSWORD is not set." >&2
    exit 1
  }
  filled="$filled
s|@$service@|$(password_hash "$password")|"
done
sed -e "$filled" "$(dirname "$0")/definitions.json"
