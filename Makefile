# People and CI run the same commands. `make help` lists them.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve site npm wheel release release-check version demo publish notebook seeds derive bench-train bench-teach bench-demo bench-lab bench-atlas bench-npm bench-wheel parity lighthouse screenshots \
	watch check format test test-python test-site test-browser test-one package lock clean node port browsers

RECIPES ?= inkling
PORT ?= 8000

# What the site is built from, and where to. `make demo` has folders of its own in build/, so that nothing tracked changes.
DOCS := docs
WWW := build/www

# A port of its own: at that of `serve` the browser may keep an older build, for use without a network.
WATCH_PORT := $(if $(filter file,$(origin PORT)),8100,$(PORT))

# In CI, tests fail that reach less of the code than this: percent of lines, a little under what was reached last. What the pages of the
# laboratory show is tested in browsers, where lines are not counted.
PYTHON_FLOOR := 94
JAVASCRIPT_FLOOR := 76
in_ci = $(if $(filter true,$(CI)),$1)

# The first Python of a version that TensorFlow 2.19 runs on. A shim that names a version that is not there fails here, so it is passed over.
SUPPORTED := import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 13) else 1)
PYTHON ?= $(shell for python in python3.11 python3.12 python3 python; do \
	$$python -c '$(SUPPORTED)' 2>/dev/null && echo $$python && break; done)

