#!/bin/sh
# Everything that can be said about the code without running the product.
set -eu
bin=.venv/bin

$bin/ruff format --check --quiet .
$bin/ruff check --quiet .
find templates */templates -name '*.html' 2>/dev/null | xargs -r $bin/djade --check
$bin/djlint --lint --quiet templates
$bin/mypy
$bin/lint-imports
$bin/python manage.py makemigrations --check --dry-run
$bin/python manage.py check
sh project/bootstrap/deploy_check.sh
sh project/bootstrap/audit.sh
echo "check: all green"
