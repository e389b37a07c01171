.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export UV_PROJECT_ENVIRONMENT := $(VENV)

.PHONY: help setup demo demo-reset test test-full node bench lint format types contracts browser lock clean

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## Make .venv and install the locked packages

$(VENV)/.ready: pyproject.toml uv.lock setup.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV) || { \
		echo "No virtual environment could be made. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv==0.13.9'
	@$(BIN)/uv sync --frozen --all-extras --inexact --quiet
	@touch $@

demo: setup ## Serve the demonstration study on http://127.0.0.1:8000 (PORT=)
	@$(BIN)/alongside demo --port $(PORT)

demo-reset: setup ## Forget the demonstration's data and start afresh
	@$(BIN)/alongside demo --port $(PORT) --reset

browser: setup ## Find or install the browser that the tests drive, and what reads PDFs back
	@$(BIN)/python -m tests.support.browser
	@$(BIN)/python -m tests.support.poppler

test: setup browser ## Check and test everything (what continuous integration runs)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

test-full: setup browser node ## The longer matrices (also needs Java 17 and Node 20.19 with npm)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python 'pyspark==4.3.0'
	@$(BIN)/pytest --full -n auto --dist loadfile --no-loadscope-reorder

node: ## Install what looks at pages besides axe (test-full)
	@command -v npm >/dev/null || { \
		echo "Node 20.19 or newer with npm is needed for the second look at pages. On Debian: apt-get install nodejs npm"; exit 1; }
	@npm ci --prefix tests/support/node --ignore-scripts --no-audit --no-fund --loglevel=error

bench: setup ## Measure speed and memory, as ratios within one run
	@$(BIN)/python -m bench

format: setup ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: setup ## Write uv.lock again from pyproject.toml
	@$(BIN)/uv lock

clean: ## Remove everything that make setup and the demonstration made
	@rm -rf $(VENV) instance build dist *.egg-info
