package e2e

import (
	"bufio"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// desk is a virtual screen of its own.
type desk struct {
	testing.TB
	display string
	frame   string // the file in which the screen's pixels stand
}

// newDesk starts a screen on a free display; it ends with the test.
func newDesk(t testing.TB) desk {
	t.Helper()
	needs(t, "Xvfb", "xdotool")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	memory := t.TempDir()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset", "-nocursor", "-fbdir", memory)
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	t.Cleanup(func() { end(t, server, os.Interrupt) })
	number, err := bufio.NewReader(read).ReadString('\n')
	read.Close()
	if err != nil {
		t.Fatalf("Xvfb gave no display: %v", err)
	}
	return desk{t, ":" + strings.TrimSpace(number), filepath.Join(memory, "Xvfb_screen0")}
}

// end asks a process to end, and ends it where it doesn't.
func end(t testing.TB, c *exec.Cmd, ask os.Signal) {
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	if err := c.Process.Signal(ask); err != nil {
		return
	}
	select {
	case <-done:
	case <-time.After(patience):
		t.Errorf("%s doesn't end", filepath.Base(c.Path))
		if err := c.Process.Kill(); err != nil {
			t.Error(err)
		}
	}
}

func (d desk) run(program string, args ...string) ([]byte, error) {
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "DISPLAY="+d.display)
	return c.Output()
}

// picture is the screen as it is now: a window dump that Xvfb keeps in a file,
// which is there at once where a program that asks for it takes half a second.
func (d desk) picture() *image.RGBA {
	d.Helper()
	dump, err := os.ReadFile(d.frame)
	if err != nil {
		d.Fatal(err)
	}
	field := func(i int) int { return int(new(big.Int).SetBytes(dump[4*i : 4*i+4]).Int64()) }
	header, width, height, line, colours := field(0), field(4), field(5), field(12), field(19)
	pixels := dump[header+12*colours:]
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		from, to := pixels[y*line:], p.Pix[y*p.Stride:]
		for x := 0; x < 4*width; x += 4 {
			to[x], to[x+1], to[x+2], to[x+3] = from[x+2], from[x+1], from[x], 255
		}
	}
	return p
}

func (d desk) png() ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, d.picture())
	return b.Bytes(), err
}

// keep leaves what the screen shows where the test failed.
func (d desk) keep() {
	if !d.Failed() {
		return
	}
	out, err := d.png()
	if err != nil {
		return
	}
	path := filepath.Join(os.TempDir(), "shirube-e2e-"+strings.ReplaceAll(d.Name(), "/", "-")+d.display[1:]+".png")
	if os.WriteFile(path, out, 0o600) == nil {
		d.Logf("the screen at the end: %s", path)
	}
}

func (d desk) at(x, y int) color.RGBA { return d.picture().RGBAAt(x, y) }

// near tells whether two colours are the same to the eye.
func near(a, b color.RGBA) bool {
	apart := func(x, y uint8) bool { return max(x, y)-min(x, y) > 4 }
	return !apart(a.R, b.R) && !apart(a.G, b.G) && !apart(a.B, b.B)
}

// Colours of the look.
var (
	navLight = color.RGBA{0xF3, 0xF2, 0xED, 255}
	navDark  = color.RGBA{0x11, 0x15, 0x17, 255}
	notice   = color.RGBA{0xFA, 0xF2, 0xDC, 255}
	tint     = color.RGBA{0xE6, 0xEE, 0xF2, 255}
	accent   = color.RGBA{0x16, 0x5E, 0x83, 255}
)

// window is the program's window on a desk.
type window struct {
	desk
	process *exec.Cmd
	id      string
}

// open starts the program with arguments and waits for its window's title.
func (d desk) open(home, title string, args ...string) window {
	d.Helper()
	w := d.start(binary, home, title, args...)
	w.settles(page)
	return w
}

