package kpi

import (
	"context"

	"shirube/data/period"
)

// Node is a KPI with its value and the KPIs that serve it.
type Node struct {
	KPI      KPI
	Value    Value
	Children []*Node
}

// Tree gives the KPIs over a period as they hang under one another: the goal
// first, then whatever has no parent. A parent that doesn't exist counts as none.
func (s *Service) Tree(ctx context.Context, p period.Period) ([]*Node, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	values, err := s.Values(ctx, p)
	if err != nil {
		return nil, err
	}
	nodes := map[string]*Node{}
	for i, k := range d.book.KPIs {
		nodes[k.Key] = &Node{KPI: k, Value: values[i]}
	}
	var roots []*Node
	for _, k := range d.book.KPIs {
		n := nodes[k.Key]
		switch above := nodes[k.Parent]; {
		case above != nil:
			above.Children = append(above.Children, n)
		case k.Goal:
			roots = append([]*Node{n}, roots...)
		default:
			roots = append(roots, n)
		}
	}
	return roots, nil
}
