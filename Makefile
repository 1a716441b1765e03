# make setup   installs what paicha needs into .venv; nothing is written outside this folder
# make demo    setup, then two cities' inspections imported and reported, people to sign in as, and the server started
# make test    installs what the tests need besides, then runs every check
# make soak    what tries many things (kills, cuts, random histories) SCALE times as often, 20 where nothing is said
# make clean   removes all that the others made

SHELL := /bin/bash
PYTHON ?= python3
RUN := .venv/bin
export PYTHON

SCALE ?= 20

.PHONY: setup demo test soak clean

setup:
	@tools/install.sh run
	@echo "Ready: $(RUN)/paicha"

demo: setup
	@$(RUN)/paicha demo
	@exec $(RUN)/paicha run

# The order is from quick to slow; pytest comes last, so that its summary is the last line.
test: setup
	@tools/install.sh test spark
	@tools/postgres.sh
	@tools/chromium.sh
	$(RUN)/ruff check --quiet .
	$(RUN)/ruff format --check --quiet .
	PAICHA_HOME=.cache/mypy-home $(RUN)/mypy
	$(RUN)/lint-imports --no-logo --cache-dir .cache/import_linter
	$(RUN)/pytest -n 2 --dist worksteal -q

# Tests whose counts grow with PAICHA_TEST_SCALE, and no others; figures and commit go into benchmarks/RESULTS.md.
soak: setup
	@tools/install.sh test spark
	@tools/postgres.sh
	@git log -1 --format='Commit %h, counts times $(SCALE)'
	PAICHA_TEST_SCALE=$(SCALE) $(RUN)/pytest -n 2 --dist worksteal -q

clean:
	rm -rf .venv .cache .hypothesis paicha.egg-info paicha-home
	find paicha tests -name __pycache__ -prune -exec rm -rf {} +
