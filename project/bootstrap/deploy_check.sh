#!/bin/sh
# A production start must pass Django's own deployment checks.
set -eu
PRODUCTION=1 SECRET_KEY=only-for-this-check-$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
ALLOWED_HOSTS=example.test DATABASE_URL=postgresql://nobody@localhost/none REDIS_URL=redis://localhost/0 \
    .venv/bin/python manage.py check --deploy --fail-level WARNING
