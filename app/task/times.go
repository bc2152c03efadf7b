package task

import (
	"encoding/json"
	"image"
	"io"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// timed is one line of what Measure writes.
type timed struct {
	What  string  `json:"what"`           // first_frame, list, search, scroll, edit, undo
	Text  string  `json:"text,omitempty"` // what was searched and the field sorted by
	Count int     `json:"count"`          // rows found, or the row scrolled to
	Took  float64 `json:"ms"`             // until it stood in the window
	Stall float64 `json:"stall_ms"`       // the longest that the window's goroutine was busy at a stretch, the next two frames drawn included
}

// beat is how often the window's goroutine is asked whether it is free, and
// drawn how long after a result its frame has been drawn.
const beat, drawn = 2 * time.Millisecond, 40 * time.Millisecond

// clockwork measures while anything is being timed.
type clockwork struct {
	mu      sync.Mutex
	out     *json.Encoder
	open    map[*timing]bool
	beating bool
}

type timing struct {
	timed
	began, shown time.Time
}

var measuring *clockwork

// Measure writes to w how long what the user asks for takes, a JSON object a
// line, the first frame since began before all. It is called before there is a
// window, which must show the point it gives: the toolkit tells nobody else when
// it draws.
func Measure(w io.Writer, began time.Time) fyne.CanvasObject {
	measuring = &clockwork{out: json.NewEncoder(w), open: map[*timing]bool{}}
	first := measuring.begin("first_frame", began)
	var once sync.Once
	point := canvas.NewRaster(func(int, int) image.Image {
		once.Do(func() { go Do(func() { measuring.end(first, "", 0) }) })
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	})
	point.Resize(fyne.NewSize(1, 1))
	return container.NewWithoutLayout(point)
}

// Time begins to time something, if the program measures at all. What it gives
// is called on the window's goroutine when the result stands in the window; a
// timing that is superseded is never ended and never written.
func Time(what string) (shown func(text string, count int)) {
	c := measuring
	if c == nil {
		return func(string, int) {}
	}
	t := c.begin(what, time.Now())
	return func(text string, count int) { c.end(t, text, count) }
}

func (c *clockwork) begin(what string, at time.Time) *timing {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &timing{timed: timed{What: what}, began: at}
	for other := range c.open {
		if other.What == what && other.shown.IsZero() {
			delete(c.open, other)
		}
	}
	c.open[t] = true
	if !c.beating && what != "first_frame" {
		c.beating = true
		go c.run()
	}
	return t
}

func (c *clockwork) end(t *timing, text string, count int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t.Text, t.Count, t.shown = text, count, time.Now()
	t.Took = milliseconds(t.shown.Sub(t.began))
	if t.What == "first_frame" {
		_ = c.out.Encode(t.timed)
		delete(c.open, t)
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// run asks the window's goroutine again and again until nothing is timed.
func (c *clockwork) run() {
	answered := make(chan struct{})
	for c.going() {
		asked := time.Now()
		Do(func() {
			c.waited(milliseconds(time.Since(asked)))
			answered <- struct{}{}
		})
		<-answered
		time.Sleep(beat)
	}
}

func (c *clockwork) waited(ms float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for t := range c.open {
		t.Stall = max(t.Stall, ms)
	}
}

// going writes what has been drawn and tells whether anything is left.
func (c *clockwork) going() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for t := range c.open {
		if !t.shown.IsZero() && time.Since(t.shown) > drawn {
			_ = c.out.Encode(t.timed)
			delete(c.open, t)
		}
	}
	c.beating = len(c.open) > 0
	return c.beating
}
