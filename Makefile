# Waybill's two commands are `make run` and `make test`; both set up what they need.
# `make quick` is the part of `make test` that takes less than a minute.
# Variables of `make run`: PORT, HOST, WAYBILL_DATA.

PORT ?= 8501
HOST ?= 127.0.0.1
WAYBILL_DATA ?= data
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

export WAYBILL_DATA

.PHONY: run test quick soak benchmark screenshots check lock sbom clean help

help:
	@echo "make run          serve the dashboard (PORT=$(PORT) HOST=$(HOST) WAYBILL_DATA=$(WAYBILL_DATA))"
	@echo "make test         every check and test, in a real browser too"
	@echo "make quick        style, types and the quick tests, without a browser"
	@echo "make check        check the story folder's rows"
	@echo "make soak         read 10,000 broken story folders; 2,000 viewers, 5,000 slow connections, slow uploads; replicas"
	@echo "make benchmark    measure everything beside the usual ways of building it (half an hour)"
	@echo "make screenshots  redraw the pictures in docs/"
	@echo "make lock         pin what is installed: constraints.txt, and with hashes requirements.lock"
	@echo "make sbom         write the software bill of materials, sbom.cdx.json"

run: $(VENV)/.app
	@$(BIN)/python tools/find_story.py
	@if grep -qs '^\[shipments\]' "$(WAYBILL_DATA)/story.toml"; then $(MAKE) --no-print-directory $(VENV)/.shipments; fi
	@echo "Waybill: http://$(HOST):$(PORT)  (story: $(WAYBILL_DATA))"
	@$(BIN)/streamlit run waybill/server.py --server.port $(PORT) --server.address $(HOST)

test: $(VENV)/.dev
	@$(BIN)/python tools/run_tests.py

quick: $(VENV)/.dev
	@$(BIN)/python tools/run_tests.py --quick

check: $(VENV)/.app
	@$(BIN)/python -m waybill check $(WAYBILL_DATA)

soak: $(VENV)/.dev
	@$(BIN)/python tools/soak_reading.py
	@$(BIN)/python tools/soak_server.py
	@$(BIN)/python tools/soak_replicas.py

benchmark: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.table

screenshots: $(VENV)/.dev
	@$(BIN)/python tools/screenshots.py

lock: $(VENV)/.dev $(VENV)-release/.done
	@echo "# Every package of a known-good installation; regenerate with: make lock" > constraints.txt
	@$(BIN)/pip freeze --exclude-editable >> constraints.txt
	@$(VENV)-release/bin/uv pip compile requirements.txt --quiet --generate-hashes --universal \
		--python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements.lock

sbom: $(VENV)/.app $(VENV)-release/.done
	@$(VENV)-release/bin/python tools/build_sbom.py $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') sbom.cdx.json
	@echo "Written: sbom.cdx.json"

$(VENV)-release/.done: requirements-release.txt | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)-release
	@$(VENV)-release/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-release.txt
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Waybill needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12"; exit 1; }
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

# A stamp newer than its list means that nothing has to be installed.
$(VENV)/.app: requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing what the app needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# Only for a story that has shipments: 100 MB that others need not install.
$(VENV)/.shipments: requirements-shipments.txt $(VENV)/.app
	@echo "Installing what shipments need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-shipments.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-postgresql.txt requirements-shipments.txt $(VENV)/.app
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-release node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
