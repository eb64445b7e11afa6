#!/usr/bin/env bash
# make_venv.sh PYTHON FOLDER REQUIREMENTS: a virtual environment with exactly the pinned versions, and a stamp in it.
set -euo pipefail
python=$1 folder=$2 requirements=$3
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Stipple needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1 || echo missing)." \
    "Install one, or name it: make PYTHON=/path/to/python3.11 run" >&2
  exit 1
fi
if ! [ -x "$folder/bin/python" ]; then
  "$python" -m venv "$folder" || {
    echo "The virtual environment could not be made; on Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
  }
fi
echo "installing $requirements into $folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" -c constraints.txt
touch "$folder/.installed"
