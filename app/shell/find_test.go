package shell

import (
	"slices"
	"testing"
)

func titles(offers []offer) (names []string) {
	for _, o := range offers {
		names = append(names, o.title)
	}
	return names
}

func TestFind(t *testing.T) {
	offers := []offer{
		{title: "うごきのない商談"},
		{title: "商談化率", also: "meeting_rate"},
		{title: "会社リストを取り込む", also: "import"},
		{title: "商談を取り込む", also: "import"},
		{title: "LP訪問数"},
	}
	for _, c := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"商談", 9, []string{"商談化率", "商談を取り込む", "うごきのない商談"}},
		{"商談", 2, []string{"商談化率", "商談を取り込む"}},
		{"取り込む 商談", 9, []string{"商談を取り込む"}},
		{"ｌｐ", 9, []string{"LP訪問数"}},
		{"MEETING", 9, []string{"商談化率"}},
		{"", 2, []string{"うごきのない商談", "商談化率"}},
		{"見当たらない", 9, nil},
	} {
		if got := titles(find(offers, c.text, c.limit)); !slices.Equal(got, c.want) {
			t.Errorf("find(%q, %d) = %v, want %v", c.text, c.limit, got, c.want)
		}
	}
}