func (d desk) start(program, home, title string, args ...string) window {
	d.Helper()
	for _, dir := range []string{".cache", ".config"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o700); err != nil {
			d.Fatal(err)
		}
	}
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "DISPLAY="+d.display, "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, ".config"),
		"LANG=ja_JP.UTF-8", "LC_ALL=", "LANGUAGE=", "SHIRUBE_WORKSPACE=", "WAYLAND_DISPLAY=")
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		d.Fatal(err)
	}
	w := window{d, c, ""}
	d.Cleanup(func() {
		d.keep()
		if c.ProcessState == nil {
			end(d, c, os.Kill)
		}
		if d.Failed() && said.Len() > 0 {
			d.Logf("the window said: %s", said.String())
		}
	})
	soon(d, "the window's title is "+title, func() bool {
		out, err := d.run("xdotool", "search", "--all", "--onlyvisible", "--pid", strconv.Itoa(c.Process.Pid), "--name", title)
		w.id = strings.TrimSpace(string(out))
		return err == nil && w.id != ""
	})
	w.xdotool("windowfocus", w.id)
	return w
}

func (w window) xdotool(args ...string) {
	w.Helper()
	if out, err := w.run("xdotool", args...); err != nil {
		w.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
}

// keys presses keys one after the other, like "ctrl+k" or "Down".
func (w window) keys(keys ...string) {
	w.Helper()
	w.xdotool(append([]string{"key", "--delay", "40"}, keys...)...)
}

// types types a text.
func (w window) types(text string) { w.Helper(); w.xdotool("type", "--delay", "25", text) }

// click presses the mouse at a place of the screen.
func (w window) click(x, y int) {
	w.Helper()
	w.xdotool("mousemove", strconv.Itoa(x), strconv.Itoa(y), "click", "1")
}

// becomes waits until the pixel at x, y has a colour.
func (w window) becomes(x, y int, want color.RGBA, what string) {
	w.Helper()
	soon(w, what, func() bool { return near(w.at(x, y), want) })
}

// changes does something and waits until the screen inside r has changed by it.
func (w window) changes(r image.Rectangle, do func()) {
	w.Helper()
	before := w.picture()
	do()
	soon(w, "the screen changes in "+r.String(), func() bool { return differ(before, w.picture(), r) })
}

// differ tells whether two pictures differ inside r by more than a cursor that
// blinks.
func differ(a, b *image.RGBA, r image.Rectangle) bool {
	const cursorWidth, cursorHeight = 4, 32
	var by image.Rectangle
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from, to := a.PixOffset(r.Min.X, y), a.PixOffset(r.Max.X-1, y)+4
		if bytes.Equal(a.Pix[from:to], b.Pix[from:to]) {
			continue
		}
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.RGBAAt(x, y) != b.RGBAAt(x, y) {
				by = by.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return by.Dx() > cursorWidth || by.Dy() > cursorHeight
}

// settles waits until some pictures in a row are equal inside r.
func (w window) settles(r image.Rectangle) {
	w.Helper()
	const enough = 6
	last, alike := w.picture(), 0
	soon(w, "the screen comes to rest in "+r.String(), func() bool {
		now := w.picture()
		if alike++; differ(last, now, r) {
			alike = 0
		}
		last = now
		return alike >= enough
	})
}

// everything is the whole window.
var everything = image.Rect(0, 0, 1280, 800)

// page is the place of pages: right of the navigation, above the status line.
var page = image.Rect(177, 0, 1280, 775)

// goes opens a page by its shortcut and waits until its row of the navigation is marked
// and what it reads is there. An entry's cursor blinks, so nothing may have the focus.
func (w window) goes(shortcut string, row int) {
	w.Helper()
	w.keys(shortcut)
	w.becomes(150, row, tint, "the page of "+shortcut+" is marked")
	w.settles(page)
}

// The rows of the navigation that are marked, by y.
const (
	rowProspects = 165
	rowFunnel    = 205
	rowKPI       = 245
	rowReports   = 325
)

// command runs a command by the palette.
func (w window) palette(text string) {
	w.Helper()
	w.changes(image.Rect(400, 75, 860, 110), func() { w.keys("ctrl+k") })
	w.changes(image.Rect(400, 120, 860, 160), func() { w.types(text) })
	w.keys("Return")
}

// quits ends the program by its shortcut; it must end well and leave one file.
func (w window) quits() {
	w.Helper()
	w.keys("ctrl+q")
	done := make(chan error, 1)
	go func() { done <- w.process.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			w.Errorf("the window ended with %v", err)
		}
	case <-time.After(patience):
		w.Error("the window doesn't close")
	}
}
