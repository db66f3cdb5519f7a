# Two commands do all the set-up: `make run` and `make test`.
BIN := .venv/bin
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup run test bench fetch-growth kills changes genres own-genre constraints coverage mutants articles copies silences fuzz growth clean

help:
	@echo "make run    set up, then extract corpus/ into outputs/"
	@echo "make test   set up, then check style and types and run the tests"
	@echo "make changes FOLDER=letters  show what the work tree does to a folder of files, beside the last commit (COMMIT=...)"
	@echo "make genres GOLD=gold        show how good documents are whose genre was left out of all that is fitted"
	@echo "make bench  set up, then print how fast this is beside pdfplumber, Tesseract and OCRmyPDF"
	@echo "make articles  set up, then write articles, true and false, and see how many are told right (COUNT=500, SEED=1)"
	@echo "make copies  set up, then compare 10,000 pairs of scans of one letter (COUNT=10000, SEED=1)"
	@echo "make silences  set up, then take lines out of made-up letters and see how many are told of (COUNT=300)"
	@echo "make growth set up, then see whether the work of each extractor and reader grows with the text, and no faster"
	@echo "make fuzz   set up, then extract damaged files without end in sight (COUNT=100000)"
	@echo "make clean  remove what set-up and tests made (outputs/ stays)"

setup:
	@.ci/setup

run: setup
	@echo "Extracting corpus/ into outputs/ ..."
	$(BIN)/dojletters extract corpus --output outputs --replace
	@echo "Look at what was read, and put right what is wrong: $(BIN)/dojletters desk outputs"

test:
	@.ci/setup tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup

bench:
	@.ci/setup bench
	@$(BIN)/python -m tests.bench

# How good documents of a genre are read that was left out of all that is fitted: GOLD=folder of documents with gold files.
genres: setup
	$(BIN)/dojletters genres $(or $(GOLD),corpus)

# What 30 checked letters of a genre are worth, of which nothing was known: the same GOLD (GENRE=Congress); with OWN=1 GOLD is a
# folder of letters of one genre that no rule has seen, of which every other one is checked.
own-genre: setup
	$(BIN)/python -m tests.own_genre $(or $(GOLD),corpus) $(if $(GENRE),--genre "$(GENRE)") $(if $(OWN),--own)

changes: setup
	@.ci/changes "$(FOLDER)" $(COMMIT)

# The versions that the tests passed with, of all that is installed.
constraints:
	@.ci/setup tests
	$(BIN)/pip freeze --exclude-editable >constraints.txt

coverage:
	@.ci/setup tests
	$(BIN)/pytest -n auto --dist loadgroup --cov=pipeline --cov=extractors --cov=schemas --cov-report=term

mutants:
	@.ci/setup tests
	$(BIN)/python -m tests.mutation --sample $(or $(SAMPLE),20) --seed $(or $(SEED),1)

articles:
	@.ci/setup tests
	$(BIN)/python -m tests.told --count $(or $(COUNT),500) --seed $(or $(SEED),1)

# Pairs of scans of one letter, as OCR reads them: none differs by the Department's doing (COUNT=10000, SEED=1).
copies:
	@.ci/setup tests
	$(BIN)/python -m tests.copies --count $(or $(COUNT),10000) --seed $(or $(SEED),1)

# Lines taken out of made-up letters or made unreadable: how many the records tell of (COUNT=300, SEED=1).
silences:
	@.ci/setup tests
	$(BIN)/python -m tests.silences --count $(or $(COUNT),300) --seed $(or $(SEED),1)

# Does the work grow with the text: every extractor and reader on every near-miss that the rules' sentences make (FORMS=body,signature).
growth:
	@.ci/setup tests
	$(BIN)/python -m tests.growth $(if $(FORMS),--forms '$(FORMS)')

fuzz: setup
	$(BIN)/python -m tests.fuzz --count $(or $(COUNT),100000) --seed $(or $(SEED),1)

# What an idle night costs with many releases in the store; the server is on this machine.
fetch-growth: setup
	$(BIN)/python -m tests.fetch.growth --releases $(or $(RELEASES),20000)

# Batches killed at random moments, and held against one that was left alone; then the desk, while two windows use it.
kills:
	@.ci/setup tests
	DOJLETTERS_TEST_KILLS=$(or $(COUNT),100) DOJLETTERS_TEST_DOCUMENTS=150 $(BIN)/pytest -s -k killed_at_any_moment tests/runs
	DOJLETTERS_TEST_KILLS=$(or $(COUNT),100) $(BIN)/pytest -s tests/desk/test_killed.py

clean:
	rm -rf .venv .venv-bench build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find pipeline extractors schemas tests -name __pycache__ -type d -prune -exec rm -rf {} +
