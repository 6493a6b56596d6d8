# Every target is one Python command, which also runs where there is no make (see README.md).
PYTHON ?= python3

.PHONY: run test soak bench setup

run:
	@$(PYTHON) -m tools.run $(ARGS)

test:
	@$(PYTHON) -m tools.test

soak:
	@$(PYTHON) -m tools.soak

bench:
	@$(PYTHON) -m tools.bench $(ARGS)

setup:
	@$(PYTHON) -m tools.setup --dev
