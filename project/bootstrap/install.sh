#!/bin/sh
# Install locked packages, each checked against its hash, into .venv.
# usage: install.sh PYTHON REQUIREMENTS
set -eu
python=$1
requirements=$2

if [ ! -x .venv/bin/python ]; then
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "Python 3.11 or newer is needed; '$python' is not. Try: make run PYTHON=python3.12" >&2
        exit 1
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python$version-venv" >&2
        exit 1
    fi
    "$python" -m venv .venv
fi

echo "Installing $requirements ..." >&2
if command -v uv >/dev/null 2>&1; then
    VIRTUAL_ENV=.venv uv pip install --quiet --require-hashes -r "$requirements"
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps -r "$requirements"
fi
