# What one types. Nothing but make and a Python of 3.11 or newer, with venv and pip, is needed.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$python; break; fi; done)
BIN := .venv/bin

# What is installed is what was tested: the very versions of requirements/, each file held against its hash. pip has
# nothing to look for then, and nothing to build but dibs, with the builder that came from there, too.
INSTALL := -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps
LOCKED := $(INSTALL) --require-hashes -r

# An environment knows the folder that it was made in. In the name, a moved one is made anew; one that is linked to is
# somebody else's, and stays as it is.
HERE := $(shell echo '$(CURDIR)' | cksum | cut -d ' ' -f 1)
READY := .venv/.ready-$(HERE)
READY_DEV := .venv/.ready-dev-$(HERE)
READY_BENCH := .venv/.ready-bench-$(HERE)
READY_FUZZ := .venv/.ready-fuzz-$(HERE)

# Beside it, and apart from it: what looks after the versions, and the oldest that dibs may be run with.
TOOLS := .venv/tools
OLDEST := .venv/oldest
READY_TOOLS := $(TOOLS)/.ready-$(HERE)
READY_OLDEST := $(OLDEST)/.ready-$(HERE)

# A Python that is gone (the system has a newer one now) takes what was made with it along.
$(shell for each in .venv $(TOOLS) $(OLDEST); do \
	test ! -e $$each || $$each/bin/python -c '' 2>/dev/null || rm -f $$each/.ready-*; done)

# Nearly every test waits for a disk to have what it wrote. Memory has it at once, where there is enough of it; chaos,
# soak and bench keep to the disk. They wait for servers and other programs, too: four at a time keep two cores busy,
# and who is done takes over from who has more left.
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2097152 { print "/dev/shm" }')
PYTEST := $(if $(MEMORY),PYTEST_DEBUG_TEMPROOT=$(MEMORY) )$(BIN)/pytest

# For every Python from 3.11 on and every system; of the index, no file names where it was.
UPGRADE := --upgrade
COMPILE := UV_CUSTOM_COMPILE_COMMAND='make lock' $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links

AUDIT := $(TOOLS)/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off

.DEFAULT_GOAL := help
.PHONY: help run demo test test-full chaos soak fuzz bench simulation check static lock scan audit test-oldest clean
.NOTPARALLEL:

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
	printf '%-18s%s\n' "$$name" "$$text"; done

run: $(READY) ## Start dibs; the first time makes .venv
	@exec $(BIN)/dibs run

demo: $(READY) ## See the story of some tickets, in under 30 seconds
	@exec $(BIN)/dibs demo

test: $(READY_DEV) ## Run the tests
	@$(PYTEST) -q -n 4 --dist worksteal

# Those that go through each library. That an old one of them is warned about by a newer one beside it is not our fault.
test-oldest: $(READY_OLDEST) ## Run some tests with the oldest libraries that pyproject.toml lets in
	@$(if $(MEMORY),PYTEST_DEBUG_TEMPROOT=$(MEMORY) )$(OLDEST)/bin/pytest -q -n 4 --dist worksteal -W ignore::DeprecationWarning \
	tests/irc/test_tls.py tests/irc/test_sasl.py tests/irc/test_embedded.py tests/store/test_migrations.py \
	tests/store/test_database.py tests/desk/test_moments.py tests/desk/test_queries.py tests/config \
	tests/services/test_metrics.py tests/cli/test_billing.py tests/cli/test_forms.py \
	tests/threats/test_guessing_passwords.py tests/cli/importing/test_bad_lines.py \
	tests/cli/test_chatting.py::test_one_person_plays_a_team_from_opening_to_closing \
	tests/cli/test_saying.py::test_what_people_write_formats_nothing \
	tests/cli/test_verbs.py::test_a_word_that_looks_like_an_option_is_told_where_text_stands

test-full: $(READY_DEV) ## Run the tests, the slow ones in full
	@TESTS=full $(PYTEST) -q -n 4 --dist worksteal

chaos: $(READY_DEV) ## Kill, crowd, fill up and insult dibs, for some minutes
	@TESTS=full $(BIN)/pytest -q tests/chaos

soak: $(READY_BENCH) ## Live a busy day with dibs in minutes, and see that it doesn't grow
	@mkdir -p .bench; rm -f .bench/soak
	@TESTS=full BENCH_FIGURES='$(CURDIR)/.bench/soak' $(BIN)/pytest -q tests/chaos/test_soak.py
	@$(BIN)/python -m tests.bench --soak .bench/soak

fuzz: $(READY_FUZZ) ## Give everything that parses what it never saw, for FUZZ_SECONDS (300) each
	@$(BIN)/python -m tests.fuzz $(TARGETS)

