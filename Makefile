# One command each; all of them work in the virtual environment that `make setup` makes.

PYTHON ?= python3
BIN = .venv/bin

.PHONY: setup fast test check format bench gate baseline pictures

setup:      ## a virtual environment with everything that the tests and checks need
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq -e '.[test]'

fast:       ## the tests of every room that are quick: those not marked slow
	$(BIN)/python -m pytest -m "not slow"

test:       ## all tests; what is not installed (a browser, tmux, torch) is skipped
	$(BIN)/python -m pytest

check:      ## style, types, and which room may use which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format:     ## as the checks want it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench:      ## the benchmarks whose figures are ratios and shares
	$(BIN)/python benchmarks/run.py

gate:       ## the same; fails where one is worse than the baseline
	$(BIN)/python benchmarks/run.py --gate

baseline:   ## the same; makes the figures the baseline, after a change that was meant
	$(BIN)/python benchmarks/run.py --keep

pictures:   ## the pictures of the documentation, after a change of the reader or the starters
	$(BIN)/python docs/pictures/reader-demo.py
	$(BIN)/python docs/pictures/reader-pictures.py
	$(BIN)/python docs/pictures/documents-pictures.py
