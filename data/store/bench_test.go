package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// registerBench works on the 590,723 companies of the public register and
// prints each step beside a reference measured in the same run.
type registerBench struct {
	*testing.B
	dir  string
	zips []string
}

func newRegisterBench(b *testing.B) *registerBench {
	zips, _ := filepath.Glob("../../../shared/data/nta/bulk2016/*.zip")
	if len(zips) == 0 {
		b.Skip("needs the public register beside the checkout")
	}
	dir := os.Getenv("SHIRUBE_SCRATCH") // where files stay, to be looked at
	if dir == "" {
		dir = b.TempDir()
	}
	return &registerBench{B: b, dir: dir, zips: zips}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (r *registerBench) ratio(what string, ours, reference time.Duration) {
	if reference == 0 {
		fmt.Printf("%-58s %10.2f ms\n", what, ms(ours))
		return
	}
	fmt.Printf("%-58s %10.2f ms / %10.2f ms = %.3f\n", what, ms(ours), ms(reference), float64(ours)/float64(reference))
}

func (r *registerBench) timed(f func()) time.Duration {
	began := time.Now()
	f()
	return time.Since(began)
}

// share gives the value below which a percentage of all lie.
func share(all []time.Duration, percent int) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*percent/100)]
}

// median of 9 runs.
func (r *registerBench) median(f func()) time.Duration {
	var all []time.Duration
	for range 9 {
		all = append(all, r.timed(f))
	}
	return share(all, 50)
}
