# The contributor's manual: every task is a target, each does its own set-up. `make help` lists them.

SHELL := /bin/bash
# The newest Python that is here and new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DATA ?= ../shared/data

.PHONY: help digest test axe lint bench bench-gate docs clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

digest: $(VENV)/.installed  ## set up and print the digests of the sample documents
	@$(BIN)/newsdigest digest seeds

test: $(VENV)/.test axe  ## set up and run every test; those of the HTML page need chromium
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  echo -e "\n*** NO CHROMIUM: the HTML report is NOT tested in a browser (Debian: apt-get install chromium)\n" >&2
	$(BIN)/python -m pytest

axe: | $(VENV)/bin/python  ## fetch axe-core, with which the tests check that the page is accessible
	@test -f $(VENV)/axe/node_modules/axe-core/axe.min.js || \
	  npm install --silent --no-save --no-audit --no-fund --prefix $(VENV)/axe axe-core@4 || \
	  echo -e "\n*** NO AXE-CORE (npm): the HTML report is NOT checked for accessibility\n" >&2

lint: $(VENV)/.test $(VENV)/.lint  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.bench  ## measure quality and speed, stage by stage
	$(BIN)/python -m benchmarks.pipeline --data $(DATA)

bench-gate: $(VENV)/.bench  ## fail where quality is below benchmarks/baseline.json
	$(BIN)/python -m benchmarks.gate --data $(DATA)

docs: $(VENV)/.installed  ## write docs/cli.md anew from the command line itself
	$(BIN)/python -m tools.cli_docs docs/cli.md

clean:  ## remove what the other targets made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "newsdigest needs Python 3.11 or newer"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'  # 25.1: the first that knows dependency groups

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.installed
	$(PIP) install --group test
	@touch $@

$(VENV)/.lint: $(VENV)/.installed
	$(PIP) install --group lint
	@touch $@

$(VENV)/.bench: $(VENV)/.test
	$(PIP) install --group bench
	@touch $@
