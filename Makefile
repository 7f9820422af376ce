# Daily commands; CI runs the same ones. PORT=… changes the port, DATABASE_URL=… the database.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run demo test lint check format lock frontend messages clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/run.stamp  ## install what the platform needs into .venv

run: setup  ## prepare the database under var/ and serve on 127.0.0.1:$(PORT)
	@$(BIN)/khcn serve --prepare --port $(PORT)

demo: setup  ## fill the registers with artificial records (khcn demo remove takes them out again)
	@$(BIN)/khcn demo load --prepare > /dev/null
	@echo "make run   # serve it; .venv/bin/khcn demo remove takes the artificial records out again"

test: $(VENV)/dev.stamp  ## install what the tests need and run them
	$(BIN)/python -m pytest -q -n auto $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp  ## style, layers, types, templates, system checks, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint khcn
	$(BIN)/khcn check
	$(BIN)/khcn makemigrations --check --dry-run

check: lint test  ## every check: lint, then the tests

format: $(VENV)/dev.stamp  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## choose versions anew and lock them with hashes (needs uv)
	uv pip compile --upgrade --universal --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile --upgrade --universal --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/build.in --group dev -o requirements/dev.txt

frontend:  ## build style sheet, scripts and fonts into the package (needs npm)
	cd frontend && npm ci && npm run build

messages: $(VENV)/dev.stamp  ## collect texts for translation and compile the catalogues (needs gettext)
	$(BIN)/python scripts/messages.py

clean:  ## remove what was installed and built; var/ with the data stays
	rm -rf $(VENV) frontend/node_modules
