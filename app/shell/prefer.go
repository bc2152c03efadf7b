package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"shirube/app/pages/settings"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/data/setting"
)

// save keeps settings in the workspace and lets the window follow them. What
// the command line asked for gives way to what was just chosen.
func (s *Shell) save(wanted setting.Settings) {
	before := s.settings
	if wanted.Language != before.Language {
		s.options.Lang = ""
	}
	if wanted.Theme != before.Theme {
		s.options.Theme = ""
	}
	s.settings = wanted
	if ws := s.workspace; ws != nil && !ws.ReadOnly() {
		task.Run(s.ctx, &task.Group{}, func(ctx context.Context, _ task.Progress) (struct{}, error) {
			return struct{}{}, ws.Config.Save(ctx, wanted)
		}, func(_ struct{}, err error) {
			if err != nil {
				s.settings = ws.Settings()
				s.dress()
				s.Fail(err)
			}
		})
	}
	if looks(wanted) != looks(before) {
		s.dress()
	} else if s.workspace != nil {
		s.showNavigation()
	}
}

// look is what of the settings the whole window is built by.
type look struct {
	language, theme string
	scale           float64
	folded          bool
}

func looks(s setting.Settings) look { return look{s.Language, s.Theme, s.TextScale, s.NavFolded} }

func (s *Shell) setLanguage(lang string) {
	s.options.Lang = lang
	if s.workspace == nil {
		s.dress()
		return
	}
	wanted := s.settings
	if wanted.Language == lang {
		s.dress()
		return
	}
	wanted.Language = lang
	s.save(wanted)
}

func (s *Shell) switchLanguage() {
	if s.words.Lang == "ja" {
		s.setLanguage("en")
	} else {
		s.setLanguage("ja")
	}
}

func (s *Shell) switchTheme() {
	wanted := s.settings
	wanted.Theme = "dark"
	if style.Dark() {
		wanted.Theme = "light"
	}
	s.options.Theme = ""
	s.save(wanted)
}

func (s *Shell) fold() {
	wanted := s.settings
	wanted.NavFolded = !wanted.NavFolded
	s.save(wanted)
}

// scaling makes texts larger or smaller.
func scaling(by float64) func(*Shell) {
	return func(s *Shell) { s.save(settings.Grown(s.settings, by)) }
}

// resizeAsLeft gives the window the size it had when the workspace was closed.
func (s *Shell) resizeAsLeft() {
	if s.options.Width == 0 && s.settings.WindowWidth > 0 {
		s.window.Resize(fyne.NewSize(float32(s.settings.WindowWidth), float32(s.settings.WindowHeight)))
	}
}

// rememberSize keeps the window's size in the workspace that is being closed.
func (s *Shell) rememberSize() {
	size := s.window.Canvas().Size()
	wanted := s.settings
	wanted.WindowWidth, wanted.WindowHeight = int(size.Width), int(size.Height)
	ws := s.workspace
	if ws.ReadOnly() || s.options.Width > 0 || s.options.Tour != "" || wanted.WindowWidth == s.settings.WindowWidth && wanted.WindowHeight == s.settings.WindowHeight {
		return
	}
	if err := ws.Config.Save(s.ctx, wanted); err != nil {
		s.Fail(err)
	}
}
