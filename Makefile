# make demo · make test · make bench
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
DATA ?=
PY := .venv/bin/python

.PHONY: demo test bench lint clean

demo: .make/demo
	@$(PY) manage.py demo --port $(PORT) $(if $(DATA),--data "$(DATA)")

test: .make/test .make/browser lint
	@$(PY) -m pytest -q

lint: .make/test
	@.venv/bin/ruff check . && .venv/bin/ruff format --check -q .
	@.venv/bin/mypy
	@$(PY) manage.py makemigrations --check --dry-run --skip-checks

bench: .make/test
	@for name in ingest serving accuracy; do $(PY) -m benchmarks.$$name || exit 1; done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv

.make/demo: pyproject.toml | .venv/bin/python
	@echo "Installing what the shop needs (about 400 MB, once)."
	@.venv/bin/pip install --quiet --disable-pip-version-check -e '.[embedded]'
	@mkdir -p .make && touch $@

.make/test: pyproject.toml | .venv/bin/python
	@echo "Installing what the shop and its tests need (about 500 MB, once)."
	@.venv/bin/pip install --quiet --disable-pip-version-check -e '.[embedded,test]'
	@mkdir -p .make && touch $@ .make/demo

.make/browser: | .make/test
	@if command -v chromium chromium-browser google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null; \
	else echo "Fetching Chromium for the browser tests."; .venv/bin/playwright install chromium \
	  || { echo "The browser tests need Chromium: install it and run make test again." >&2; exit 2; }; fi
	@mkdir -p .make && touch $@

clean:
	rm -rf .make .mypy_cache .ruff_cache .pytest_cache
