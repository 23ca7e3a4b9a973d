# Shared by the scripts: where the project is, and what it needs of the system.
# shellcheck shell=bash
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build_packages="g++ cmake ninja-build pkg-config libcli11-dev nlohmann-json3-dev libfmt-dev libeigen3-dev libzip-dev
  libssl-dev librandom123-dev libutf8proc-dev libtbb-dev catch2"
check_packages="clang-format clang-tidy libbenchmark-dev libopenmpi-dev openmpi-bin"
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

# Builds a target of a preset: build PRESET TARGET. Quiet unless it fails.
build() {
  local preset=$1 target=$2 folder log
  folder=build
  if [ "$preset" != release ]; then folder=build/$preset; fi  # as CMakePresets.json has them
  log=$root/$folder/set-up.log
  mkdir -p "$root/$folder"
  if [ ! -f "$root/$folder/build.ninja" ]; then
    say "configuring $folder"
    (cd "$root" && cmake --preset "$preset") > "$log" 2>&1 || { cat "$log" >&2; return 1; }
  fi
  if ninja -C "$root/$folder" -n "$target" 2> /dev/null | grep -E 'Building|Linking|Re-running CMake' > /dev/null; then
    say "building $folder (the first time takes a minute or two)"
  fi
  ninja -C "$root/$folder" "$target" > "$log" 2>&1 || { cat "$log" >&2; return 1; }
}
