#!/bin/sh
# Prints the broker's definitions with the account filled in. The launcher and the container use it at every start, so the
# password in the environment is the one that works. A node that loads definitions never creates the default user `guest`.
# Environment: LEDGER_RABBITMQ_USER, LEDGER_RABBITMQ_PASSWORD, LEDGER_RABBITMQ_VHOST (letters and digits).
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

hash=$(password_hash "${LEDGER_RABBITMQ_PASSWORD:?}")
sed -e "s|@USER@|${LEDGER_RABBITMQ_USER:?}|g" \
  -e "s|@VHOST@|${LEDGER_RABBITMQ_VHOST:?}|g" \
  -e "s|@PASSWORD_HASH@|$hash|g" \
  "$(dirname "$0")/definitions.json"
