# shellcheck shell=bash
# Witnesses: one that a person runs for somebody else's log, and the one that `up --witness` runs beside this system to show how
# it works. The latter proves nothing to anybody: whoever runs the log runs it too.

readonly WITNESS_NAME=witness.local/demo

# witness --name NAME --log VKEY... [--folder DIR] [--listen URL]: runs until stopped. `witness key ...` prints its public key.
witness_run() {
  local verb=() name='' logs=() folder='' listen=http://127.0.0.1:7480
  [[ ${1:-} != key ]] || { verb=(key); shift; }
  while [[ $# -gt 0 ]]; do
    [[ $# -ge 2 ]] || fail_usage "witness: '$1' needs a value."
    case $1 in
      --name) name=$2 ;;
      --log) logs+=("$2") ;;
      --folder) folder=$2 ;;
      --listen) listen=$2 ;;
      *) fail_usage "witness: unknown option '$1'." ;;
    esac
    shift 2
  done
  [[ -n $name ]] || fail_usage "witness: give it a --name, for example witness.university.example/1."
  open_run_folder
  build_services </dev/null
  exec dotnet "$(service_program witness)" "${verb[@]}" --urls "$listen" "--Witness:Name=$name" \
    "--Witness:Folder=${folder:-$RUN/own-witness}" "--Witness:Logs=${logs[*]}"
}

# From the next start on, this system has a witness beside it.
witness_wanted() {
  mkdir -p -- "$RUN/witness"
  : >"$RUN/witness/wanted"
}

# Called when the run folder is known: the witness is one of the services from then on.
witness_join() {
  if [[ -f $RUN/witness/wanted && " ${SERVICES[*]} " != *' witness '* ]]; then SERVICES+=(witness); fi
}

has_witness() { [[ " ${SERVICES[*]} " == *' witness '* ]]; }

# The public key of the log, as the witness is told.
log_public_key() {
  local key file=$RUN/log/key.pub
  key=$(key_file log-key)
  if [[ ! -s $file || $key -nt $file ]]; then
    mkdir -p -- "$RUN/log"
    dotnet "$(cli_program)" key "$key" --name "$LOG_ORIGIN" >"$file.new" && mv -- "$file.new" "$file"
  fi
  cat -- "$file"
}

# The file that tells the audit service its witnesses: here one, and one is enough.
witness_file() {
  local public=$RUN/witness/key.pub file=$RUN/log/witnesses.txt
  mkdir -p -- "$RUN/log"
  if [[ ! -s $public ]]; then
    dotnet "$(service_program witness)" key "--Witness:Name=$WITNESS_NAME" "--Witness:Folder=$RUN/witness/memory" >"$public.new" &&
      mv -- "$public.new" "$public"
  fi
  {
    printf '# Run by the operator of the log, so it shows how witnesses work and proves nothing.\n'
    printf 'witness demo %s %s\nquorum demo\n' "$(<"$public")" "$(service_address witness)"
  } >"$file"
  printf '%s' "$file"
}
