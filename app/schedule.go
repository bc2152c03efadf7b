package app

import (
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
)

// Schedule is how an operating system's scheduler is told to write what is due,
// every morning: a line for its shell, or a file.
type Schedule struct {
	System string // windows, macos, linux
	Name   string // of the task, the same for each system
	Text   string
}

// scheduleHour is when the schedulers run: before the office opens.
const scheduleHour = 8

// Schedules gives the text for each scheduler, with the paths of this program
// and this workspace. Running daily is enough: a day on which nothing is due
// writes nothing.
func (ws *Workspace) Schedules() ([]Schedule, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("schedule: %w", err)
	}
	return schedules(program, ws.Path()), nil
}

func schedules(program, workspace string) []Schedule {
	return []Schedule{
		{"windows", taskName(workspace), taskScheduler(program, workspace)},
		{"macos", taskName(workspace), launchd(program, workspace)},
		{"linux", taskName(workspace), cron(program, workspace)},
	}
}

// taskName tells one workspace's task from another's.
func taskName(workspace string) string {
	return fmt.Sprintf("shirube.report.%08x", crc32.ChecksumIEEE([]byte(workspace)))
}

// taskScheduler is a line for cmd.exe: the command to run is one argument, in
// which the quotes round paths are written \".
func taskScheduler(program, workspace string) string {
	return fmt.Sprintf(`schtasks /Create /F /TN "%s" /SC DAILY /ST %02d:00 /TR "\"%s\" report --due --workspace \"%s\""`,
		taskName(workspace), scheduleHour, program, workspace)
}

// launchd is a property list for ~/Library/LaunchAgents.
func launchd(program, workspace string) string {
	var arguments strings.Builder
	for _, a := range []string{program, "report", "--due", "--workspace", workspace} {
		arguments.WriteString("    <string>")
		_ = xml.EscapeText(&arguments, []byte(a)) // a Builder takes everything
		arguments.WriteString("</string>\n")
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>%s</string>
  <key>ProgramArguments</key>
  <array>
%s  </array>
  <key>StartCalendarInterval</key>
  <dict>
    <key>Hour</key>
    <integer>%d</integer>
    <key>Minute</key>
    <integer>0</integer>
  </dict>
</dict>
</plist>
`, taskName(workspace), arguments.String(), scheduleHour)
}

// cron is a line of a crontab: for sh, and with % written \% as cron takes a
// bare one for the end of the line.
func cron(program, workspace string) string {
	return fmt.Sprintf("0 %d * * * %s report --due --workspace %s", scheduleHour, forCron(program), forCron(filepath.Clean(workspace)))
}

func forCron(path string) string {
	return strings.ReplaceAll("'"+strings.ReplaceAll(path, "'", `'\''`)+"'", "%", `\%`)
}
