package shell

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"

	"shirube/app/pages/start"
	"shirube/app/route"
	"shirube/app/task"
	"shirube/assets/art"
	"shirube/data"
	"shirube/data/setting"
)

const (
	appID         = "example.shirube"
	defaultWidth  = 1280
	defaultHeight = 800
)

// Options say how the window is opened.
type Options struct {
	Workspace string // path; "" = the start page
	Lang      string // ja, en; "" = the workspace's, else the system's
	Theme     string // light, dark; "" = the workspace's, else the system's
	Clock     data.Clock
	Width     float32 // of the page area, 0 = as it was left
	Height    float32
	Tour      string // folder for pictures of every page; then the window closes
	Times     string // file for how long things take (task.Measure)
}

// errNoDisplay is told before there are settings to know a language from.
var errNoDisplay = errors.New("no display: start it in a graphical session, or use a command (shirube --help)")

// began is when the program was started.
var began = time.Now()

// Run shows the window until it is closed.
func Run(o Options) error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errNoDisplay
	}
	s := &Shell{
		toolkit: toolkit.NewWithID(appID), options: o, recent: start.RecentHere(), ctx: context.Background(),
		settings: setting.Default(), stopNews: func() {},
	}
	if o.Tour != "" {
		s.recent = start.Recent{}
	}
	s.toolkit.SetIcon(fyne.NewStaticResource("shirube.svg", art.Logo(false)))
	s.window = s.toolkit.NewWindow("Shirube")
	s.window.SetPadded(false)
	s.window.SetMaster()
	s.window.SetCloseIntercept(s.quit)
	s.window.SetOnDropped(s.dropped)
	task.OnChange(s.showTasks)
	if o.Times != "" {
		out, err := os.Create(o.Times)
		if err != nil {
			return err
		}
		defer out.Close()
		s.point = task.Measure(out, began)
	}
	s.window.Resize(fyne.NewSize(or(o.Width, defaultWidth), or(o.Height, defaultHeight)))
	s.dress()
	first := route.Start{}
	if o.Tour == "" && o.Workspace != "" {
		first.Opening = filepath.Base(o.Workspace)
	}
	s.show(first)

	defer s.pastes.clear()
	var failed error
	s.toolkit.Lifecycle().SetOnStarted(func() {
		s.started = true
		s.setMenu()
		s.hearKeys()
		switch {
		case o.Tour != "":
			s.tour(o.Tour, func(err error) {
				failed = err
				s.leave()
			})
		case o.Workspace != "":
			s.openWorkspace(o.Workspace)
		}
	})
	s.window.ShowAndRun()
	return failed
}

func or(v, otherwise float32) float32 {
	if v > 0 {
		return v
	}
	return otherwise
}

// language is that of the options, else of the settings, else of the system.
func (s *Shell) language() string {
	for _, l := range []string{s.options.Lang, s.settings.Language} {
		if l != "" {
			return l
		}
	}
	if l := lang.SystemLocale().LanguageString(); len(l) >= 2 {
		return l[:2]
	}
	return "en"
}

// themeName is that of the options, else of the settings, else of the desktop.
// A desktop without a session bus can't be asked, and the toolkit would take it
// for a dark one; an office is light.
func (s *Shell) themeName() string {
	for _, name := range []string{s.options.Theme, s.settings.Theme} {
		if name != "" {
			return name
		}
	}
	if runtime.GOOS == "linux" && os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		return "light"
	}
	return ""
}
