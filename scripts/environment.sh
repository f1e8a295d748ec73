# Sourced by the programs beside it: makes a virtual environment once and keeps it current.
#
#   make_environment FOLDER WHAT...   install WHAT (arguments of pip install) into FOLDER
#
# A stamp of what an environment was made from lies inside it, so a second call costs one hash.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

die() {
  printf '%s\n' "$*" >&2
  exit 2
}

# The newest suitable interpreter; PYTHON overrides the choice.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  die "vaultkit needs Python 3.11 or newer and found none. Install it (Debian: apt-get install python3 python3-venv) or name one: PYTHON=/path/to/python3 $0"
}

make_environment() {
  local folder=$1 python stamp log
  shift
  stamp="$(cat "$root/pyproject.toml" "$root/constraints.txt" | cksum) $root $*"
  if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ]; then
    return
  fi
  python=$(find_python) || exit 2
  mkdir -p "$(dirname "$folder")" && [ -w "$(dirname "$folder")" ] ||
    die "cannot write to $(dirname "$folder"): vaultkit keeps its environment there"
  log=$(mktemp)
  # Two first calls at once must not build into the same folder.
  exec 9>"$folder.lock"
  if command -v flock >/dev/null 2>&1; then flock 9; fi
  if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ]; then
    rm -f "$log"
    exec 9>&-
    return
  fi
  echo "vaultkit: setting up $(basename "$folder") (once, about half a minute)" >&2
  if command -v uv >/dev/null 2>&1; then
    { uv venv --quiet --allow-existing --python "$python" "$folder" &&
      uv pip install --quiet --python "$folder/bin/python" -c "$root/constraints.txt" "$@"; } >"$log" 2>&1
  else
    { "$python" -m venv "$folder" &&
      "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -c "$root/constraints.txt" "$@"; } >"$log" 2>&1
  fi || {
    tail -n 15 "$log" >&2
    rm -f "$log"
    die "could not set up the environment in $folder. If the message above speaks of ensurepip, install python3-venv; if it speaks of a connection, try again with a network."
  }
  rm -f "$log"
  printf '%s' "$stamp" >"$folder/stamp"
  exec 9>&-
}