VENV := .venv
# Building the site takes no TensorFlow: where the whole environment is missing, a small one is enough.
SITE_VENV := $(if $(wildcard .venv/ready),.venv,.venv-site)
COMPILE := $(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
NPM_LOCK := --package-lock-only --omit-lockfile-registry-resolved
NODE_TEST := node --test --test-reporter=spec --test-reporter-destination=stdout \
	--test-reporter=./site/bin/slowest-tests.mjs --test-reporter-destination=stdout

# MkDocs and its theme: advertisements of other versions are not warnings about this site.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

##@ Use
help: ## list what there is to make
	@awk -F ':.*## ' '/^##@/ { print substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo 'RECIPES="linear convnet" or RECIPES=all: what demo trains and publish publishes. PORT=8000: where the page is. STROKES=FILE, IMAGES=DIR: drawings and pictures of your own that demo trains on as well. WHY="...": why publish replaces a version. TAG=v1.2.3: which tag release-check checks as well. VERSION=1.2.3: what version writes.'

serve: port site ## build the site from what is published and serve it on 127.0.0.1
	@node site/bin/serve.mjs build/www --port $(PORT)

# --quiet would hide the warnings that --strict is to find, so only the lines of progress are left out.
site: $(SITE_VENV)/ready site/node_modules/ready ## build the site from what is published, without training -> build/www
	@cd site && node build/build.mjs --models "$(abspath $(DOCS))/models" --out "$(abspath $(DOCS))/assets/demo"
	@$(SITE_VENV)/bin/python -m export reference build/snippets/commands.md
	@$(SITE_VENV)/bin/python -m export notebook --docs $(DOCS) >/dev/null
	@DOCS_DIR=$(DOCS) SNIPPETS_DIR=$(DOCS)/models/snippets SITE_DIR=$(WWW) $(SITE_VENV)/bin/mkdocs build --strict 2> >(grep -v '^INFO' >&2)
	@node site/build/security-policy.mjs $(WWW)
	@node site/build/write-service-worker.mjs $(WWW)
	@echo "Built the site: $(WWW)"

npm: browsers package ## build the npm package and use it: tarball installed, examples built, pages opened -> build/npm
	@$(MAKE) --no-print-directory site
	$(NODE_TEST) tests/browser/npm/*.test.mjs
	@node site/bench/npm.mjs
	@echo "Built the package: $$(ls build/npm/*.tgz)"

wheel: $(VENV)/ready ## build the Python package inkling-digits -> build/dist
	@$(VENV)/bin/python -m export wheel

release: $(VENV)/ready site/node_modules/ready ## build every file of a release -> build/release
	@$(VENV)/bin/python -m export release

release-check: $(VENV)/ready $(VENV)/jupyter-ready site/node_modules/ready site/examples/node_modules/ready ## build a release, and use every file of it where nothing else is
	@node site/browser/install.mjs Chromium
	@$(MAKE) --no-print-directory site
	@$(VENV)/bin/python -m export release-check $(if $(TAG),--tag "$(TAG)")

version: $(VENV)/ready ## print the version, or write another one everywhere: make version VERSION=1.2.3
	@$(VENV)/bin/python -m export version $(VERSION)

##@ Train
demo: port $(VENV)/ready site/node_modules/ready ## serve the published site, train meanwhile, show each model when it is done
	@$(VENV)/bin/python -m export demo $(RECIPES) --port $(PORT) $(if $(STROKES),--strokes $(STROKES)) $(if $(IMAGES),--images $(IMAGES))

# The reason may hold any character, a dollar sign too: the shell gets it as a variable.
publish: override export WHY := $(value WHY)
publish: $(VENV)/ready ## write trained RECIPES to docs/models/ and the README, to be committed
	@$(VENV)/bin/python -m export publish $(RECIPES) $${WHY:+--why "$$WHY"}

notebook: $(VENV)/ready $(VENV)/jupyter-ready site/node_modules/ready ## execute docs/notebooks/mnist.ipynb and keep its outputs, to be committed
	@$(VENV)/bin/python -m export notebook --execute

seeds: $(VENV)/ready site/node_modules/ready ## fit every recipe with its number of seeds: takes long, resumable
	@$(VENV)/bin/python -m trainer seeds all
	@$(VENV)/bin/python -m export pipeline all
	@echo "Publish them with 'make publish RECIPES=all'."

derive: $(VENV)/ready ## write cards, comparison and snippets again from what is published, after a template was edited
	@$(VENV)/bin/python -m export derive

##@ Measure
bench-train: $(VENV)/ready .venv-torch/ready ## measure training speed against stock Keras and PyTorch, all in one run
	@$(VENV)/bin/python -m trainer bench
	@$(VENV)/bin/python -m export benchmark runs/bench-train.json

bench-teach: $(VENV)/ready site/node_modules/ready ## measure what teaching the demo is worth: make bench-teach STROKES=pendigits-orig.tra
	@test -n "$(STROKES)" || { echo "Name a file of drawn digits: make bench-teach STROKES=pendigits-orig.tra (docs/train/strokes.md says where it is)." >&2; exit 1; }
	@mkdir -p runs && node site/bench/few-shot.mjs docs/models/inkling/model.json $(STROKES) --json runs/bench-teach.json
	@$(VENV)/bin/python -m export benchmark runs/bench-teach.json

bench-demo: $(VENV)/ready site/bench/node_modules/ready browsers ## measure the demo against other runtimes with the same network, in a real browser
	@$(MAKE) --no-print-directory site
	@mkdir -p runs && node site/bench/demo.mjs --litert docs/models/inkling/model.tflite --onnx docs/models/inkling/model.onnx --json runs/bench-demo.json
	@$(VENV)/bin/python -m export benchmark runs/bench-demo.json

bench-lab: $(VENV)/ready site/bench/node_modules/ready browsers ## measure training in the page against other engines, in a real browser
	@$(MAKE) --no-print-directory site
	@node site/bench/training.mjs --json runs/bench-lab.json
	@$(VENV)/bin/python -m export benchmark runs/bench-lab.json

bench-npm: $(VENV)/ready browsers package ## measure the npm package and what pages load of it
	@node site/bench/npm.mjs --json runs/bench-npm.json
	@$(VENV)/bin/python -m export benchmark runs/bench-npm.json

bench-wheel: $(VENV)/ready ## measure the Python package in empty environments: megabytes, and seconds to an answer
	@$(VENV)/bin/python -m export bench-wheel
	@$(VENV)/bin/python -m export benchmark runs/bench-wheel.json

bench-atlas: $(VENV)/ready browsers ## measure how smoothly the atlas follows the pointer, in a real browser
	@$(MAKE) --no-print-directory site
	@mkdir -p runs && node site/bench/atlas.mjs --json runs/bench-atlas.json
	@$(VENV)/bin/python -m export benchmark runs/bench-atlas.json

parity: $(VENV)/ready browsers ## compare the published models in a real browser with Keras, over all test images; needs their runs
	@$(MAKE) --no-print-directory site
	@$(VENV)/bin/python -m export browser $(foreach card,$(wildcard docs/models/*/model.json),runs/$(notdir $(patsubst %/,%,$(dir $(card))))-s0)
	@$(VENV)/bin/python -m export benchmark runs/browser.json

