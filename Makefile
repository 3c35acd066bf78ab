# Everything a fresh machine needs: Python 3.11 or newer, and make.
VENV := .venv
BIN := $(VENV)/bin
# Version managers leave shims that fail when run, so an interpreter counts only once it has answered.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
# One resolve for all supported interpreters and systems; markers tell them apart.
LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-annotate \
	--custom-compile-command "make lock" pyproject.toml
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo run test check format bench lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "Roundlog needs Python 3.11 or newer with venv (on Debian: apt install python3 python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python pyproject.toml requirements/runtime.txt
	$(BIN)/pip install --quiet --requirement requirements/runtime.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(BIN)/pip install --quiet --requirement requirements/dev.txt
	@touch $@

install: $(VENV)/.runtime ## Set up .venv with the script .venv/bin/roundlog

demo: $(VENV)/.runtime ## Run the whole service on bundled dispatches and show the result
	$(BIN)/roundlog demo

run: $(VENV)/.runtime ## Run the daemon in the foreground
	$(BIN)/roundlog run

test: $(VENV)/.dev ## Run the tests
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: $(VENV)/.dev ## Static checks: format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## Format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## Measure speed (see docs/performance.md)
	$(BIN)/python -m benchmarks

lock: $(VENV)/.python ## Refresh the pinned versions in requirements/
	$(BIN)/pip install --quiet uv
	$(LOCK) --extra postgres --output-file requirements/runtime.txt
	$(LOCK) --extra postgres --extra dev --constraint requirements/runtime.txt --output-file requirements/dev.txt

clean: ## Remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
