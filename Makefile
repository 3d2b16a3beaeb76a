# What one types. Nothing but make and a Python of 3.11 or newer, with venv and pip, is needed.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$python; break; fi; done)
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore $(BIN)/python -m pip install --quiet

# An environment knows the folder that it was made in. In the name, a moved one is made anew.
HERE := $(shell echo '$(CURDIR)' | cksum | cut -d ' ' -f 1)
READY := .venv/.ready-$(HERE)
READY_DEV := .venv/.ready-dev-$(HERE)

# A Python that is gone (the system has a newer one now) takes what was made with it along.
$(shell test ! -e .venv || $(BIN)/python -c '' 2>/dev/null || rm -f .venv/.ready-*)

# Nearly every test waits for a disk to have what it wrote. Memory has it at once, where there is enough of it; chaos,
# soak and bench keep to the disk. They wait for servers and other programs, too: four at a time keep two cores busy.
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2097152 { print "/dev/shm" }')
PYTEST := $(if $(MEMORY),PYTEST_DEBUG_TEMPROOT=$(MEMORY) )$(BIN)/pytest

.DEFAULT_GOAL := help
.PHONY: help run demo test test-full chaos soak bench simulation check static clean
.NOTPARALLEL:

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
	printf '%-18s%s\n' "$$name" "$$text"; done

run: $(READY) ## Start dibs; the first time makes .venv
	@exec $(BIN)/dibs run

demo: $(READY) ## See the story of some tickets, in under 30 seconds
	@exec $(BIN)/dibs demo

test: $(READY_DEV) ## Run the tests
	@$(PYTEST) -q -n 4

test-full: $(READY_DEV) ## Run the tests, the slow ones in full
	@TESTS=full $(PYTEST) -q -n 4

chaos: $(READY_DEV) ## Kill, crowd, fill up and insult dibs, for some minutes
	@TESTS=full $(BIN)/pytest -q tests/chaos

soak: $(READY_DEV) ## Live a busy day with dibs in minutes, and see that it doesn't grow
	@TESTS=full $(BIN)/pytest -q tests/chaos/test_soak.py

bench: $(READY_DEV) ## Measure what should be fast, in ratios within one run
	@TESTS=full $(BIN)/pytest -q -s tests/bench

simulation: $(READY_DEV) ## Live a week with dibs, and write what it was like into docs/manners.md
	@$(BIN)/python -m tests.simulation

check: static ## Run all that must hold before a change goes in
	@$(PYTEST) -q -n 4 -W error

static: $(READY_DEV) ## Check style, types and layers, without the tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports

clean: ## Remove what was made here, but never ./data
	@rm -rf .venv dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
	echo "dibs needs Python 3.11 or newer; here is: $$(python3 --version 2>&1 || true)" >&2; \
	echo "Install one, or name it: make run PYTHON=/path/to/python3.11" >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	echo "$(PYTHON) comes without venv. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; fi
	@if ! grep -qF '$(CURDIR)/$(BIN)/' $(BIN)/pip 2>/dev/null || ! $(BIN)/python -c '' 2>/dev/null; then \
	echo "Making .venv with $(PYTHON); once, a minute or so."; $(PYTHON) -m venv --clear .venv; fi
	@echo "Installing what dibs needs."
	@$(PIP) --editable . || { echo "That failed. Is there a network? Then: make run" >&2; exit 1; }
	@touch $@

$(READY_DEV): $(READY)
	@echo "Installing what the tests need."
	@$(PIP) --upgrade 'pip>=25.1'
	@$(PIP) --group dev
	@touch $@