lighthouse: browsers site ## score the built home page on a simulated telephone -> build/lighthouse.html
	@node site/browser/lighthouse.mjs

screenshots: browsers site ## take the pictures of the demo in the README and the documentation anew
	@node site/browser/screenshots.mjs

##@ Develop
watch: port $(SITE_VENV)/ready site/node_modules/ready ## serve the site, rebuilt and reloaded while you edit docs/ or site/src/
	@cd site && node build/build.mjs
	@$(SITE_VENV)/bin/python -m export reference build/snippets/commands.md
	@$(SITE_VENV)/bin/python -m export notebook >/dev/null
	@node site/build/watch.mjs $(SITE_VENV)/bin/mkdocs --port $(WATCH_PORT)

check: $(VENV)/ready site/node_modules/ready ## lint, format and types; lock files in step; the site with its theme's successor
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/mypy --python-version 3.10 trainer/reading
	cd site && npm run --silent lint && npm run --silent format:check && npm run --silent check
	@node site/bin/lint-workflows.mjs
	@mkdir -p build/locks && cp requirements*.lock build/locks/
	@$(COMPILE) requirements.in -o build/locks/requirements.lock
	@$(COMPILE) requirements-site.in -c requirements.lock -o build/locks/requirements-site.lock
	@$(COMPILE) requirements-jupyter.in -c requirements.lock -o build/locks/requirements-jupyter.lock
	@for lock in requirements.lock requirements-site.lock requirements-jupyter.lock; do \
		diff -q <(grep -v '^ *#' $$lock) <(grep -v '^ *#' build/locks/$$lock) >/dev/null \
		|| { echo "$$lock is not in step with its input; run 'make lock'." >&2; exit 1; }; done
	@for folder in site/bench site/examples; do \
		(cd $$folder && npm ci --dry-run --ignore-scripts --loglevel=error --no-audit --no-fund >/dev/null) \
		|| { echo "$$folder/package-lock.json is not in step with its input; run 'make lock'." >&2; exit 1; }; done
	@! grep -nE 'https?://' requirements*.lock site/package-lock.json site/*/package-lock.json | grep -E 'resolved|index|find-links' \
		|| { echo "A lock file names a registry's address; remove it." >&2; exit 1; }
	@$(MAKE) --no-print-directory site
	@SITE_DIR=build/zensical $(VENV)/bin/zensical build --clean
	@node site/build/compare-sites.mjs build/www build/zensical

format: $(VENV)/ready site/node_modules/ready ## format Python and JavaScript
	$(VENV)/bin/ruff format .
	cd site && npm run --silent format

test: test-python test-site test-browser ## run every test, real browsers included

test-python: $(VENV)/ready $(VENV)/jupyter-ready site/node_modules/ready ## run the tests of Python, with coverage
	@mkdir -p build
	$(VENV)/bin/coverage erase
	$(VENV)/bin/coverage run -m pytest --durations=10
	$(VENV)/bin/coverage combine --quiet
	$(VENV)/bin/coverage report $(call in_ci,--fail-under=$(PYTHON_FLOOR))

test-site: site/node_modules/ready ## run the tests of JavaScript in Node, with coverage
	cd site && node_modules/.bin/c8 $(call in_ci,--check-coverage --lines $(JAVASCRIPT_FLOOR)) npm test --silent

test-browser: browsers package ## run the tests in real browsers
	@$(MAKE) --no-print-directory site
	$(NODE_TEST) tests/browser/*/*.test.mjs

