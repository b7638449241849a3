# One command a job; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
YEAR ?= 2019
PORT ?= 8000
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e

.PHONY: help setup report serve test check docs bench clean
help:            ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */make \1|/' | awk -F'|' '{printf "  %-12s %s\n", $$1, $$2}'

# What a user needs; the second stamp adds what developers need, the third what the benchmarks compare with.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("kleinstadt needs Python 3.11 or newer; try: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@echo "Setting up the environment in $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@echo "Adding the tools for tests and checks ..."
	@$(PIP) '.[dev]'
	@touch $@

$(VENV)/.ready-bench: $(VENV)/.ready-dev
	@echo "Adding pandas, openpyxl and xlrd, which the benchmarks compare with ..."
	@$(PIP) '.[bench]'
	@touch $@

setup: $(VENV)/.ready   ## make the environment in .venv

report: $(VENV)/.ready   ## rebuild the report into build/report-2019/ (YEAR=2023 for another year)
	@$(BIN)/kleinstadt report --year $(YEAR)

serve: $(VENV)/.ready   ## open the atlas in the browser: maps, profiles, comparisons (PORT=8000)
	@$(BIN)/kleinstadt serve --port $(PORT)

test: $(VENV)/.ready-dev   ## run the tests that need nothing but the clone
	@$(BIN)/python -m pytest -m "not raw and not browser and not slow" -n auto --dist loadfile

check: $(VENV)/.ready-dev   ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

docs: $(VENV)/.ready-dev   ## write the generated pages of docs/ anew
	@$(BIN)/python -m tools.docs

bench: $(VENV)/.ready-bench   ## benchmarks against the usual way (needs KLEINSTADT_RAW)
	@$(BIN)/python -m bench

clean:           ## remove everything that was made
	@rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis
