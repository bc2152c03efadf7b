package scene

import (
	"math"

	"shirube/assets/palette"
	"shirube/charts"
)

// The least a node takes, how wide it becomes where there is room, and how low
// it is where no node has a contribution.
const (
	nodeWidth   = 124.0
	nodeWide    = 184.0
	nodeHeight  = 96.0
	nodeLow     = 76.0
	columnPitch = 145.0
	rowPitch    = 112.0
)

// frame is the size of a tree's nodes and how far apart they begin.
type frame struct{ width, height, across, down float64 }

// framed fits the columns of a tree into a width.
func framed(c *charts.Tree, columns int, room float64) frame {
	f := frame{nodeWidth, nodeLow, columnPitch, rowPitch - nodeHeight + nodeLow}
	c.Walk(func(n *charts.Node, _ int) {
		if n.Contribution != "" || n.Signal {
			f.height, f.down = nodeHeight, rowPitch
		}
	})
	n := math.Max(1, float64(columns))
	f.width = math.Max(nodeWidth, math.Min(nodeWide, (room-(n-1)*(columnPitch-nodeWidth))/n))
	if f.across = f.width; n > 1 {
		f.across = math.Max(f.width+columnPitch-nodeWidth, math.Min(f.width+nodeWidth/2, (room-f.width)/(n-1)))
	}
	return f
}

// spot is a node with its column and row.
type spot struct {
	node        *charts.Node
	column, row int
	children    []*spot
}

// outline is the first and last row a subtree takes, by depth.
type outline struct{ first, last []int }

// arranged places nodes in columns by depth and in rows, subtrees as close as
// they fit and parents in the middle of their children. Roomy keeps a node
// from standing beside a sibling's children.
func arranged(root *charts.Node, roomy bool) (top *spot, columns, rows int) {
	if root == nil {
		return nil, 0, 0
	}
	top, o := placed(root, 0, roomy)
	least := 0
	for i := range o.first {
		least, rows = min(least, o.first[i]), max(rows, o.last[i]+1)
	}
	top.move(-least)
	return top, len(o.first), rows - least
}

// placed arranges a subtree, its rows counted from its uppermost leaf.
func placed(n *charts.Node, column int, roomy bool) (*spot, outline) {
	s := &spot{node: n, column: column}
	var all outline // of the children
	for _, child := range n.Children {
		if child == nil {
			continue
		}
		c, o := placed(child, column+1, roomy)
		by := 0
		for d := 0; d < min(len(all.last), len(o.first)); d++ {
			by = max(by, all.last[d]+1-o.first[d])
		}
		if roomy && len(all.last) > 1 {
			by = max(by, all.last[1]+1-o.first[0])
		}
		c.move(by)
		for d := range o.first {
			if d == len(all.first) {
				all.first, all.last = append(all.first, o.first[d]+by), append(all.last, o.last[d]+by)
			}
			all.first[d], all.last[d] = min(all.first[d], o.first[d]+by), max(all.last[d], o.last[d]+by)
		}
		s.children = append(s.children, c)
	}
	if k := len(s.children); k > 0 {
		s.row = (s.children[0].row + s.children[k-1].row) / 2
	}
	return s, outline{append([]int{s.row}, all.first...), append([]int{s.row}, all.last...)}
}

func (s *spot) move(rows int) {
	s.row += rows
	for _, c := range s.children {
		c.move(rows)
	}
}

func treeSize(c *charts.Tree) (w, h float64) {
	_, columns, rows := arranged(c.Root, false)
	f := framed(c, columns, 0)
	return math.Max(0, float64(columns)*f.across-(f.across-f.width)), math.Max(0, float64(rows)*f.down-(f.down-f.height))
}

// tree draws the nodes with right-angled connectors.
func (b *board) tree(c *charts.Tree) {
	top, columns, rows := arranged(c.Root, true)
	f := framed(c, columns, b.W)
	if float64(rows)*f.down-(f.down-f.height) > b.H {
		top, _, _ = arranged(c.Root, false)
	}
	if top == nil {
		return
	}
	var connect, draw func(*spot)
	connect = func(s *spot) {
		b.connectors(s, f)
		for _, child := range s.children {
			connect(child)
		}
	}
	draw = func(s *spot) {
		b.node(s.node, f, float64(s.column)*f.across, float64(s.row)*f.down)
		for _, child := range s.children {
			draw(child)
		}
	}
	connect(top)
	draw(top)
}

// connectors joins a node to its children, the operator between each two.
func (b *board) connectors(s *spot, f frame) {
	if len(s.children) == 0 {
		return
	}
	line := b.p[palette.Line2]
	middle := func(s *spot) float64 { return float64(s.row)*f.down + f.height/2 }
	right := float64(s.column)*f.across + f.width
	next := float64(s.column+1) * f.across
	trunk := (right + next) / 2
	low, high := middle(s), middle(s)
	for _, c := range s.children {
		y := middle(c)
		low, high = math.Min(low, y), math.Max(high, y)
		b.stroke(line, 1, Point{trunk, y}, Point{next, y})
	}
	b.stroke(line, 1, Point{right, middle(s)}, Point{trunk, middle(s)})
	b.stroke(line, 1, Point{trunk, low}, Point{trunk, high})
	for i := 1; i < len(s.children) && s.node.Operator != ""; i++ {
		if s.children[i-1].node.Aside || s.children[i].node.Aside {
			continue
		}
		y := (middle(s.children[i-1]) + middle(s.children[i])) / 2
		b.add(Circle{X: trunk, Y: y, R: 9, Fill: b.p[palette.Card], Stroke: line, Width: 1})
		b.text(trunk, y, s.node.Operator, style{small, true, palette.Sub, Middle})
	}
}

func (b *board) node(n *charts.Node, f frame, x, y float64) {
	box := Rect{Box: Box{x, y, f.width, f.height}, R: 6, Width: 1, Fill: b.p[palette.Card], Stroke: b.p[palette.Line2]}
	if n.Selected {
		box.Fill, box.Stroke, box.Width = b.p[palette.AccentTint], b.p[palette.Accent], 2
	}
	b.add(box)
	room := f.width - 20
	name := room
	switch {
	case !n.Measured:
		b.unmeasured(x+f.width-14, y+17)
		name -= 12
	case n.State != charts.Plain:
		b.state(x+f.width-14, y+17, n.State)
		name -= 12
	}
	b.fit(x+10, y+17, n.Name, name, style{small, true, palette.Ink, Start})
	said, unit := n.Value, n.Unit
	if !n.Measured {
		said, unit = charts.None, ""
	}
	w := b.fit(x+10, y+41, said, room, style{large, true, palette.Ink, Start})
	b.fit(x+10+w+4, y+42, unit, room-w-4, second)
	b.fit(x+10, y+62, n.Note, room, second)
	b.fit(x+10, y+81, n.Contribution, room-20, style{small, true, textColour(signed(n.Contribution)), Start})
	if n.Signal {
		col := palette.BadText
		if n.State == charts.Good {
			col = palette.GoodText
		}
		b.pulse(x+f.width-18, y+80, col)
	}
	b.hit(Hit{Box: box.Box, X: x + f.width/2, Y: y, Tip: []string{n.Name, said + unit, n.Note}, Key: n.Key})
}
