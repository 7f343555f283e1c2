# People and CI run the same names. `make help` lists them.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo derive site serve test test-python test-site test-browser seeds bench-train bench-teach bench-demo parity lighthouse screenshots check lock clean node port

RECIPES ?= inkling
PORT ?= 8000

# The first Python of a version that TensorFlow 2.19 runs on. Shims that name a version that is not there fail here, and are passed over.
SUPPORTED := import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 13) else 1)
PYTHON ?= $(shell for python in python3.11 python3.12 python3 python; do \
	$$python -c '$(SUPPORTED)' 2>/dev/null && echo $$python && break; done)

VENV := .venv
# Building the site takes no TensorFlow: where the whole environment is not there, a small one does.
SITE_VENV := $(if $(wildcard .venv/ready),.venv,.venv-site)
COMPILE := $(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
NPM_LOCK := --package-lock-only --omit-lockfile-registry-resolved

help: ## list what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'
	@echo '  RECIPES="linear convnet" or RECIPES=all choose what demo trains; PORT=8000 where serve listens'

demo: port $(VENV)/ready site/node_modules/ready ## set up, train, export, publish, build the site and serve it
	@echo "Training, exporting and publishing: $(RECIPES). Steps that are done are not done again."
	@$(VENV)/bin/python -m export pipeline $(RECIPES)
	@$(MAKE) --no-print-directory serve

derive: $(VENV)/ready ## write cards, comparison and snippets again from what is published, after a template was edited
	@$(VENV)/bin/python -m export derive

site: $(SITE_VENV)/ready site/node_modules/ready ## build the site from what is published, without training -> build/www
	@cd site && node build/build.mjs
	@$(SITE_VENV)/bin/python -m export reference build/snippets/commands.md
	@NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true $(SITE_VENV)/bin/mkdocs build --strict --quiet
	@node site/build/security-policy.mjs build/www
	@node site/build/write-service-worker.mjs build/www
	@echo "Built the site: build/www"

serve: port site ## build the site and serve it on 127.0.0.1
	@node site/bin/serve.mjs build/www --port $(PORT)

test: test-python test-site test-browser ## run every test, real browser included

test-python: $(VENV)/ready site/node_modules/ready
	$(VENV)/bin/python -m pytest

test-site: site/node_modules/ready
	cd site && npm test --silent

test-browser: site/node_modules/ready
	@node site/browser/install.mjs
	@$(MAKE) --no-print-directory site
	node --test --test-reporter=spec tests/browser/*.test.mjs

seeds: $(VENV)/ready site/node_modules/ready ## fit and publish every recipe with several seeds: takes long, resumable
	@$(VENV)/bin/python -m trainer seeds linear mlp_100 mlp_128_64 mlp_128_128_drop25 mlp_128_128_drop05 convnet --seeds 0-2
	@$(VENV)/bin/python -m trainer seeds inkling inkling_tiny --seeds 0-4
	@$(VENV)/bin/python -m export pipeline all

bench-train: $(VENV)/ready ## measure training speed against stock Keras, both sides in one run
	@$(VENV)/bin/python -m trainer bench
	@$(VENV)/bin/python -m export benchmark runs/bench-train.json

bench-teach: $(VENV)/ready site/node_modules/ready ## measure what teaching the demo is worth: make bench-teach STROKES=pendigits-orig.tra
	@test -n "$(STROKES)" || { echo "Name a file of drawn digits: make bench-teach STROKES=pendigits-orig.tra (the guide says where it is)." >&2; exit 1; }
	@mkdir -p runs && node site/bench/few-shot.mjs docs/models/inkling/model.json $(STROKES) --json runs/bench-teach.json
	@$(VENV)/bin/python -m export benchmark runs/bench-teach.json

bench-demo: $(VENV)/ready site/node_modules/ready site/bench/node_modules/ready ## measure the demo against other runtimes with the same network, in a real browser
	@node site/browser/install.mjs Chromium
	@$(MAKE) --no-print-directory site
	@$(VENV)/bin/python -m export litert docs/models/inkling/model.json build/bench/inkling.tflite
	@node site/bench/demo.mjs --litert build/bench/inkling.tflite --json runs/bench-demo.json
	@$(VENV)/bin/python -m export benchmark runs/bench-demo.json

parity: $(VENV)/ready site/node_modules/ready ## compare the published models in a real browser with Keras, over all test images; needs their runs
	@node site/browser/install.mjs Chromium
	@$(MAKE) --no-print-directory site
	@$(VENV)/bin/python -m export browser $(foreach card,$(wildcard docs/models/*/model.json),runs/$(notdir $(patsubst %/,%,$(dir $(card))))-s0)
	@$(VENV)/bin/python -m export benchmark runs/browser.json

