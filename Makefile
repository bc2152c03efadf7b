# The one place for build flags: every build, test and vet goes through them.
TAGS := migrated_fynedo,no_emoji
ifeq ($(shell uname -s),Linux)
TAGS := gles,$(TAGS)
endif
export GOFLAGS := -tags=$(TAGS)
export CGO_ENABLED := 1

GO := go
NO_DISPLAY := $(if $(DISPLAY)$(WAYLAND_DISPLAY),,yes)
SCREEN := xvfb-run -a -s "-screen 0 1600x1200x24"
# Packages that don't reach Fyne, but those that drive the program from outside:
# their tests also run under the race detector.
RACED = $(GO) list -f '{{$$w := false}}{{range .Deps}}{{if eq . "fyne.io/fyne/v2"}}{{$$w = true}}{{end}}{{end}}{{if not $$w}}{{.ImportPath}}{{end}}' ./... | grep -v '/app/'

.PHONY: run build test bench lint screenshots clean
.DEFAULT_GOAL := build

run: build ## opens the window; without a screen, a tour of the sample workspace as pictures
ifeq ($(NO_DISPLAY),yes)
	@.ci/setup run
	@mkdir -p out/tour
	$(SCREEN) bin/shirube --tour out/tour --lang ja --theme light
else
	bin/shirube
endif

build: ## bin/shirube
	@.ci/setup build
	$(GO) build -o bin/shirube .

test: build ## vet, every test, the race detector where there is no window
	@.ci/setup test
	$(GO) vet ./...
	raced=$$($(RACED)) && $(GO) test -race -timeout 15m $$raced && \
	$(SCREEN) $(GO) test -timeout 15m $$($(GO) list ./... | grep -vxF "$$raced")

bench: build ## against references measured beside; the window's part needs Xvfb, the real register lies beside the checkout
	$(GO) test -run '^$$' -bench . -benchtime 3x -timeout 30m ./data/... ./charts/...
	SHIRUBE_RUNS=500 $(GO) test -count 1 -v -run 'Planted|Simulated|FalseAlarms' ./data/funnel ./data/review
	SHIRUBE_REGISTER=1 $(GO) test -run '^$$' -bench . -benchtime 1x -timeout 15m ./app/e2e

lint: ## vet and gofmt, staticcheck and golangci-lint where they are installed
	@.ci/setup build
	$(GO) vet ./...
	@bad=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$bad" ] || { echo "gofmt would change: $$bad"; exit 1; }
	@if command -v staticcheck >/dev/null; then staticcheck ./...; else echo "lint: staticcheck is not installed, left out"; fi
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else echo "lint: golangci-lint is not installed, left out"; fi

screenshots: build ## every page in both languages and colours, into out/screenshots
	@.ci/setup run
	@for lang in ja en; do for theme in light dark; do for size in 1280x800 1920x1080; do \
		dir=out/screenshots/$$lang-$$theme-$$size; mkdir -p $$dir; \
		xvfb-run -a -s "-screen 0 2000x1200x24" bin/shirube --tour $$dir --lang $$lang --theme $$theme --size $$size || exit 1; \
	done; done; done

clean:
	rm -rf bin out
