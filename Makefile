# One word for each job. Every word sets up what it needs; plain `make` lists them.
PYTHON ?= python3
BIN := .venv/bin
UV := build/uv/bin/uv
# Less than a minute on two cores; a test that takes seconds belongs elsewhere.
FAST := generator tests/unit/test_number.py tests/unit/test_text.py tests/unit/test_problem.py \
	$(addprefix tests/unit/,canonical law scoring compare view) tests/golden tests/test_words.py
FORM := site_templates/admin/node_modules/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve desk bulletin fast test lint bench lock clean

help: ## list these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

site: .venv/.installed ## build the site into build/site
	$(BIN)/bulletin build

serve: site ## build the site and show it on http://127.0.0.1:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site 8000

bulletin: .venv/.installed ## write the documents of a month in Word: make bulletin MONTH=2017-12
	$(BIN)/bulletin word $(MONTH)

desk: .venv/.installed $(FORM) ## fill in findings in the browser, at the address that it prints
	$(BIN)/bulletin desk

fast: .venv/.installed ## run the tests of the rooms that all others rest on, while you work
	$(BIN)/python -m pytest -q -n auto -m 'not slow and not site' $(FAST)

test: .venv/.installed $(if $(shell command -v npm),$(FORM)) ## run the whole test suite, in a real browser too
	$(BIN)/python -m tests.browser $(if $(CI),,|| true)
	$(BIN)/python -m pytest -n auto

lint: .venv/.installed ## check style, types, import directions and the data
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bulletin check
	$(BIN)/bulletin format --check
	$(BIN)/bulletin editor --check

bench: .venv/.installed ## measure speed and memory
	$(BIN)/python -m bench

lock: $(UV) ## write requirements.lock anew, with the newest versions
	$(UV) --no-config pip compile pyproject.toml --group dev --output-file requirements.lock \
		--upgrade --quiet --universal --fork-strategy fewest --python-version 3.11 \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

clean: ## remove all that these words have made
	rm -rf .venv build dist site_templates/admin/node_modules .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find generator tests bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# The stamp is written last, so an installation that broke off is begun again.
.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'bulletin needs Python 3.11 or newer. Install one and say: make PYTHON=python3.11 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# The form's bundle has inside it what its package asks for: package.json puts a tiny package instead.
$(FORM): site_templates/admin/package.json site_templates/admin/package-lock.json
	@command -v npm >/dev/null || { echo '录入表单要用 Node.js（自带 npm），请先安装' >&2; exit 1; }
	npm ci --prefix site_templates/admin
	@touch $@

$(UV):
	$(PYTHON) -m venv --clear build/uv
	build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
