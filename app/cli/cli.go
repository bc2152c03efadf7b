package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"shirube/app"
	"shirube/assets/words"
	"shirube/data"
	"shirube/data/period"
)

// The exit codes.
const (
	Done   = 0
	Failed = 1
	Usage  = 2
)

// IO is where a command reads its surroundings and writes.
type IO struct {
	Out, Err io.Writer
	Env      func(string) string
	Terminal bool // Err is a terminal: progress may be drawn there
}

// System is the process's own.
func System() IO {
	terminal := false
	if info, err := os.Stderr.Stat(); err == nil {
		terminal = info.Mode()&os.ModeCharDevice != 0
	}
	return IO{Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Terminal: terminal}
}

// session is one run of the program: its flags and its surroundings.
type session struct {
	IO
	file, lang, today string
	json              bool
	running           bool // flags and arguments were right
}

// Run runs the command that args name and gives the exit code.
func Run(ctx context.Context, args []string, sys IO) int {
	s := &session{IO: sys}
	root := s.root()
	root.SetArgs(args)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	c, err := root.ExecuteContextC(ctx)
	if err == nil {
		return Done
	}
	var wrong usage
	if !s.running || errors.As(err, &wrong) {
		fmt.Fprintln(s.Err, "shirube: "+oneLine(s.tell(misused(c, err)))+" ("+s.words().T("cli.help", "usage", usageOf(c), "command", c.CommandPath())+")")
		return Usage
	}
	if !errors.Is(err, errTold) {
		fmt.Fprintln(s.Err, "shirube: "+s.tell(err))
	}
	return Failed
}

// errTold ends a command whose result was printed and says that it failed.
var errTold = errors.New("told")

func oneLine(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	return text
}

// tell says an error in words, with what to do next.
func (s *session) tell(err error) string {
	var known *data.Error
	if !errors.As(err, &known) && !errors.Is(err, context.Canceled) {
		return err.Error()
	}
	text, hint := s.words().Error(err)
	if hint != "" {
		text += ": " + hint
	}
	return text
}

func (s *session) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "shirube",
		Short:         "Prospects, funnels and KPIs of a sales office, offline in one file",
		Long:          "Shirube keeps prospects, funnels and KPIs in one workspace file.\nWithout a command it opens the window.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       app.Version,
		Args:          cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return data.Errorf("usage_unknown", args[0], "", nil)
			}
			return c.Help()
		},
	}
	f := root.PersistentFlags()
	f.StringVarP(&s.file, "workspace", "w", s.Env("SHIRUBE_WORKSPACE"), "the workspace `file` (or SHIRUBE_WORKSPACE)")
	f.StringVar(&s.lang, "lang", "", "`ja|en`; the workspace's unless given")
	f.StringVar(&s.today, "today", "", "the `day` it is, like 2026-11-22")
	f.BoolVar(&s.json, "json", false, "one JSON object on standard output")
	_ = root.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"ja", "en"}, cobra.ShellCompDirectiveNoFileComp))
	_ = root.MarkPersistentFlagFilename("workspace", "shirube")
	root.AddCommand(
		s.initCommand(), s.importCommand(), s.prospectsCommand(), s.listCommand(), s.personCommand(), s.segmentCommand(), s.stageCommand(), s.funnelCommand(),
		s.measureCommand(), s.kpiCommand(), s.targetCommand(), s.planCommand(), s.reviewCommand(), s.reportCommand(), s.settingsCommand(),
		s.backupCommand(), s.restoreCommand(), s.checkCommand(), s.undoCommand(),
	)
	return root
}

// group makes a command that only holds others.
func group(use, short string, children ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		return data.Errorf("usage_command", c.CommandPath(), "", nil)
	}}
	c.AddCommand(children...)
	return c
}

// do wraps the body of a command: from here on, failing is no wrong usage.
func (s *session) do(body func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		if err := oneOf("lang", s.lang, "ja", "en"); err != nil {
			return err
		}
		s.running = true
		return body(c.Context(), args)
	}
}

// with wraps the body of a command that works on the workspace.
func (s *session) with(body func(ctx context.Context, ws *app.Workspace, args []string) error) func(*cobra.Command, []string) error {
	return s.do(func(ctx context.Context, args []string) (err error) {
		if s.file == "" {
			return usage{data.Errorf("no_workspace", "", "", nil)}
		}
		options, err := s.options()
		if err != nil {
			return err
		}
		ws, err := app.Open(ctx, s.file, options)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, ws.Close()) }()
		if s.lang == "" {
			s.lang = ws.Settings().Language
		}
		if err := ws.CountSegments(ctx); err != nil {
			return err
		}
		return body(ctx, ws, args)
	})
}

func (s *session) options() (app.Options, error) {
	var o app.Options
	if s.today == "" {
		return o, nil
	}
	d, err := period.ParseDay(s.today)
	if err != nil {
		return o, usage{data.Errorf("bad_day", s.today, "", err)}
	}
	y, m, day := d.Date()
	o.Clock = data.FixedClock(time.Date(y, m, day, 12, 0, 0, 0, time.Local))
	return o, nil
}

func (s *session) words() *words.Words {
	lang := s.lang
	if lang == "" {
		for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
			if lang = s.Env(name); lang != "" {
				break
			}
		}
		if !strings.HasPrefix(lang, "ja") {
			lang = "en"
		} else {
			lang = "ja"
		}
	}
	return words.In(lang)
}
