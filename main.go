// Command shirube opens the door: a command goes to the command line, anything
// else to the window.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"shirube/app/cli"
	_ "shirube/app/locale"
	"shirube/app/shell"
)

func main() {
	if o, ok := window(os.Args[1:]); ok {
		if err := shell.Run(o); err != nil {
			fmt.Fprintln(os.Stderr, "shirube:", err)
			os.Exit(cli.Failed)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], cli.System())
	stop()
	os.Exit(code)
}

// window reads what the window is opened with; ok is false for a command.
func window(args []string) (o shell.Options, ok bool) {
	f := flag.NewFlagSet("shirube", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	size, today := f.String("size", "", ""), f.String("today", "", "")
	f.StringVar(&o.Tour, "tour", "", "")
	f.StringVar(&o.Times, "times", "", "")
	f.StringVar(&o.Lang, "lang", "", "")
	f.StringVar(&o.Theme, "theme", "", "")
	f.StringVar(&o.Workspace, "workspace", os.Getenv("SHIRUBE_WORKSPACE"), "")
	file := ""
	for f.Parse(args) == nil && f.NArg() > 0 && file == "" && strings.HasSuffix(f.Arg(0), ".shirube") {
		file, args = f.Arg(0), f.Args()[1:] // flags may stand behind the file too
		o.Workspace = file
	}
	if f.Parse(args) != nil || f.NArg() > 0 {
		return o, false
	}
	if d, err := time.ParseInLocation(time.DateOnly, *today, time.Local); err == nil {
		o.Clock = func() time.Time { return d.Add(12 * time.Hour) }
	}
	if _, err := fmt.Sscanf(*size, "%gx%g", &o.Width, &o.Height); *size != "" && err != nil {
		return o, false
	}
	return o, true
}
