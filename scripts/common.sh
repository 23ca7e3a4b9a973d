# Shared by the scripts: where the project is, and what it needs of the system.
# shellcheck shell=bash
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build_packages="g++ cmake ninja-build pkg-config libcli11-dev nlohmann-json3-dev libfmt-dev libeigen3-dev libzip-dev
  nettle-dev librandom123-dev libutf8proc-dev libtbb-dev libyaml-cpp-dev libzstd-dev catch2 go-md2man ca-certificates openssl"
# libcurl comes in flavours that exclude each other: the one that is there will do.
build_packages+=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 'libcurl4-*-dev' 2> /dev/null |
  sed -n 's/^installed \(libcurl4-.*-dev\)$/\1/p' | grep . || echo libcurl4-openssl-dev)"
check_packages="clang-format clang-tidy libbenchmark-dev libopenmpi-dev openmpi-bin"
sanitize_packages="clang"  # its sanitizers and its fuzzer
# Tests open the report, complete words, lint manual pages, and check JSON by another validator.
test_packages="chromium fonts-dejavu-core zsh fish mandoc python3-jsonschema"
figure_packages="python3-matplotlib"
bench_packages="libbenchmark-dev python3 python3-numpy python3-pandas"

say() { printf 'gapcalc set-up: %s\n' "$*" >&2; }

# Installs the Debian packages among the arguments that are missing; says what it does, on standard error.
need_packages() {
  local missing=() package
  if ! command -v dpkg-query > /dev/null; then
    say "not a Debian system; these packages, or their like, must be there: $*"
    return
  fi
  for package in "$@"; do
    if ! dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null | grep -qx installed; then missing+=("$package"); fi
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -q > /dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" > /dev/null
}

# Installs npm where there is none. Not one of the packages above: Node may come from elsewhere with its own npm.
need_npm() {
  command -v npm > /dev/null || need_packages nodejs npm
}

# Fetches what web/package-lock.json pins into web/node_modules: web_libraries production|all. Without npm, or its
# registry, the build goes on, and the report says that its figures are not interactive.
web_libraries() {
  local what=$1 folder=$root/web/node_modules log=$root/build/npm.log options=(--loglevel=error) stamp
  for stamp in "$folder/.lock-all" "$folder/.lock-$what"; do
    if cmp -s "$root/web/package-lock.json" "$stamp"; then return 0; fi
  done
  if ! command -v npm > /dev/null; then
    say "npm is missing: the report will have no interactive figures"
    return 0
  fi
  if [ "$what" = production ]; then options+=(--omit=dev); fi
  say "fetching the report's JavaScript libraries with npm"
  mkdir -p "$root/build"
  if (cd "$root/web" && npm ci "${options[@]}") > "$log" 2>&1; then
    cp "$root/web/package-lock.json" "$folder/.lock-$what"
  else
    say "npm could not fetch them (see build/npm.log): the report will have no interactive figures"
  fi
}

# Builds a target of a preset: build PRESET TARGET. Quiet unless it fails.
build() {
  local preset=$1 target=$2 folder log
  folder=build
  if [ "$preset" != release ]; then folder=build/$preset; fi  # as CMakePresets.json has them
  log=$root/$folder/set-up.log
  mkdir -p "$root/$folder"
  if [ ! -f "$root/$folder/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$root/$folder/build.ninja" ]; then
    say "configuring $folder"
    (cd "$root" && cmake --preset "$preset") > "$log" 2>&1 || { cat "$log" >&2; return 1; }
  fi
  # After a second, as less is not worth a word, and ninja does not tell beforehand.
  (sleep 1 && say "building $folder (the first time takes a few minutes)") &
  local word=$! status=0
  ninja -C "$root/$folder" "$target" > "$log" 2>&1 || status=$?
  kill $word 2> /dev/null || true
  wait $word 2> /dev/null || true
  [ $status = 0 ] || { cat "$log" >&2; return 1; }
}
