package shell

import "shirube/app/route"

// historyLimit is how many places one can go back; routes are small, so the
// limit only keeps a long day from growing without end.
const historyLimit = 100

// history is where one has been. It keeps routes, never widgets.
type history struct {
	past, future []route.Route
	now          route.Route
}

// visit goes to r. leaving is the present page's own state, kept for back; nil
// where there is no present page.
func (h *history) visit(leaving, r route.Route) {
	if leaving != nil {
		h.past = append(h.past, leaving)
		if len(h.past) > historyLimit {
			h.past = h.past[1:]
		}
	}
	h.future = nil
	h.now = r
}

// back gives the place before, or nil where there is none.
func (h *history) back(leaving route.Route) route.Route { return h.step(&h.past, &h.future, leaving) }

// forward gives the place that back left, or nil.
func (h *history) forward(leaving route.Route) route.Route {
	return h.step(&h.future, &h.past, leaving)
}

func (h *history) step(from, to *[]route.Route, leaving route.Route) route.Route {
	n := len(*from)
	if n == 0 {
		return nil
	}
	h.now = (*from)[n-1]
	*from = (*from)[:n-1]
	if leaving != nil {
		*to = append(*to, leaving)
	}
	return h.now
}

// forget empties the history, when another workspace is opened.
func (h *history) forget() { *h = history{} }
