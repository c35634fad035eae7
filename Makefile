# Each target sets itself up on a machine with Python 3.11+ and make; see README.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench shots words tables setup clean

setup: .venv/.dev

.venv/.run: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cairn needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

.venv/.bench: .venv/.dev requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

# The demo clinic (invented people) lives in demo/, apart from any real data.
run: .venv/.run
	$(BIN)/python -m program serve --demo

# The browser is $$CHROMIUM, or chromium on the PATH, or installed where that is allowed.
test: .venv/.dev
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --verbose > /dev/null || $(BIN)/lint-imports
	$(BIN)/python -m program check
	$(BIN)/python -m pytest tests/test_docs.py tests/test_words.py

shots: .venv/.dev
	$(BIN)/python -m tests.browser
	$(BIN)/python -m tests.shots

# Every sentence of the interface, for translators: program/words/cairn.pot.
words: .venv/.dev
	$(BIN)/python -m tests.test_words

# The tables of programs, modules and exercise kinds in docs/authors.md.
tables: .venv/.dev
	$(BIN)/python -m tests.doc_tables

bench: .venv/.bench
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv demo shots
