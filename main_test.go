package main

import "testing"

func TestFlagsMayStandBehindTheFile(t *testing.T) {
	for _, args := range [][]string{{"a.shirube", "--lang", "ja"}, {"--lang", "ja", "a.shirube"}, {"--theme", "dark", "a.shirube", "--lang", "ja"}} {
		o, ok := window(args)
		if !ok || o.Workspace != "a.shirube" || o.Lang != "ja" {
			t.Errorf("%v: %t %+v", args, ok, o)
		}
	}
	for _, args := range [][]string{{"import", "list"}, {"a.shirube", "b.shirube"}, {"a.shirube", "--nonsense"}, {"a.csv"}} {
		if _, ok := window(args); ok {
			t.Errorf("%v opens the window", args)
		}
	}
}
