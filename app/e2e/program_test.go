package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// binary is the program under test, built once for all tests.
var binary string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "shirube-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "shirube")
	if out, err := exec.Command("go", "build", "-o", binary, "shirube").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	sample = sync.OnceValues(func() ([]byte, error) {
		file := filepath.Join(dir, "sample.shirube")
		if out, err := exec.Command(binary, "init", file, "--sample").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("init --sample: %w\n%s", err, out)
		}
		return os.ReadFile(file)
	})
	return m.Run()
}

// sample is the sample workspace as bytes; making it takes seconds.
var sample func() ([]byte, error)

// needs skips a test whose programs are not installed, but fails where CI=true.
func needs(t testing.TB, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is needed to drive the window; .ci/setup names its package", p)
		}
		t.Skipf("%s is not installed: the window was not driven", p)
	}
}

// workspace is a file and the command line on it.
type workspace struct {
	testing.TB
	file string
}

// sampleWorkspace copies the sample workspace into the test's folder.
func sampleWorkspace(t *testing.T) workspace {
	t.Helper()
	content, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	w := workspace{t, filepath.Join(t.TempDir(), "sales.shirube")}
	w.write("sales.shirube", string(content))
	return w
}

// write makes a file beside the workspace.
func (w workspace) write(name, text string) string {
	w.Helper()
	path := w.beside(name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.Fatal(err)
	}
	return path
}

func (w workspace) beside(name string) string { return filepath.Join(filepath.Dir(w.file), name) }

// command runs a command with --json and decodes its object into v.
func (w workspace) command(v any, args ...string) {
	w.Helper()
	var stdout, stderr bytes.Buffer
	c := exec.Command(binary, append(args, "--json", "--workspace", w.file)...)
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		w.Fatalf("%v: %v\n%s", args, err, stderr.String())
	}
	if err := json.Unmarshal(stdout.Bytes(), v); err != nil {
		w.Fatalf("%v: %v\n%s", args, err, stdout.String())
	}
}

type company struct {
	ID          int64
	Name, Stage string
	ExternalID  string `json:"external_id"`
	Email       string
}

func (w workspace) search(text string) (rows []company) {
	w.Helper()
	var found struct{ Rows []company }
	w.command(&found, "prospects", "search", text)
	return found.Rows
}

func (w workspace) total() int {
	w.Helper()
	var found struct{ Total int }
	w.command(&found, "prospects", "search", "", "--limit", "1")
	return found.Total
}

// number is one number of an indicator: value, target, …; nil where unknown.
func (w workspace) number(key, period, field string) *float64 {
	w.Helper()
	var all map[string]any
	w.command(&all, "kpi", "value", key, "--period", period)
	n, ok := all[field].(float64)
	if !ok {
		return nil
	}
	return &n
}

func (w workspace) setting(key string) string {
	w.Helper()
	var all map[string]string
	w.command(&all, "settings", "get", key)
	return all[key]
}

func (w workspace) stages() (names []string) {
	w.Helper()
	var all struct {
		Stages []struct{ Stage, Name string }
	}
	w.command(&all, "stage", "list", "--lang", "ja")
	for _, s := range all.Stages {
		names = append(names, s.Name)
	}
	return names
}

// soon polls until the condition holds.
func soon(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited %v in vain: %s", patience, what)
		}
	}
}

// patience is the longest any single effect may take on a busy machine.
const patience = 30 * time.Second
