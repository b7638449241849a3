# Short names for run.py, which does the work; `make help` lists them.
PYTHON ?= python3
YEAR ?= 2019
PORT ?= 8000

.PHONY: help setup report serve test check docs bench clean
help:
	@$(PYTHON) run.py

report:
	@$(PYTHON) run.py report --year $(YEAR)

serve:
	@$(PYTHON) run.py serve --port $(PORT)

setup test check docs bench clean:
	@$(PYTHON) run.py $@
