package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"shirube/app"
)

// TestMain lets the test binary stand for the program: a test starts it again
// as a process of its own, with pipes, signals and all.
func TestMain(m *testing.M) {
	if os.Getenv("SHIRUBE_TEST_AS_PROGRAM") == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(Run(ctx, os.Args[1:], System()))
}

// program is the command line as a process that has not been started.
func program(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), "SHIRUBE_TEST_AS_PROGRAM=1", "SHIRUBE_WORKSPACE=", "LANG=C", "LC_ALL=")
	return c
}

// shell runs commands on one workspace.
type shell struct {
	*testing.T
	file string
}

// begin makes a workspace from a template and gives a shell on it.
func begin(t *testing.T, template string) *shell {
	t.Helper()
	s := &shell{t, filepath.Join(t.TempDir(), "w.shirube")}
	s.ok("init", s.file, "--template", template)
	return s
}

// run gives the exit code and what was written.
func (s *shell) run(args ...string) (code int, stdout, stderr string) {
	s.Helper()
	var out, err bytes.Buffer
	c := program(append([]string{"-w", s.file, "--lang", "en"}, args...)...)
	c.Stdout, c.Stderr = &out, &err
	if failed := c.Run(); failed != nil && c.ProcessState == nil {
		s.Fatal(failed)
	}
	return c.ProcessState.ExitCode(), out.String(), err.String()
}

// ok runs a command that must succeed and gives its output.
func (s *shell) ok(args ...string) string {
	s.Helper()
	code, out, err := s.run(args...)
	if code != Done {
		s.Fatalf("%v: exit %d\n%s%s", args, code, out, err)
	}
	return out
}

// object runs a command with --json and gives its one object.
func (s *shell) object(args ...string) map[string]any {
	s.Helper()
	return s.decode(s.ok(append(args, "--json")...))
}

func (s *shell) decode(out string) map[string]any {
	s.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(out)))
	var object map[string]any
	if err := d.Decode(&object); err != nil {
		s.Fatalf("no object: %v\n%s", err, out)
	}
	if d.More() {
		s.Fatalf("more than one object:\n%s", out)
	}
	return object
}

// want compares fields of an object; a nil stands for null.
func (s *shell) want(object map[string]any, fields map[string]any) {
	s.Helper()
	for name, want := range fields {
		got, there := object[name]
		if n, ok := want.(int); ok {
			want = float64(n)
		}
		if !there || got != want {
			s.Errorf("%s: got %v (there: %t), want %v", name, got, there, want)
		}
	}
}

// dump is everything the workspace holds, but the journal.
func (s *shell) dump() string {
	s.Helper()
	ws, err := app.Open(context.Background(), s.file, app.Options{ReadOnly: true})
	if err != nil {
		s.Fatal(err)
	}
	defer ws.Close()
	var out bytes.Buffer
	if err := ws.Dump(context.Background(), &out); err != nil {
		s.Fatal(err)
	}
	return out.String()
}

// write makes a file beside the workspace.
func (s *shell) write(name, text string) string {
	s.Helper()
	path := filepath.Join(filepath.Dir(s.file), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
	return path
}

// shared finds a file of the real data beside the checkout, or skips the test.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	file := filepath.Join(dir, "..", "shared", "data", path)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("the real data (%s) doesn't lie beside the checkout, so this is not tried", filepath.Join("../shared/data", path))
	}
	return file
}