bench: $(READY_BENCH) ## Measure dibs and what stands beside it, into docs/performance; under 10 minutes
	@mkdir -p .bench; rm -f .bench/figures; failed=0; \
	TESTS=full BENCH_FIGURES='$(CURDIR)/.bench/figures' $(BIN)/pytest -q -s tests/bench || failed=$$?; \
	$(BIN)/python -m tests.bench .bench/figures && exit $$failed

simulation: $(READY_DEV) ## Live a week with dibs, and write what it was like into docs/manners.md
	@$(BIN)/python -m tests.simulation

check: static ## Run all that must hold before a change goes in
	@$(PYTEST) -q -n 4 --dist worksteal -W error

static: $(READY_DEV) ## Check style, types and layers, without the tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports

scan: $(READY_TOOLS) ## Look for weak places in the code, and for passwords and keys in all files
	@$(TOOLS)/bin/bandit --quiet --recursive --configfile pyproject.toml store chatbot plugins
	@git ls-files -z | xargs -0 $(TOOLS)/bin/detect-secrets-hook --no-verify --baseline .secrets.baseline

# Nobody knows is no good news: where the database can't be asked, that is said, and is an error.
audit: scan ## And ask whether a weakness of what gets installed is known; that needs the network
	@for lock in run dev tools fuzz bench; do \
	if told=$$($(AUDIT) -r requirements/$$lock.txt 2>&1); then echo "requirements/$$lock.txt: $$told"; continue; fi; \
	case "$$told" in "Found "*|*" Found "*) echo "requirements/$$lock.txt: $$told" >&2; exit 1;; esac; \
	echo "$$told" | tail -n 1 >&2; \
	echo "requirements/$$lock.txt: nobody knows, for the database of known weaknesses can't be asked from here." >&2; \
	exit 3; done

lock: $(READY_TOOLS) ## Write requirements/ anew: the newest versions that pyproject.toml lets in (UPGRADE= keeps those it can)
	@$(COMPILE) $(UPGRADE) pyproject.toml --group build -o requirements/run.txt
	@$(COMPILE) $(UPGRADE) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	@$(COMPILE) $(UPGRADE) --group bench -c requirements/dev.txt -o requirements/bench.txt
	@$(COMPILE) $(UPGRADE) --group audit -o requirements/tools.txt
	@$(COMPILE) $(UPGRADE) --group fuzz -o requirements/fuzz.txt
	@$(COMPILE) --upgrade --resolution lowest-direct pyproject.toml --group test -o requirements/oldest.txt

clean: ## Remove what was made here, but never ./data
	@rm -rf .venv .bench dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements/run.txt
	@if [ -z "$(PYTHON)" ]; then \
	echo "dibs needs Python 3.11 or newer; here is: $$(python3 --version 2>&1 || true)" >&2; \
	echo "Install one, or name it: make run PYTHON=/path/to/python3.11" >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	echo "$(PYTHON) comes without venv. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; fi
	@if ! grep -qF '$(CURDIR)/$(BIN)/' $(BIN)/pip 2>/dev/null || ! $(BIN)/python -c '' 2>/dev/null; then \
	echo "Making .venv with $(PYTHON); once, a minute or so."; \
	test ! -L .venv || rm .venv; \
	$(PYTHON) -m venv --clear .venv; fi
	@echo "Installing what dibs needs."
	@$(BIN)/python $(LOCKED) requirements/run.txt && $(BIN)/python $(INSTALL) --no-build-isolation --editable . \
	|| { echo "That failed. Is there a network? Then: make run" >&2; exit 1; }
	@touch $@

$(READY_DEV): $(READY) requirements/dev.txt
	@echo "Installing what the tests need."
	@$(BIN)/python $(LOCKED) requirements/dev.txt
	@touch $@

$(READY_TOOLS): requirements/tools.txt
	@$(PYTHON) -m venv --clear $(TOOLS)
	@$(TOOLS)/bin/python $(LOCKED) requirements/tools.txt
	@touch $@

$(READY_OLDEST): pyproject.toml requirements/oldest.txt
	@$(PYTHON) -m venv --clear $(OLDEST)
	@$(OLDEST)/bin/python $(LOCKED) requirements/oldest.txt
	@$(OLDEST)/bin/python $(INSTALL) --no-build-isolation --editable .
	@touch $@

$(READY_BENCH): $(READY_DEV) requirements/bench.txt
	@echo "Installing what draws the plots."
	@$(BIN)/python $(LOCKED) requirements/bench.txt
	@touch $@

$(READY_FUZZ): $(READY_DEV) requirements/fuzz.txt
	@echo "Installing what fuzzing needs."
	@$(BIN)/python $(LOCKED) requirements/fuzz.txt || { echo "Atheris has wheels for Linux on x86-64 and CPython 3.11 to 3.14 alone." >&2; exit 1; }
	@touch $@
