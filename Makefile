# make run     the app with its demo at http://127.0.0.1:8000       PORT=, ASSAY_DATABASE_URL=
# make test    the whole suite, browser and PostgreSQL included     ARGS='-k embed -n 0'
# make check   formatter, linter, types, templates, import arrows
# make format  what the formatter and the linter can mend by themselves
# make lock    the hashed requirements, anew from pyproject.toml    UPGRADE=1, UPGRADE=flask
#
# PYTHON= names the Python to build on (3.11 or newer).

.PHONY: run test check format lock

run:
	@bin/run

test:
	@bin/test $(ARGS)

check:
	@bin/check

format:
	@bin/environment requirements-dev.txt
	@.venv/bin/python -m ruff check --quiet --fix-only .
	@.venv/bin/python -m ruff format .

lock:
	@bin/lock
