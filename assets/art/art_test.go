package art

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
)

func TestPicturesHaveANight(t *testing.T) {
	colour := regexp.MustCompile(`#[0-9A-F]{6}`)
	for name, draw := range map[string]func(bool) []byte{"logo": Logo, "start": Start} {
		day, dark := string(draw(false)), string(draw(true))
		for _, svg := range []string{day, dark} {
			if err := xml.Unmarshal([]byte(svg), new(struct{})); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if strings.Contains(svg, "<text") {
				t.Errorf("%s: the toolkit draws no text of an SVG", name)
			}
		}
		before, after := colour.FindAllString(day, -1), colour.FindAllString(dark, -1)
		if len(before) == 0 || len(before) != len(after) {
			t.Fatalf("%s: %d colours by day, %d by night", name, len(before), len(after))
		}
		for i := range before {
			if before[i] == after[i] {
				t.Errorf("%s: %s is the same by night", name, before[i])
			}
		}
	}
}
