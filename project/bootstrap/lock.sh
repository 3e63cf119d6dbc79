#!/bin/sh
# Make the lock files anew, for every Python and platform, naming no package index.
# Needs uv; only whoever changes a dependency runs it.
set -eu
cd requirements
options="--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade"
uv pip compile $options runtime.in -o runtime.txt
uv pip compile $options dev.in -c runtime.txt -o dev.txt
