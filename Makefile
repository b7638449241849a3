# One command a job; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
YEAR ?= 2019

.PHONY: help setup report serve test check bench clean
help:            ## this list
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  +##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("kleinstadt needs Python 3.11 or newer; try: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@echo "Setting up the environment in $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

setup: $(VENV)/.ready   ## make the environment

report: setup    ## rebuild the report into build/report-2019/ (YEAR=2023 for another year)
	@$(BIN)/kleinstadt report --year $(YEAR)

test: setup      ## run the tests that need nothing but the clone
	@$(BIN)/python -m pytest -m "not raw"

check: setup     ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: setup     ## benchmarks: build and open, against the usual way
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@$(BIN)/python -m bench

clean:           ## remove everything that was made
	@rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis
