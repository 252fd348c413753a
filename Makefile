# make demo   set up, build the graph of seeds/ into out/, say what to open
# make test   set up and run every test
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
BENCH ?= ../shared/bench
READY := $(VENV)/.ready

.PHONY: demo test bench lint setup lock wheel clean
.DEFAULT_GOAL := demo

demo: $(READY)
	$(BIN)/kg build seeds/ -o out

test: $(READY)
	$(BIN)/python -m pytest

bench: $(READY)
	$(BIN)/python bench/parse_ratio.py seeds/
	$(BIN)/python bench/resolve_scale.py 10000 100000
	@if [ -d $(BENCH) ]; then \
	    $(BIN)/python bench/gold.py $(BENCH) && \
	    $(BIN)/python bench/entities_dev.py $(BENCH)/gum && \
	    $(BIN)/python bench/open_bench.py $(BENCH)/open && \
	    $(BIN)/python bench/open_cost.py $(BENCH)/gum/news_*.txt; \
	else echo "no gold data at $(BENCH): quality not measured"; fi

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(READY)

# Everything comes from the lock file with its hash, the build backend too; then the checkout itself.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# After a change of the dependencies in pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --output-file requirements.lock

wheel: $(READY)
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf $(VENV) dist
