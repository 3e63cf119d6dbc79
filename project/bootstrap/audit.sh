#!/bin/sh
# Known vulnerabilities of the locked packages, where a database of advisories answers.
set -u
report=$(mktemp)
if .venv/bin/pip-audit --require-hashes --disable-pip --timeout 10 --progress-spinner off \
        -r requirements/runtime.txt >"$report" 2>&1; then
    echo "audit: no known vulnerability in requirements/runtime.txt"
elif grep -q "Found .* known vulnerabilit" "$report"; then
    cat "$report"
    rm -f "$report"
    exit 1
else
    echo "audit: skipped, no database of advisories could be reached"
fi
rm -f "$report"