test-one: ## run one test file: make test-one FILE=tests/trainer/test_run.py
	@case "$(FILE)" in \
		tests/browser/npm/*.test.mjs) $(MAKE) --silent --no-print-directory browsers site package && $(NODE_TEST) $(FILE) ;; \
		tests/browser/*/*.test.mjs) $(MAKE) --silent --no-print-directory browsers site && $(NODE_TEST) $(FILE) ;; \
		site/test/*.test.mjs) $(MAKE) --silent --no-print-directory site/node_modules/ready && $(NODE_TEST) $(FILE) ;; \
		tests/*test_*.py) $(MAKE) --silent --no-print-directory $(VENV)/ready $(VENV)/jupyter-ready site/node_modules/ready && $(VENV)/bin/python -m pytest $(FILE) ;; \
		*) echo "Name a test file: make test-one FILE=tests/trainer/test_run.py, or one in site/test/ or tests/browser/." >&2; exit 1 ;; esac

lock: $(VENV)/ready ## resolve requirements*.in and package.json into their lock files
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements-site.in -c requirements.lock -o requirements-site.lock
	$(COMPILE) requirements-jupyter.in -c requirements.lock -o requirements-jupyter.lock
	cd site && npm install $(NPM_LOCK)
	cd site/bench && npm install $(NPM_LOCK)
	cd site/examples && npm install $(NPM_LOCK)

clean: ## delete what can be built again; runs and published models stay
	rm -rf build inkling_digits.egg-info docs/assets/demo docs/assets/train docs/assets/words docs/notebooks/figures .cache .mypy_cache .ruff_cache .pytest_cache

.venv/ready: requirements.lock | node
	@$(call install_python,$(@D),$<,1 GB: takes some minutes)

.venv-site/ready: requirements-site.lock | node
	@$(call install_python,$(@D),$<,10 MB)

# What executes the notebook, beside what trains: only the tests and `make notebook` want it.
.venv/jupyter-ready: requirements-jupyter.lock .venv/ready
	@echo "Installing what executes the notebook into $(@D) (65 MB)."
	@$(@D)/bin/python -m pip install $$([ -t 1 ] || echo --quiet) --disable-pip-version-check --require-hashes -r $< \
		|| { echo "What executes the notebook cannot be installed: the lines above say why. Is there a network? Then run make again." >&2; exit 1; }
	@touch $@

# PyTorch, to measure against. Its own index, which uv knows, has a build of 200 MB for processors; that of PyPI brings 3 GB for graphics
# cards. Where that index cannot be reached, pip takes what it is set up to take.
.venv-torch/ready: requirements-torch.txt $(VENV)/ready
	@echo "Installing PyTorch to measure against into $(@D) (200 MB)."
	@$(VENV)/bin/python -m venv --clear $(@D)
	@$(VENV)/bin/uv pip install --quiet --python $(@D)/bin/python --torch-backend cpu -r $< 2>/dev/null \
		|| { echo "PyTorch's own index cannot be reached, so pip takes it from where it takes other packages; from PyPI on Linux, that is 3 GB."; \
		$(@D)/bin/python -m pip install $$([ -t 1 ] || echo --quiet) --disable-pip-version-check -r $<; } \
		|| { echo "PyTorch cannot be installed: the lines above say why. All else can be measured with 'python -m trainer bench'." >&2; exit 1; }
	@touch $@

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
		|| { echo "Node.js 20.16 or later with npm is needed and was not found; install it from your system's packages." >&2; exit 1; }
	@node -e 'process.exit(process.getBuiltinModule ? 0 : 1)' \
		|| { echo "Node.js 20.16 or later is needed; this is $$(node --version)." >&2; exit 1; }

# Built each time: a package of older sources must not be tested.
package: site/node_modules/ready site/examples/node_modules/ready
	@node site/build/npm/package.mjs >/dev/null

browsers: site/node_modules/ready
	@node site/browser/install.mjs

port:
	@[[ "$(PORT)" =~ ^[0-9]{1,5}$$ ]] && (( $(PORT) <= 65535 )) || { echo "PORT=$(PORT) is not a port: choose a number up to 65535." >&2; exit 1; }

define npm_install
(cd $(dir $(@D)) && npm ci $2 --loglevel=error --no-audit --no-fund) \
	|| { echo "$1 cannot be installed: the lines above say why. Is there a network? Then run make again." >&2; exit 1; }; \
	touch $@
endef

site/node_modules/ready: site/package-lock.json site/package.json | node
	@echo "Installing the front end's packages."
	@$(call npm_install,The front end's packages)

# Bundlers and frameworks that only the package's examples and tests need. No script of a package is run.
site/examples/node_modules/ready: site/examples/package-lock.json site/examples/package.json | node
	@echo "Installing what the examples of the npm package are built with (100 MB)."
	@$(call npm_install,What the examples are built with,--ignore-scripts)

# Half a gigabyte that only a benchmark needs. No script of a package is run.
site/bench/node_modules/ready: site/bench/package-lock.json site/bench/package.json | node
	@echo "Installing the runtimes to measure against (500 MB)."
	@$(call npm_install,The runtimes to measure against,--ignore-scripts)