lighthouse: site/node_modules/ready ## score the built home page on a simulated telephone -> build/lighthouse.html
	@node site/browser/install.mjs Chromium
	@$(MAKE) --no-print-directory site
	@node site/browser/lighthouse.mjs

screenshots: site/node_modules/ready ## draw the pictures of the demo in the README and the guide anew
	@node site/browser/install.mjs Chromium
	@$(MAKE) --no-print-directory site
	@node site/browser/screenshots.mjs

check: $(VENV)/ready site/node_modules/ready ## lint, types, and lock files in step with their inputs
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	cd site && npm run --silent check
	@mkdir -p build/locks && cp requirements*.lock build/locks/
	@$(COMPILE) requirements.in -o build/locks/requirements.lock
	@$(COMPILE) requirements-site.in -c requirements.lock -o build/locks/requirements-site.lock
	@for lock in requirements.lock requirements-site.lock; do \
		diff -q <(grep -v '^ *#' $$lock) <(grep -v '^ *#' build/locks/$$lock) >/dev/null \
		|| { echo "$$lock is not in step with its input; run 'make lock'." >&2; exit 1; }; done
	@cd site/bench && npm ci --dry-run --ignore-scripts --loglevel=error --no-audit --no-fund >/dev/null \
		|| { echo "site/bench/package-lock.json is not in step with its input; run 'make lock'." >&2; exit 1; }
	@! grep -nE 'https?://' requirements*.lock site/package-lock.json site/bench/package-lock.json | grep -E 'resolved|index|find-links' \
		|| { echo "A lock file names a registry's address; remove it." >&2; exit 1; }

lock: $(VENV)/ready ## resolve requirements*.in and package.json into their lock files
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements-site.in -c requirements.lock -o requirements-site.lock
	cd site && npm install $(NPM_LOCK)
	cd site/bench && npm install $(NPM_LOCK)

clean: ## delete what can be built again; runs and published models stay
	rm -rf build docs/assets/demo .mypy_cache .ruff_cache .pytest_cache

.venv/ready: requirements.lock | node
	@$(call install_python,$(@D),$<,1 GB: takes some minutes)

.venv-site/ready: requirements-site.lock | node
	@$(call install_python,$(@D),$<,10 MB)

define install_python
$(or $(PYTHON),false) -c '$(SUPPORTED)' 2>/dev/null \
	|| { echo "Python 3.11 or 3.12 is needed$(if $(PYTHON),$(comma) and $(PYTHON) is none); install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }; \
	echo "Installing the Python packages of $2 into $1 ($3)."; \
	$(PYTHON) -m venv --clear $1 || { echo "No virtual environment can be made; on Debian and Ubuntu install python3-venv." >&2; exit 1; }; \
	$1/bin/python -m pip install $$([ -t 1 ] || echo --quiet) --disable-pip-version-check --require-hashes -r $2 \
	|| { echo "The Python packages cannot be installed: the lines above say why. Is there a network, and room on the disk? Then run make again." >&2; exit 1; }; \
	touch $1/ready
endef
comma := ,

node:
	@command -v node >/dev/null && command -v npm >/dev/null \
		|| { echo "Node.js 20 or later with npm is needed and was not found; install it from your system's packages." >&2; exit 1; }
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' \
		|| { echo "Node.js 20 or later is needed; this is $$(node --version)." >&2; exit 1; }

port:
	@[[ "$(PORT)" =~ ^[0-9]{1,5}$$ ]] && (( $(PORT) <= 65535 )) || { echo "PORT=$(PORT) is no port; choose a number up to 65535." >&2; exit 1; }

site/node_modules/ready: site/package-lock.json site/package.json | node
	@echo "Installing the front end's packages."
	@cd site && npm ci --loglevel=error --no-audit --no-fund \
		|| { echo "The front end's packages cannot be installed: the lines above say why. Is there a network? Then run make again." >&2; exit 1; }
	@touch $@

# Half a gigabyte that nothing but a benchmark needs; no package's own scripts are run.
site/bench/node_modules/ready: site/bench/package-lock.json site/bench/package.json | node
	@echo "Installing the runtimes to measure against (500 MB)."
	@cd site/bench && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund \
		|| { echo "The runtimes to measure against cannot be installed: the lines above say why. Is there a network? Then run make again." >&2; exit 1; }
	@touch $@
