# Every target installs what it needs into .venv; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
STAMP := $(VENV)/.installed
ORACLE := $(VENV)/oracle

.PHONY: help serve demo test check fmt bench soak model mutants browser oracle clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $(STAMP)

$(ORACLE): tests/oracle/constraints.txt
	$(PYTHON) -m venv $(ORACLE)
	$(ORACLE)/bin/pip install --quiet --requirement tests/oracle/constraints.txt
	touch $(ORACLE)

serve: $(STAMP) ## run the service with the sample bureau on 127.0.0.1:8000
	$(BIN)/zhiheng serve

demo: $(STAMP) ## one permit case from application to hand-over, into demo-out/
	$(BIN)/zhiheng demo --out demo-out

test: $(STAMP) ## unit, property, database (SQLite and PostgreSQL) and API tests
	$(PYTEST) -n 2 -m "not soak and not browser" -q

check: $(STAMP) ## lint, format, types, layers, dependency audit
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/tools/audit_dependencies.py

fmt: $(STAMP) ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## the figures of design.md §16 that exist so far; ends with one line of JSON
	$(BIN)/python bench/run.py

soak: $(STAMP) ## full-size fuzz, kills and races (up to an hour)
	$(PYTEST) -m soak -q --timeout=3600

model: $(STAMP) ## everything four persons could try, five acts deep, in cases half done
	cd tests && PYTHONPATH=. ../$(BIN)/python -m support.modelcheck 5

mutants: $(STAMP) ## the same on each small fault put into the rules; how many are noticed
	cd tests && PYTHONPATH=. ../$(BIN)/python -m support.modelcheck.mutant_run

browser: $(STAMP) ## pages in a real Chromium (Debian's package `chromium`)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,browser]'
	$(PYTEST) -m browser -q

oracle: $(STAMP) $(ORACLE) ## compare with independent implementations, read back by independent readers
	$(PYTEST) -q tests/unit/audit/test_canonical.py tests/unit/audit/test_merkle.py --timeout=900
	ZHIHENG_ORACLE=$(CURDIR)/$(ORACLE)/bin/python $(PYTEST) -q tests/oracle

clean: ## forget the environment and the data
	rm -rf $(VENV) var demo-out
