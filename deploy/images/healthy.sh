#!/usr/bin/env bash
# healthy.sh PORT [PATH]: true when http://127.0.0.1:PORT/PATH answers 200 within five seconds. Neither the images of the
# services nor a fresh machine have curl; bash can open a connection by itself.
set -u

{ exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || exit 1
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "${2:-/health/ready}" >&3
read -r -t 5 -u 3 _ status _ || exit 1
[[ $status == 200 ]]
