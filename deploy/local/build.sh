# shellcheck shell=bash
# Builds in Release, and only what changed: a stamp of the sources' names, sizes and times says whether anything did.
# Stamps lie beside the sources' own .run, whatever LEDGER_RUN says: every system on this machine runs the same build.

readonly BUILD_STAMPS=$LEDGER_ROOT/.run/build

# build_services: what `up` runs. build_solution: that and the tests.
build_services() { build_if_changed services "$LEDGER_ROOT/deploy/local/services.slnf" contracts services; }
build_solution() { build_if_changed solution "$LEDGER_ROOT/Ledger.sln" contracts services tests; }

# The stamp of what the services were built from; part of a running service's fingerprint.
services_stamp() { cat -- "$BUILD_STAMPS/services" 2>/dev/null || printf 'built by hand'; }

# build_if_changed NAME SOLUTION FOLDER...: two launchers never build at once.
build_if_changed() {
  local name=$1 solution=$2 stamp
  shift 2
  check_sdk
  mkdir -p -- "$BUILD_STAMPS"
  exec 9>"$BUILD_STAMPS/lock"
  flock 9
  stamp=$(sources_stamp "$@")
  if [[ $(cat -- "$BUILD_STAMPS/$name" 2>/dev/null) != "$stamp" ]]; then
    run_build "$solution"
    printf '%s\n' "$stamp" >"$BUILD_STAMPS/$name"
    # The solution holds the services too.
    [[ $name != solution ]] || sources_stamp contracts services >"$BUILD_STAMPS/services"
  fi
  exec 9>&-
}

check_sdk() {
  local have
  have=$(cd -- "$LEDGER_ROOT" && dotnet --version 2>/dev/null) ||
    fail "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download"
  [[ ${have%%.*} -ge 10 ]] || fail "The .NET 10 SDK is needed; this is $have."
}

# Lock files are left out: restoring writes them. So is what no build reads.
sources_stamp() {
  (
    cd -- "$LEDGER_ROOT" || exit
    find "$@" deploy/samples Directory.*.props global.json .editorconfig Ledger.sln \
      \( -name bin -o -name obj -o -name TestResults \) -prune -o \
      -type f ! -name packages.lock.json ! -name '*.md' -printf '%p %s %T@\n' | LC_ALL=C sort | hash_of
  )
}

run_build() {
  local started log=$RUN/logs/build.log mark="ledger-build-$$"
  started=$(now)
  step build "building ${1##*/}; the first build also downloads packages and takes some minutes"
  # Build nodes end with the build. The compiler server, without which every project starts a compiler of its own, gets a
  # name of its own, so that it is not shared with other builds of this user, and is ended here.
  if ! env LEDGER_BUILD="$mark" DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    dotnet build "$1" -c Release -nodeReuse:false -v:minimal -tl:off -p:UseSharedCompilation=true "-p:SharedCompilationId=$mark" \
    </dev/null 2>&1 9>&- | tee "$log" | sed -n 's/^ *Ledger\.\([A-Za-z.]*\) -> .*/  build          \1/p' >&2; then
    stop_compiler_server "$mark"
    grep -E ': (error|warning) ' "$log" | sort -u | head -n 20 >&2 || tail -n 20 -- "$log" >&2
    fail "The build failed; all of it is in $log."
  fi
  stop_compiler_server "$mark"
  step build "done ($(seconds_since "$started"))"
}

stop_compiler_server() {
  local file
  while IFS= read -r file; do
    file=${file#/proc/}
    kill "${file%/environ}" 2>/dev/null || true
  done < <(grep -lzxF "LEDGER_BUILD=$1" /proc/[0-9]*/environ 2>/dev/null || true)
}
