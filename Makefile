# 签约系统. `make run` and `make test` are all that a newcomer needs.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 5000
BIN := .venv/bin

.PHONY: help run test lint bench soak mutants lock samples pictures

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/test: .venv/run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

run: .venv/run  ## serve the product with demo data on http://127.0.0.1:5000 (PORT=, HOST=)
	@exec env HOST=$(HOST) PORT=$(PORT) $(BIN)/flask --app app serve

test: .venv/test  ## the whole test suite, on SQLite and PostgreSQL, with the browser walks
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/test  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/bench: .venv/test requirements-bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@

bench: .venv/bench  ## speed against peers and floors, as ratios
	$(BIN)/python -m tests.bench

soak: .venv/test  ## the long proofs: races, kills, random lives, fuzzed requests, damaged workbooks and images, many times over
	SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/race tests/faults tests/property tests/attack tests/importers/test_hostile_images.py

mutants: .venv/test  ## plant faults one by one: which test turns red for each
	$(BIN)/python -m tests.mutants

samples: .venv/run  ## the sample workbooks of docs/samples
	$(BIN)/python -m importers.samples docs/samples

pictures: .venv/test  ## the README's walk again, with new pictures
	PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser/test_walk.py

lock: .venv/test  ## pin the newest versions, with hashes and without any address
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links -q pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links -q --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links -q --group bench pyproject.toml -c requirements-dev.txt -o requirements-bench.txt
