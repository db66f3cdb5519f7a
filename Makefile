# Two commands do all the set-up: `make run` and `make test`.
BIN := .venv/bin
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup run test clean

help:
	@echo "make run    set up, then extract corpus/ into outputs/"
	@echo "make test   set up, then check style and types and run the tests"
	@echo "make clean  remove what set-up and tests made (outputs/ stays)"

setup:
	@.ci/setup

run: setup
	$(BIN)/dojletters extract corpus --output outputs

test:
	@.ci/setup browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find pipeline extractors schemas tests -name __pycache__ -type d -prune -exec rm -rf {} +
