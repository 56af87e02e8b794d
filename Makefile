# Every target sets up what it needs; a second call finds it there.
.DEFAULT_GOAL := help
# What touches no database, or only through pages that the first run has opened, runs once.
WITHOUT_DATABASE = --ignore=tests/questionnaire --ignore=tests/selection --ignore=tests/pdf --ignore=tests/web \
	--ignore=tests/journeys --ignore=tests/demo --ignore=tests/laws/test_every_page.py --ignore=tests/laws/test_in_the_browser.py --ignore=tests/laws/test_words.py \
	--ignore=tests/laws/test_fields.py --ignore=tests/laws/test_bars.py --ignore=tests/laws/test_source.py --ignore=tests/geography --ignore=tests/letters/test_letter_pdf.py --ignore=tests/reviews/test_live_total.py \
	--ignore-glob=*/test_forms.py --ignore-glob=*/test_rules.py --ignore-glob=*/test_states.py
.PHONY: help install run test journeys lint bench lock texts

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

install: ## set up the portal in this checkout, in .venv and node_modules
	@deploy/setup.sh run

run: install ## start the portal with its demo world (PORT=8000, PORTAL_DATA=./var)
	@deploy/run.sh

test: ## run everything that CI runs (ARGS="-k letter" narrows the tests)
	@deploy/setup.sh test
	@deploy/lint.sh
	@.venv/bin/python -m pytest -n 2 --dist worksteal -m "not bench" $(ARGS)
	@PORTAL_TEST_DATABASE=postgresql .venv/bin/python -m pytest -n 2 --dist worksteal -m "not bench" $(WITHOUT_DATABASE) $(ARGS)

journeys: ## walk only the journeys through a real browser
	@deploy/setup.sh test
	@.venv/bin/python -m pytest -m journey tests/journeys $(ARGS)

lint: install ## check format, lint, types and the contracts between the rooms
	@deploy/lint.sh

bench: ## print the figures of the benches
	@deploy/setup.sh test
	@.venv/bin/python -m pytest -s -m bench tests/bench $(ARGS)

lock: install ## pin all packages anew (UPGRADE=--upgrade takes newer versions)
	@deploy/lock.sh $(UPGRADE)

texts: install ## bring the translations up to date with the sentences of the code (ARGS=tr begins a language)
	@deploy/texts.sh $(ARGS)
