# Two commands do everything, set-up included: `make site` and `make test`.
PYTHON ?= python3
VENV   := .venv
BENCH  ?= --posts 100,1000
# Two at least, for much of a test is waiting; more take more memory than time.
TESTS_AT_ONCE ?= $(shell $(PYTHON) -c "import os; print(max(2, min(4, len(os.sched_getaffinity(0)))))" 2>/dev/null || echo 2)
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: site test serve lint bench clean model-score

site: $(STAMP)
	@$(BIN)/blogtool build
	@echo "the site is in $(CURDIR)/_site; to look at it: make serve, and http://127.0.0.1:4000"

test: $(VENV)/.dev-installed
	$(BIN)/python -m pytest -n $(TESTS_AT_ONCE) --dist worksteal -ra

serve: $(STAMP)
	$(BIN)/blogtool serve

lint: $(VENV)/.dev-installed
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.dev-installed
	$(BIN)/python benchmarks/run.py $(BENCH)
	$(BIN)/python benchmarks/run.py --posts 100,1000,10000 --languages 1,9 --tools blogtool --only "clean build" --rounds 1
	$(BIN)/python benchmarks/markdown.py
	$(BIN)/python benchmarks/translation.py speed
	$(BIN)/python benchmarks/translation.py argos

model-score: $(VENV)/.dev-installed
	$(BIN)/python -m tools.model_score

clean:
	rm -rf _site .blogtool-cache build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/bin/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev-installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(STAMP)
