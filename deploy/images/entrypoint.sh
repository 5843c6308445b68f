#!/bin/sh
# Runs the image's service in place of this shell, so that it gets the container's signals. Arguments are its verbs (migrate).
exec dotnet "/app/Ledger.${LEDGER_SERVICE:?}.dll" "$@"
