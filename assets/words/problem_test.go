package words

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

type failure struct {
	code, what, where, hint string
	args                    map[string]any
}

func (f failure) Error() string { return f.code }
func (f failure) Tell() (code, what, where, hint string, args map[string]any) {
	return f.code, f.what, f.where, f.hint, f.args
}

func TestErrorsSayWhatToDo(t *testing.T) {
	for _, c := range []struct {
		err              error
		lang, text, hint string
	}{
		{failure{code: "not_a_workspace", what: "名簿.csv"}, "ja", "名簿.csv: しるべのワークスペースではありません", "「取り込む」"},
		{fmt.Errorf("opening: %w", failure{code: "workspace_newer", what: "a.shirube"}), "en", "a.shirube: This file was made by a newer Shirube", "Update"},
		{failure{code: "kpi_parent", what: "cvr", where: "mql"}, "en", "cvr can't stand under mql", "Choose a KPI"},
		{failure{code: "missing_column", what: "corporate_number", where: "a.csv"}, "ja", "法人番号: a.csv: この項目の列がありません", "--map"},
		{failure{code: "unknown_sheet", args: map[string]any{"sheet": "4月", "sheets": "1月, 2月"}}, "ja", "シート「4月」はありません", "1月, 2月"},
		{failure{code: "no_such_code_at_all", what: "x"}, "en", "x: Something unexpected happened (no_such_code_at_all)", "Try again"},
		{errors.New("disk on fire"), "en", "Something unexpected happened (disk on fire)", "Try again"},
		{failure{code: "check_digit", what: "1234567890123", where: "corporate_number"}, "ja", "1234567890123: 法人番号: 法人番号の検査数字が合いません。番号を確かめてください", ""},
		{context.Canceled, "ja", "途中でやめました", "もう一度"},
		{failure{code: "bad_period", what: "2026-99", hint: "bad_day"}, "en", "2026-99 can't be read as a period", "2026-11-22"},
	} {
		text, hint := In(c.lang).Error(c.err)
		if text != c.text || !strings.Contains(hint, c.hint) {
			t.Errorf("%v: got %q, %q", c.err, text, hint)
		}
	}
}

func TestNamesComeFromTheKeyWhereThereIsNone(t *testing.T) {
	ja := In("ja")
	for _, c := range []struct{ noun, key, name, want string }{
		{"kpi", "win_rate", "", "クロージング率"},
		{"kpi", "win_rate", "受注率", "受注率"},
		{"kpi", "my_own", "", "my_own"},
		{"measure", "deal.won", "", "受注数"},
		{"measure", "entry.mql", "見込み", "「見込み」に入った数"},
		{"measure", "entry.mql", "", "「MQL」に入った数"},
	} {
		if got := ja.Name(c.noun, c.key, c.name); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.noun, c.key, got, c.want)
		}
	}
}
