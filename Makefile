# Two commands do all the set-up: `make run` starts the whole product, `make test` proves it.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
export SITE_URL ?= http://localhost:$(PORT)

.PHONY: setup run test lint format benchmark translations check-pages screenshots clean help

help:
	@echo "make run          start site, worker and beat on http://localhost:$(PORT)"
	@echo "make test         run every test"
	@echo "make lint         check style and the order of imports"
	@echo "make format       bring the code into its one style"
	@echo "make benchmark    print speed and memory as ratios"
	@echo "make translations collect the words to translate, and say what is missing"
	@echo "make check-pages  look at every kind of public page; SITE=http://... for a site that runs"
	@echo "make screenshots  make the pictures of the README again"

setup: .venv/.ready .venv/.translated

.venv/.ready: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "UPR Local needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python3.11 run"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

.venv/.translated: .venv/.ready $(wildcard tracking/locale/*/LC_MESSAGES/django.po)
	@$(BIN)/pybabel --quiet compile --directory tracking/locale --domain django
	@touch $@

run: setup
	@$(BIN)/python manage.py prepare
	@PORT=$(PORT) $(BIN)/honcho --procfile Procfile start

test: setup .venv/.ready-dev
	@sh tests/install_needs.sh
	$(BIN)/python -m tests.run_all

lint: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

benchmark: setup .venv/.ready-dev
	@sh tests/install_needs.sh
	$(BIN)/python -m benchmarks

translations: .venv/.ready-dev
	$(BIN)/python manage.py makemessages --locale es --locale fr --locale ar --no-wrap --no-obsolete --add-location file --ignore ".venv" --ignore "var" --ignore "tests" --ignore "benchmarks"

check-pages: setup .venv/.ready-dev
	$(BIN)/python -m tests.browser.every_page $(SITE)

screenshots: setup .venv/.ready-dev
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf .venv var
