# Stipple: `make run` installs and starts everything, `make test` checks everything. Run again, it does only what is due.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
RUN := .venv/bin
TEST := .venv-test/bin
REQUIREMENTS := deploy/requirements
FRONTEND_SOURCES := $(shell find frontend/src frontend/public -type f 2>/dev/null) \
	$(wildcard frontend/index.html frontend/vite.config.ts frontend/tsconfig.json frontend/package.json)

.PHONY: help run setup torch frontend test test-python test-product test-postgres test-frontend test-browser bench lint format schema \
	constraints doctor clean

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: .venv/.installed frontend/dist/.built ## install what is missing, build the pages, set up the database, start Stipple
	@exec $(RUN)/python manage.py run

setup: .venv/.installed ## database, first admin and demo project only
	$(RUN)/python manage.py setup

torch: .venv/.torch ## add torch to the product: convert published models, serve them without ONNX graphs, train

doctor: .venv/.installed ## tell what is real and what is missing, with remedies
	@$(RUN)/python manage.py doctor

frontend: frontend/dist/.built ## build the pages

test: lint test-python test-product test-postgres test-frontend test-browser ## everything, on the embedded parts and on PostgreSQL + Redis
	@echo "make test: all checks passed"

lint: .venv-test/.installed ## ruff and mypy
	$(TEST)/ruff check .
	$(TEST)/ruff format --check .
	$(TEST)/mypy

test-python: .venv-test/.installed frontend/dist/.built ## pytest on SQLite and the embedded Valkey
	$(TEST)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile -m "not browser and not product"

test-product: .venv-test/.installed frontend/dist/.built ## the running product: killed, cut off, started again
	$(TEST)/python -m pytest -m product

test-postgres: .venv-test/.installed ## pytest again on PostgreSQL and Redis, if there are any
	@$(TEST)/python deploy/test_on_servers.py

test-frontend: frontend/node_modules/.installed ## vitest, tsc, biome
	@deploy/with_node.sh npm --prefix frontend run lint
	@deploy/with_node.sh npm --prefix frontend run typecheck
	@deploy/with_node.sh npm --prefix frontend run test

test-browser: .venv-test/.installed frontend/dist/.built ## the whole job in a real Chromium, if there is one
	@$(TEST)/python deploy/test_in_browser.py

bench: .venv-test/.installed frontend/dist/.built ## measure, and write docs/benchmarks/*.json
	$(TEST)/python deploy/run_benchmarks.py

format: .venv-test/.installed frontend/node_modules/.installed ## format everything
	$(TEST)/ruff check --fix .
	$(TEST)/ruff format .
	@deploy/with_node.sh npm --prefix frontend run format

schema: .venv-test/.installed frontend/node_modules/.installed ## write the OpenAPI schema, and from it the types of the front end and of the SDK
	$(TEST)/python manage.py spectacular --validate --fail-on-warn --file frontend/src/api/schema.yaml
	@deploy/with_node.sh npm --prefix frontend run schema
	$(TEST)/python deploy/sdk/generate_models.py

constraints: .venv-test/.installed ## pin what is installed for the tests
	$(TEST)/python deploy/pin.py > constraints.new && mv constraints.new constraints.txt

clean: ## remove everything that make has made; the data folder stays
	rm -rf .venv .venv-test frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache

.venv/.installed: $(REQUIREMENTS)/run.txt constraints.txt
	@deploy/make_venv.sh "$(PYTHON)" .venv $(REQUIREMENTS)/run.txt

.venv/.torch: .venv/.installed $(REQUIREMENTS)/train.txt
	@deploy/make_venv.sh "$(PYTHON)" .venv $(REQUIREMENTS)/train.txt
	@touch $@

.venv-test/.installed: $(REQUIREMENTS)/run.txt $(REQUIREMENTS)/train.txt $(REQUIREMENTS)/clouds.txt $(REQUIREMENTS)/test.txt constraints.txt \
	deploy/sdk/pyproject.toml
	@deploy/make_venv.sh "$(PYTHON)" .venv-test $(REQUIREMENTS)/test.txt

frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json
	@deploy/with_node.sh npm --prefix frontend ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/.built: frontend/node_modules/.installed $(FRONTEND_SOURCES)
	@deploy/with_node.sh npm --prefix frontend run build
	@touch $@
