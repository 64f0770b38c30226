# Everything runs from .venv, which is made at the first use of any target and again when a pin changes.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test lint fix constraints translations benchmark clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/runtime ## install, load the sample into an empty data folder, build the index, serve
	$(BIN)/compendium --data $(DATA) sample --if-empty
	$(BIN)/compendium --data $(DATA) reindex
	$(BIN)/compendium --data $(DATA) serve --host $(HOST) --port $(PORT)

test: $(VENV)/development ## all tests: rooms, real model, browser, wheel
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/development ## ruff, mypy --strict, the chain of rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: $(VENV)/development ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

constraints: $(VENV)/development ## pin anew every package in constraints.txt
	CUSTOM_COMPILE_COMMAND="make constraints" $(BIN)/pip-compile --quiet --upgrade --all-extras --strip-extras \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --allow-unsafe \
		--output-file constraints.txt pyproject.toml
	sed -i 's/^torch==2.13.0+cpu/torch==2.13.0/' constraints.txt

translations: $(VENV)/development ## bring the catalogues up to date with the interface's words and compile them
	@pot=$$(mktemp) && trap 'rm -f "$$pot"' EXIT && \
	$(BIN)/pybabel --quiet extract -F web/babel.cfg -k lazy_gettext --no-location --omit-header -o "$$pot" web && \
	$(BIN)/pybabel --quiet update -i "$$pot" -d web/translations --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --width 100 && \
	$(BIN)/pybabel --quiet compile -d web/translations

benchmark: $(VENV)/development ## time encode, build, query and the group for a project
	$(BIN)/python -m benchmarks.encode
	$(BIN)/python -m benchmarks.build_and_query
	$(BIN)/python -m benchmarks.one_question
	$(BIN)/python -m benchmarks.covering

clean: ## remove what make made, but no data
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Not compiled while it is installed: Python compiles what it imports, which is a fraction of it.
INSTALL = $(BIN)/python -m pip install --quiet --progress-bar off --no-compile --constraint constraints.txt --editable

$(VENV)/runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) .
	@touch $@

$(VENV)/development: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) '.[dev]'
	@touch $(VENV)/runtime $@
