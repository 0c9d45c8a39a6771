# Everything runs in .venv and .cache; nothing is installed elsewhere.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
STAMP := $(VENV)/.installed
# What Cisco's documents say to all requests and answers of `make test`, step by step (tests/contract)
TALLIES := $(CURDIR)/.cache/contract-tallies.jsonl

# Only this work tree's collection and an Ansible home of its own: a copy installed elsewhere is never used by mistake.
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/.cache/collections
export ANSIBLE_HOME := $(CURDIR)/.cache/ansible
export PATH := $(BIN):$(PATH)

.PHONY: help
help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: venv
venv: $(STAMP) ## Make .venv, again only when requirements-dev.txt has changed

$(STAMP): requirements-dev.txt hacking/venv
	@hacking/venv $(VENV) $(UV_VERSION) requirements-dev.txt
	@hacking/lay-out
	@touch $@

.PHONY: demo
demo: venv ## Onboard the example customers on the simulator, twice; the second run changes nothing
	@python -m tests.contract run hacking/demo

.PHONY: test
test: ## Run every check below, in this order; stop at the first that fails
	@mkdir -p .cache; rm -f $(TALLIES); \
	for step in lint docs sanity unit oldest integration property molecule; do \
	  echo "=== make $$step"; \
	  CONTRACT_TALLIES=$(TALLIES) $(MAKE) $$step || { echo "=== make $$step FAILED"; exit 1; }; \
	done; \
	python -m tests.contract total $(TALLIES); \
	echo "=== passed: lint docs sanity unit oldest integration property molecule"

.PHONY: lint
lint: venv ## Style, types, YAML, ansible-lint (production), changelog, documentation, licences and workflows
	ruff check .
	ruff format --check .
	mypy
	yamllint --strict .
	ansible-lint
	PYTHONPATH=.cache/collections python -m hacking.render_docs --check
	antsibull-changelog lint
	antsibull-docs lint-collection-docs --plugin-docs .
	hacking/lint-forge

.PHONY: format
format: venv ## Format Python, and repair of its style what can be repaired
	ruff check --fix .
	ruff format .

.PHONY: render
render: venv ## Render RETURN blocks, the options that roles hand on, their READMEs, and the JSON Schema
	PYTHONPATH=.cache/collections python -m hacking.render_docs

.PHONY: samples
samples: venv ## Run the examples of all modules, and keep what they return as the samples of RETURN
	SAMPLES=hacking/samples.json pytest tests/integration/test_examples.py
	@$(MAKE) render

.PHONY: docs
docs: venv ## The documentation site in docs/build/html, where a warning is an error
	hacking/docs

.PHONY: sanity
sanity: venv ## ansible-test sanity
	hacking/sanity

.PHONY: unit
unit: venv ## Tests without Ansible processes (T="tests/unit/test_x.py -k name" runs a selection)
	pytest $(or $(T),tests/unit tests/contract tests/simulator)

.PHONY: contract
contract: venv ## Distil Cisco's OpenAPI documents again (WEBEX_OPENAPI names their folder)
	python -m tests.contract.distil

.PHONY: oldest
oldest: venv ## Unit tests, and a few real runs, with the oldest libraries that requirements.txt allows
	@hacking/for-uv nox --session 2.19-py3.11-oldest -- unit smoke

.PHONY: integration
integration: venv ## Modules, roles and playbooks on the simulator (T=... as above)
	pytest $(or $(T),tests/integration)

.PHONY: property
property: venv ## Any two states, any mix of faults, any nonsense: a small, always equal set (T=... as above)
	pytest $(or $(T),tests/property)

.PHONY: soak
soak: venv ## 500 seeded fault scenarios, going on where it was stopped (S="--minutes 10", "--fresh", ...)
	python hacking/soak.py $(S)

.PHONY: fuzz
fuzz: venv ## Requests of all kinds to every operation of the simulator, 400 seeds (F=4000 for more)
	FUZZ_SEEDS=$(or $(F),400) pytest -x -q tests/property/test_fuzz.py

.PHONY: coverage
coverage: venv ## Measure which lines and branches of module_utils the tests execute, each way (T=... for other integration tests)
	python -m hacking.cover $(T)

.PHONY: molecule
molecule: venv ## Every role on the simulator, with idempotence
	python -m tests.contract run molecule test --all

.PHONY: matrix
matrix: venv ## Every supported version, going on where it was stopped; write the page (S="2.16-py3.11 ..." for some)
	@status=0; hacking/for-uv nox $(if $(S),--session $(S)) || status=$$?; python -m hacking.matrix; exit $$status

.PHONY: live
live: venv ## Check the real Webex against contract and assumptions; reads only (LIVE_WRITE=yes also onboards)
	PYTHONPATH=.cache/collections:roles/simulator/files python -m hacking.live

.PHONY: bench
bench: venv ## Measure speed and memory on the simulator, write the documentation's page (B="--scale 0.1" for a try)
	PYTHONPATH=roles/simulator/files python -m hacking.bench --page docs/docsite/rst/guide_performance.rst $(B)
	@$(MAKE) render

.PHONY: build
build: venv ## Build the collection archive, of the same bytes whenever the same files are built
	@python -m hacking.archive

.PHONY: release
release: venv ## Build the archive of a release, and hold it against all that a release must be
	@python -m hacking.release

.PHONY: lock
lock: venv ## Resolve requirements-dev.in again
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" --output-file requirements-dev.txt requirements-dev.in

.PHONY: clean
clean: ## Remove environments, caches and results
	rm -rf .venv .cache .ansible .hypothesis tests/output docs/build webex-wholesale-*.tar.gz
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
