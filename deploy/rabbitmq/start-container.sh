#!/bin/sh
# Starts the broker in its container: fills in the definitions, then hands over to the image's own start. Runs as root
# until the image changes to the user rabbitmq.
set -eu

definitions=/var/lib/rabbitmq/definitions.json
umask 077
"$(dirname "$0")/render-definitions.sh" >"$definitions"
chown rabbitmq "$definitions"
umask 022
printf 'load_definitions = %s\n' "$definitions" >/etc/rabbitmq/conf.d/30-definitions.conf
exec docker-entrypoint.sh rabbitmq-server
