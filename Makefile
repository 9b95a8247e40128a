# Two commands: `make run` serves the example, `make test` runs the tests. Both set up what they need;
# all that must be there before is Python 3.11+ and make.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9
BIN := .venv/bin
EXAMPLE := var/example.rapport
.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types bench coverage clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Rapport needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up: uv $(UV_VERSION) into .tools"
	@$(PYTHON) -m venv .tools 2>/dev/null || { rm -rf .tools; \
	  echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: pyproject.toml uv.lock | .tools/bin/uv
	@echo "Setting up: Python packages from uv.lock into .venv (the first time takes a minute)"
	@.tools/bin/uv sync --frozen --python $(PYTHON)
	@touch $@

.venv/.compiled: .venv/.ready api/warming.py api/kernels.py graph/compiled.py
	@$(BIN)/python -m api.warming
	@touch $@

setup: .venv/.ready .venv/.compiled ## install what Rapport needs, compile the analytics and build the explorer
	@$(BIN)/python -m api.web.build

run: setup ## ingest the bundled example and serve it on PORT (8000)
	@mkdir -p var
	@$(BIN)/rapport ingest examples --store $(EXAMPLE) --catalogue examples/catalogue.yaml
	@$(BIN)/rapport serve --store $(EXAMPLE) --port $(PORT)

test: setup ## run all tests; those whose server or browser is not here say so
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term

lint: setup ## style, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

types: setup ## mypy --strict and pyright
	@$(BIN)/mypy
	@$(BIN)/pyright

check: lint types test ## all that must hold before a change lands

bench: setup ## measure speed against hand-written controls; writes bench/out/results.json
	@$(BIN)/python -m bench

clean: ## remove what setup and tests made
	rm -rf .venv .tools var api/web/static api/web/explorer/node_modules bench/out
