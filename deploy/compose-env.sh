#!/usr/bin/env bash
# Prints the variables that docker-compose.yml needs, with fresh passwords:
#   deploy/compose-env.sh --dev > .env          one machine: embedded sign-in, the samples' people, Development
#   deploy/compose-env.sh ISSUER_URL > .env     production: your OpenID Connect provider
# Write it once and keep it: the databases remember the passwords, PostgreSQL's superuser for ever.
set -euo pipefail

password() { head -c 24 /dev/urandom | base64 | tr '+/' 'Qz'; }

usage() {
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

case ${1:-} in
  --dev)
    printf 'COMPOSE_PROFILES=dev\nLEDGER_ENVIRONMENT=Development\nLEDGER_ISSUER=http://identity.localhost:7401\n'
    printf 'LEDGER_SEED_PASSWORD=%s\n' "$(password)"
    ;;
  https://*) printf 'LEDGER_ENVIRONMENT=Production\nLEDGER_ISSUER=%s\n' "$1" ;;
  *) usage ;;
esac

for name in POSTGRES IDENTITY_OWNER IDENTITY_APP CONTRIBUTIONS_VAULT_OWNER CONTRIBUTIONS_VAULT_APP AUDIT_READER; do
  printf 'LEDGER_%s_PASSWORD=%s\n' "$name" "$(password)"
done
for service in AGREEMENTS CONTRIBUTIONS VALUATION RISKS DISTRIBUTION AUDIT; do
  for role in OWNER APP RELAY BROKER; do
    printf 'LEDGER_%s_%s_PASSWORD=%s\n' "$service" "$role" "$(password)"
  done
done

# The key that signs the audit log. Whoever has it can sign as this log: keep it apart from the databases and their backups.
printf 'LEDGER_LOG_ORIGIN=%s\n' "ledger-$(head -c 6 /dev/urandom | od -An -tx1 | tr -d ' \n')/audit"
printf 'LEDGER_LOG_KEY=%s\n' "$(head -c 32 /dev/urandom | base64)"

# The keys under which evidence files are named and encrypted. Without them the files are lost; keep them apart from the files.
# To rotate, put a new key=… before the old one and keep names=… as it is.
printf 'LEDGER_EVIDENCE_KEYS=names=%s;key=%s\n' "$(head -c 32 /dev/urandom | base64)" "$(head -c 32 /dev/urandom | base64)"

# The secret under which the vault of hidden fields wraps its keys. With it and the vault's database everything can be opened: keep
# it apart from both, or put a key service in its place (deploy/decisions/0027-secrets-in-a-vault.md).
printf 'LEDGER_VAULT_KEY=%s\n' "$(head -c 32 /dev/urandom | base64)"

# The secret under which numbers of bank accounts are kept. Without it nobody can be paid from what was registered; keep it apart from
# the database (deploy/decisions/0050-paying-out.md).
printf 'LEDGER_PAYMENTS_KEY=%s\n' "$(head -c 32 /dev/urandom | base64)"
