# shellcheck shell=bash
# ./ledger verifier [FOLDER]: the verifier as one file, to be given to whoever has neither this repository nor .NET. It opens no
# connection and reads nothing but the bundle and the policy.

# The machine it is for; LEDGER_VERIFIER_RUNTIME names another one (win-x64, osx-arm64 ...).
verifier_runtime() {
  local system=linux machine
  [[ $(uname -s) != Darwin ]] || system=osx
  case $(uname -m) in
    arm64 | aarch64) machine=arm64 ;;
    *) machine=x64 ;;
  esac
  printf '%s' "${LEDGER_VERIFIER_RUNTIME:-$system-$machine}"
}

# Built apart from everything else: what it is published for must not show in the ordinary build and its lock files.
verifier_publish() {
  local folder runtime work file
  [[ $# -le 1 ]] || fail_usage "verifier: name one folder, or none."
  open_run_folder
  check_sdk
  folder=${1:-$RUN/verifier}
  runtime=$(verifier_runtime)
  work=$RUN/verifier-build
  mkdir -p -- "$folder" "$work" "$RUN/logs"
  if ! DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet publish "$LEDGER_ROOT/services/Verifier/Ledger.Verifier.csproj" \
    -c Release -r "$runtime" --artifacts-path "$work" -p:NuGetLockFilePath=obj/publish.lock.json -p:UseSharedCompilation=false -nodeReuse:false -v:quiet -tl:off \
    </dev/null >"$RUN/logs/verifier.log" 2>&1; then
    grep -E ': (error|warning) ' "$RUN/logs/verifier.log" | sort -u | head -n 20 >&2 || true
    fail "The verifier could not be published; all of it is in $RUN/logs/verifier.log."
  fi
  file=$(find "$work/publish" -maxdepth 3 -type f \( -name ledger-verify -o -name ledger-verify.exe \) -path "*$runtime*" | head -n 1)
  [[ -n $file ]] || fail "The verifier was not published; see $RUN/logs/verifier.log."
  cp -- "$file" "$folder/"
  printf '%s\n' "$folder/${file##*/}"
}
