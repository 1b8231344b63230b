# `make run` and `make test` are all that a newcomer needs; both set up what is missing first.
.PHONY: run test lint bench evaluate starter lock translations screenshots installer offline-proof
.DEFAULT_GOAL := run
MAKEFLAGS += --no-print-directory
PYTHON_IN_VENV := .venv/bin/python

run:
	@bash installer/setup.sh run
	@$(PYTHON_IN_VENV) main.py

test: lint
	@$(PYTHON_IN_VENV) -m pytest -q

lint:
	@bash installer/setup.sh test
	@$(PYTHON_IN_VENV) -m ruff check .
	@$(PYTHON_IN_VENV) -m pyright
	@$(PYTHON_IN_VENV) -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-cache

# Measures what the design promises; prints a table and writes build/bench.json.
bench:
	@bash installer/setup.sh test
	@$(PYTHON_IN_VENV) -m benchmarks

# How well the starter stack does, on forms of requests and pictures that it was not trained on.
evaluate:
	@bash installer/setup.sh test
	@$(PYTHON_IN_VENV) -m modaverse_desktop.evaluation.right_task
	@$(PYTHON_IN_VENV) -m modaverse_desktop.evaluation.object_named
	@$(PYTHON_IN_VENV) -m modaverse_desktop.evaluation.heard_and_seen

# Trains the starter stack anew (hours), its generators from the weights that it has, and puts it into resources/starter.
starter:
	@bash installer/setup.sh test
	@$(PYTHON_IN_VENV) -m modaverse_desktop.training.starter

# Pins the versions of pyproject.toml again, with hashes.
lock:
	@bash installer/setup.sh test
	@$(PYTHON_IN_VENV) -m pip install --quiet pip-tools
	@$(PYTHON_IN_VENV) installer/lock.py

# Collects what the window says for Qt Linguist, and compiles what is translated.
translations:
	@bash installer/setup.sh test
	@$(PYTHON_IN_VENV) installer/translations.py

# Draws the window's main states into docs/screenshots.
screenshots:
	@bash installer/setup.sh test
	@$(PYTHON_IN_VENV) docs/screenshots/draw.py

# A .deb and a .run that install without a network, in build/installer/packages. FAST=1 compresses less.
installer:
	@bash installer/setup.sh build
	@$(PYTHON_IN_VENV) installer/build.py $(if $(FAST),--fast)

# Installs both into an empty system without a network, converts and opens the window there, and looks at every connection.
offline-proof:
	@bash installer/setup.sh build
	@$(PYTHON_IN_VENV) installer/proof.py
