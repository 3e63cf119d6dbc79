# Eight verbs. Everything they need is installed by them into .venv.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
ONLY ?=
ARGS ?=

.PHONY: run setup test check bench coverage lock stop

run: .venv/ready
	@$(BIN)/python manage.py serve --prepare --demo --port $(PORT)

setup: .venv/ready
	@$(BIN)/python manage.py setup

test: .venv/ready-dev
	@$(BIN)/python -m project.bootstrap.browser
	@$(BIN)/python -m project.bootstrap.tesseract
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: .venv/ready-dev
	@sh project/bootstrap/check.sh

bench: .venv/ready-dev
	@$(BIN)/python -m tests.benchmarks $(ONLY)

coverage: .venv/ready-dev
	@$(BIN)/python -m project.bootstrap.browser
	@$(BIN)/python -m project.bootstrap.tesseract
	@$(BIN)/coverage run -m pytest $(ARGS) && $(BIN)/coverage report

lock:
	@sh project/bootstrap/lock.sh

stop: .venv/ready
	@$(BIN)/python manage.py stop_database

.venv/ready: requirements/runtime.txt project/bootstrap/install.sh
	@sh project/bootstrap/install.sh "$(PYTHON)" requirements/runtime.txt && touch $@

.venv/ready-dev: requirements/dev.txt .venv/ready
	@sh project/bootstrap/install.sh "$(PYTHON)" requirements/dev.txt && touch $@
