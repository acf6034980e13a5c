# The commands of this house. They need make and Python 3.11 or newer, nothing else; `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install -qq --disable-pip-version-check
LOCK := .venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
UV_VERSION := 0.13.9
PIP_AUDIT_VERSION := 2.10.1

# Decisions are pure, so there every branch can be tested, and is.
CORE := rules/*
CORE := $(CORE),bot/action.py,bot/actions/*,bot/asking/*,bot/commands/*,bot/events.py,bot/hearing/*
CORE := $(CORE),bot/item.py,bot/modes.py,bot/plan.py,bot/planning/*,bot/taking/*
CORE := $(CORE),bot/verb.py,bot/voting/*,webhooks/delivery.py,bot/looking/inspection.py
CORE := $(CORE),bot/backtest/compare.py,bot/backtest/history.py,bot/backtest/past.py,bot/backtest/replay.py
CORE := $(CORE),bot/backtest/score.py,bot/backtest/trial.py,bot/backtest/unnamed.py
CORE := $(CORE),bot/doctor/automation.py,bot/doctor/deliveries.py,bot/doctor/registration.py,bot/doctor/rivals.py
CORE := $(CORE),bot/doctor/symptom.py,bot/doctor/symptoms.py,bot/doctor/vitals.py
CORE := $(CORE),bot/explaining/asking.py,bot/explaining/assumed.py,bot/explaining/deciding.py
CORE := $(CORE),bot/explaining/examples.py,bot/explaining/given.py,bot/explaining/moments.py
CORE := $(CORE),bot/explaining/readers.py,bot/explaining/unfit.py,bot/explaining/written.py
CORE := $(CORE),bot/figures/firing.py,bot/figures/observed.py,bot/figures/summary.py,bot/flow.py
CORE := $(CORE),bot/people/agreement.py,bot/people/asking.py,bot/people/choice.py,bot/people/counting.py
CORE := $(CORE),bot/people/directory.py,bot/people/entry.py,bot/people/fitting.py,bot/people/groups.py,bot/people/inspecting.py
CORE := $(CORE),bot/people/lacking.py,bot/people/ladder.py,bot/people/leaving.py,bot/people/meeting.py
CORE := $(CORE),bot/people/oblivion.py,bot/people/overview.py,bot/people/parting.py,bot/people/passing.py
CORE := $(CORE),bot/people/pool.py,bot/people/returning.py,bot/people/standing.py,bot/people/tending.py
CORE := $(CORE),bot/people/tenures.py,bot/people/wanting.py
CORE := $(CORE),bot/proposing/*,bot/rulechange/change.py,bot/rulechange/differing.py,bot/rulechange/flips.py
CORE := $(CORE),bot/setup/asked.py,bot/setup/importing.py,bot/setup/manifest.py,bot/setup/starting.py
CORE := $(CORE),bot/github/addresses.py,bot/github/named.py,bot/writing/aside.py,bot/writing/choosing.py,bot/writing/credited.py
CORE := $(CORE),bot/writing/mentions.py,bot/writing/opened.py,bot/writing/outcomes.py
CORE := $(CORE),bot/writing/pairs.py,bot/writing/permissions.py,bot/writing/remarks.py,bot/writing/remembered.py
CORE := $(CORE),bot/writing/waits.py,bot/writing/wording.py
CORE := $(CORE),webhooks/pages/one_board/drawing.py,webhooks/pages/people/names.py,webhooks/pages/reasons.py,webhooks/pages/wording.py
CORE := $(CORE),webhooks/visitors/nearness.py,webhooks/visitors/paths.py,webhooks/visitors/visitor.py,webhooks/visitors/way_in.py

# Shows what a command says only if it fails.
quietly = $(1) > .venv/$@.log 2>&1 || { cat .venv/$@.log; exit 1; }
FORMS := $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
SCHEMA := $(BIN)/check-jsonschema --builtin-schema

# Stories wait for the bot half of their time, so there is room for two on each processor.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(2 * os.cpu_count())')
KILL_ROUNDS ?= 20

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint imports types suite browser screenshots fuzz audit mutants format docs site lock contract-data kill faults faults-selftest clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

demo: .venv/run.stamp ## see it work: the bot and a simulated GitHub, no account, no network
	@$(BIN)/fingerpost demo --home .demo

test: lint imports types suite browser ## everything that must pass

lint: .venv/dev.stamp # style, formatting, and the files that GitHub and Docker read
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(call quietly,$(BIN)/zizmor --offline --no-progress .github/workflows .github/dependabot.yml)
	@$(call quietly,$(SCHEMA) vendor.github-workflows $(wildcard .github/workflows/*.yml))
	@$(call quietly,$(SCHEMA) vendor.dependabot .github/dependabot.yml)
	@$(call quietly,$(SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml)
	@$(call quietly,$(SCHEMA) vendor.github-issue-forms $(FORMS))
	@$(call quietly,$(SCHEMA) vendor.compose-spec compose.yaml)

imports: .venv/dev.stamp # who may import whom
	@$(call quietly,$(BIN)/lint-imports --no-logo --no-cache)

types: .venv/dev.stamp # two opinions
	@$(call quietly,$(BIN)/mypy)
	@$(call quietly,$(BIN)/pyright)

suite: .venv/dev.stamp # the tests, then how much of the code they reach
	@$(BIN)/pytest --no-header -n $(WORKERS) --maxschedchunk=4 -m 'not browser' --cov --cov-report=
	@$(call quietly,$(BIN)/coverage report --skip-covered --show-missing --fail-under=100 --include='$(CORE)')
	@$(call quietly,$(BIN)/coverage report --skip-covered --fail-under=90)
	@echo "Tested: every branch of what decides, $$($(BIN)/coverage report --format=total) % of everything."

# One demo for all of them, so one process. Without Chromium they are left out, which pytest calls 5.
browser: .venv/dev.stamp ## drive the pages in Chromium, and ask axe whether everybody can use them
	@$(BIN)/pytest --no-header -q tests/browser || [ $$? = 5 ]

screenshots: .venv/dev.stamp ## take the pictures in docs/images from a running demo, and many more to look at
	@$(BIN)/python -m tests.browser.screenshots

fuzz: .venv/dev.stamp ## throw far more at every door and at the rule language than the suite does
	@$(BIN)/pytest --no-header -n auto --hypothesis-profile=fuzz tests/security tests/rules

audit: .venv/audit/bin/pip-audit ## ask whether holes are known in what is locked (needs the network)
	@.venv/audit/bin/pip-audit --progress-spinner=off --disable-pip --require-hashes -r requirements/run.txt -r requirements/dev.txt

faults: .venv/dev.stamp ## let everything go wrong in 5,000 simulated communities (SEED=n: tell one story)
	@$(BIN)/python -m tests.faults $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),5000))

faults-selftest: .venv/dev.stamp ## plant bugs one at a time and see the simulation find them
	@$(BIN)/python -m tests.faults --selftest

format: .venv/dev.stamp ## let ruff put the code in order
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format .

# The first run makes the mutants and learns which tests reach which: minutes before anything is seen. A tenth of them,
# those whose number ends in MUTANTS, takes some ten minutes more; all take over an hour.
MUTANTS ?= 3
SCORE := import json; n = json.load(open("mutants/mutmut-cicd-stats.json")); killed = n["killed"] + n["timeout"]; \
  tried = killed + n["survived"] + n["suspicious"] + n["segfault"] + n["no_tests"]; \
  print(f"{killed / tried:.1%} of {tried:,} mutants killed; `.venv/bin/mutmut results` lists the others."); \
  raise SystemExit(killed < 0.85 * tried)

mutants: .venv/dev.stamp ## change what decides in small ways and see the tests notice (MUTANTS=7 another tenth, all)
	@$(BIN)/mutmut run $(if $(filter all,$(MUTANTS)),,"*$(MUTANTS)")
	@$(BIN)/mutmut export-cicd-stats
	@$(BIN)/python -c '$(SCORE)'

docs: .venv/dev.stamp ## write the pages in docs/ that are made from the code
	@$(BIN)/python -c 'from rules.reference import reference; print(reference())' > docs/rules.md
	@$(BIN)/python -c 'from rules.codes import page; print(page())' > docs/errors.md
	@$(BIN)/python -c 'from bot.asking.manual import page; print(page(), end="")' > docs/commands.md
	@$(BIN)/fingerpost schema > docs/pathways.schema.json
	@{ sed '/^```ini/q' docs/settings.md; cat .env.example; echo '```'; } > .venv/settings.md && mv .venv/settings.md docs/settings.md
	@$(BIN)/python -c 'from pathlib import Path as P; from webhooks.surface import page; p = P("docs/security.md"); p.write_text(page(p.read_text()))'

site: .venv/dev.stamp ## make the docs into a site, site/index.html; a broken link stops it
	@$(call quietly,$(BIN)/zensical build --clean --strict)

lock: .venv/lock/bin/uv ## lock the dependencies after a change (UPGRADE=--upgrade: take the newest)
	@$(LOCK) $(UPGRADE) pyproject.toml --group dev -o requirements/dev.txt
	@$(LOCK) $(UPGRADE) pyproject.toml -c requirements/dev.txt -o requirements/run.txt
	@$(LOCK) $(UPGRADE) --group build -c requirements/dev.txt -o requirements/build.txt

contract-data: .contract/node_modules/.package-lock.json ## get what GitHub publishes about its API (needs npm)

# Needs PostgreSQL's programs and, to fill a disk, the right to mount one.
kill: .venv/dev.stamp ## kill the bot's processes, database and disk while they work (KILL_ROUNDS=20 of each)
	@FINGERPOST_KILL_ROUNDS=$(KILL_ROUNDS) FINGERPOST_TEST_POSTGRES=its-own $(BIN)/pytest tests/kill --no-header -q \
	  -p no:randomly --log-cli-level=INFO --log-cli-format='%(message)s'

bench: .venv/dev.stamp .bench/stamp contract-data ## measure it beside three other bots; writes docs/performance.md (needs npm)
	@$(BIN)/python -m benchmarks.compare --write docs/performance.md $(BENCH)

soak: .venv/dev.stamp contract-data ## an hour's traffic of 1,000 repositories in minutes: memory, latency, the file's size
	@$(BIN)/python -m benchmarks.soak

clean: ## remove everything that these commands made
	@rm -rf .venv .contract .bench .demo .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants dist build site .cache .screenshots

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is missing or older than Python 3.11. Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

# The project itself is installed in place and built by the locked tools, so that nothing comes without its hash.
.venv/run.stamp: requirements/run.txt requirements/build.txt pyproject.toml | .venv/bin/pip
	@echo "Installing what Fingerpost needs into .venv …"
	@$(INSTALL) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@echo "Installing the tools that check it …"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/lock/bin/uv: | .venv/bin/pip
	@$(PYTHON) -m venv .venv/lock
	@.venv/lock/bin/pip install -qq --disable-pip-version-check uv==$(UV_VERSION)

.venv/audit/bin/pip-audit: | .venv/bin/pip
	@$(PYTHON) -m venv .venv/audit
	@.venv/audit/bin/pip install -qq --disable-pip-version-check pip-audit==$(PIP_AUDIT_VERSION)

.contract/node_modules/.package-lock.json: requirements/contract/package.json requirements/contract/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 18 or newer first." >&2; exit 1; }
	@mkdir -p .contract && cp $^ .contract/
	@npm ci --prefix .contract --ignore-scripts --no-audit --no-fund --silent
	@touch $@

.bench/stamp: benchmarks/peers/requirements.txt $(wildcard benchmarks/peers/probot/*)
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20.18 or newer first." >&2; exit 1; }
	@mkdir -p .bench/probot && cp benchmarks/peers/probot/* .bench/probot/
	@npm ci --prefix .bench/probot --ignore-scripts --no-audit --no-fund --silent
	@$(PYTHON) -m venv .bench/python
	@.bench/python/bin/pip install -qq --disable-pip-version-check --require-hashes -r benchmarks/peers/requirements.txt
	@touch $@
