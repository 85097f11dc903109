# Everything a developer types. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help setup run chat test check lint types fix messages lock bench mutants docs screenshots

BIN := .venv/bin

# The first Python that runs and is new enough. A name on PATH is not enough: a pyenv shim may stand for nothing.
NEW_ENOUGH := import sys; sys.version_info >= (3, 11) and print(sys.executable)
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell $(name) -c '$(NEW_ENOUGH)' 2>/dev/null)))

# The demo store is invented, so it never meets people: Telegram and WhatsApp stay off, whatever the environment says.
REAL_CHANNELS := $(filter TELEGRAM_% WHATSAPP_%,$(.VARIABLES))
EMBEDDED = env $(addprefix -u ,SECRET_KEY $(REAL_CHANNELS)) DATABASE_URL=sqlite+aiosqlite:///data/$(1)

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/installed world/world.sqlite ## make .venv from the lock file and build the world file

run: setup data/demo.db ## start everything on an invented community; prints the address of the web chat
	@exec $(call EMBEDDED,demo.db) $(BIN)/passerelle serve

chat: setup data/demo.db ## talk to the demo in the terminal (AS=awa names you)
	@exec $(call EMBEDDED,demo.db) $(BIN)/passerelle chat $(if $(AS),--as $(AS))

test: setup ## run the tests, on SQLite and on PostgreSQL where one answers (T=tests/world picks some)
	$(BIN)/pytest -q -n auto --maxprocesses 4 --dist worksteal $(T)

check: lint types ## run all that CI runs; here a skipped test is a failure
	PASSERELLE_NO_SKIPS=1 $(BIN)/python -m locales.messages check
	PASSERELLE_NO_SKIPS=1 $(BIN)/pytest -q -n auto --maxprocesses 4 --dist worksteal
	PASSERELLE_NO_SKIPS=1 $(BIN)/pytest -q -m campaign --timeout 1800 tests/campaigns

lint: setup ## check style, formatting, the one-way imports between rooms and who asks for people's data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.people_queries

types: setup ## check the types
	$(BIN)/mypy

fix: setup ## mend what ruff can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: setup ## gather the sentences of the code into the catalogues (NEW=pt begins one)
	$(BIN)/python -m locales.messages update $(NEW)

# Releases younger than a week wait: a poisoned one is usually found out by then.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --exclude-newer "7 days" --upgrade
lock: ## choose the newest versions that fit pyproject.toml (needs uv)
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --extra dev --constraints requirements.lock --output-file requirements-dev.lock
	$(LOCK) benchmarks/requirements.in --output-file requirements-bench.lock

bench: .venv/rivals ## measure durable turns a second, latency, memory, and searches among a million members
	$(BIN)/python -m benchmarks

mutants: setup ## plant ten bugs in the engine, one at a time, and see each one caught
	$(BIN)/python -m tests.campaigns.mutants

docs: setup ## check that the documents' links, commands and lists are true
	$(BIN)/pytest -q tests/test_house.py

screenshots: setup ## take the pictures in docs/ anew (needs Chromium)
	$(BIN)/python -m tests.campaigns.screenshots

.venv/installed: pyproject.toml requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Passerelle needs Python 3.11 or newer, and found none. Try: make setup PYTHON=/path/to/python3"; exit 1; }
	@$(BIN)/python -c "" 2>/dev/null || rm -rf .venv
	@if uv --version >/dev/null 2>&1; then \
		echo "Installing into .venv with uv" && \
		uv venv --quiet --allow-existing --python "$(PYTHON)" .venv && \
		uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --requirement requirements-dev.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
		echo "Installing into .venv with pip" && \
		"$(PYTHON)" -m venv .venv && \
		$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock && \
		$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .; \
	fi
	@touch $@

# What is only measured beside ours; without it the benchmark says that it is left out.
.venv/rivals: requirements-bench.lock | setup
	@$(BIN)/python -m ensurepip >/dev/null 2>&1 || true
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement requirements-bench.lock || echo "tantivy is left out"
	@touch $@

world/world.sqlite: .venv/installed $(wildcard world/*.py world/data/*)
	@echo "Building the world file"
	@$(BIN)/python -m world.build
	@touch $@

# Filled beside its place and moved there: an interrupted demo is no demo.
data/demo.db: | .venv/installed world/world.sqlite
	@rm -f data/inventing.db*
	@$(call EMBEDDED,inventing.db) $(BIN)/passerelle demo
	@mv data/inventing.db.key data/demo.db.key
	@mv data/inventing.db data/demo.db
