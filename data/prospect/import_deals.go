package prospect

import (
	"context"
	"errors"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"

	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// Codes of deals that are rejected.
const (
	BadOutcome         = "bad_outcome"          // a text that says neither open, won nor lost
	NoClosedDay        = "no_closed_day"        // won or lost, but not when
	ClosedBeforeOpened = "closed_before_opened" //
)

// outcomes are the words for a deal's outcome, in the form of intake.HeadKey.
var outcomes = func() map[string]Outcome {
	m := map[string]Outcome{}
	for o, words := range map[Outcome]string{
		Won:  "won win closedwon 受注 成約 契約 契約済 受注済 成功 勝 勝ち 獲得 true yes 1",
		Lost: "lost loss lose closedlost 失注 敗 負け 敗注 不成立 不成約 見送り 辞退 キャンセル 中止 false no 0",
		Open: "open new inprogress pending qualification prospecting proposal negotiation appointmentscheduled qualifiedtobuy presentationscheduled " +
			"decisionmakerboughtin contractsent proposalpricequote negotiationreview needsanalysis valueproposition perceptionanalysis iddecisionmakers " +
			"商談中 商談 進行中 検討中 提案中 提案 見積 見積中 見積提出 交渉 交渉中 未決 未定 継続 継続中 案件 ヒアリング 初回訪問 アプローチ",
	} {
		for _, w := range strings.Fields(words) {
			m[intake.HeadKey(w)] = o
		}
	}
	return m
}()

// closing tells what the header of the closing day says about the outcome, for
// files without an outcome: a won_date is the day of a deal won.
func closing(header string) Outcome {
	key := intake.HeadKey(header)
	for _, w := range []string{"won", "受注", "成約", "契約", "contract"} {
		if strings.Contains(key, w) {
			return Won
		}
	}
	if strings.Contains(key, "lost") || strings.Contains(key, "失注") {
		return Lost
	}
	return ""
}

// dealKey is what makes two rows the same deal: prospect, name, product and the
// day it was opened, or else closed.
type dealKey struct {
	prospect      int64
	name, product string
	day           period.Day
}

func keyOfDeal(d Deal) dealKey {
	day := d.Opened
	if day == 0 {
		day = d.Closed
	}
	return dealKey{d.Prospect, Fold(d.Name), Fold(d.Product), day}
}

// ImportDeals reads deals. The prospect is named by external id, 法人番号 or
// e-mail. The n-th row of a deal that is there already updates it, so that the
// same file read twice doubles nothing; a blank cell changes nothing.
func ImportDeals(ctx context.Context, src intake.Source, opts intake.Options, deps Deps) (intake.Result, error) {
	began := deps.Clock()
	r, err := intake.NewReader(ctx, src, intake.Deals, opts, nil, began.Location())
	if err != nil {
		return intake.Result{}, err
	}
	if err := r.Need("prospect"); err != nil {
		return intake.Result{}, err
	}
	finder, err := NewFinder(ctx, deps.Store, opts.Match)
	if err != nil {
		return intake.Result{}, err
	}
	known, err := deps.Store.Deals(ctx, 0)
	if err != nil {
		return intake.Result{}, err
	}
	in := &incomingDeals{Reader: r, finder: finder, onMatch: opts.OnMatch, known: map[dealKey][]Deal{}}
	slices.SortFunc(known, func(a, b Deal) int { return int(a.ID - b.ID) })
	for _, d := range known {
		in.known[keyOfDeal(d)] = append(in.known[keyOfDeal(d)], d)
	}
	if col, ok := r.Columns["closed"]; ok {
		in.closing = closing(src.Info().Header[col])
	}
	res, err := intake.Run(ctx, intake.Deals, r, opts, deps.Clock, began, in.rows(ctx), deps.Store.ImportDeals)
	if err == nil && res.Import != 0 {
		deps.News.Publish(change.News{Nouns: []change.Noun{change.Deal, change.Measure}, Op: change.Op{Title: "import.deals", Args: map[string]string{"file": src.Info().File}}})
	}
	return res, err
}

type incomingDeals struct {
	*intake.Reader
	finder  *Finder
	onMatch string
	known   map[dealKey][]Deal
	closing Outcome
}

func (in *incomingDeals) rows(ctx context.Context) iter.Seq2[Deal, error] {
	return func(yield func(Deal, error) bool) {
		for {
			line, cells, err := in.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Deal{}, err)
				return
			}
			d, ok := in.deal(line, cells)
			if ok && !yield(d, nil) {
				return
			}
		}
	}
}

func (in *incomingDeals) deal(line int, cells []string) (Deal, bool) {
	reject := func(field, code string) (Deal, bool) {
		col, ok := in.Columns[field]
		if !ok {
			col = -1
		}
		in.Reject(line, col, in.Cell(cells, field), code)
		return Deal{}, false
	}
	d := Deal{Name: in.Cell(cells, "name"), Product: in.Cell(cells, "product"), Owner: in.Cell(cells, "owner"), Channel: in.Cell(cells, "channel")}
	var code string
	if d.Prospect, code = in.finder.Find(in.Cell(cells, "prospect")); code != "" {
		return reject("prospect", code)
	}
	if s := in.Cell(cells, "amount"); s != "" {
		n, code := intake.ReadMoney(s)
		if code != "" {
			return reject("amount", code)
		}
		d.Amount = &n
	}
	for _, at := range []struct {
		field string
		day   *period.Day
	}{{"opened", &d.Opened}, {"closed", &d.Closed}} {
		if s := in.Cell(cells, at.field); s != "" {
			if *at.day, code = in.Date(in.Columns[at.field], s); code != "" {
				return reject(at.field, code)
			}
		}
	}
	given := in.Cell(cells, "outcome")
	if d.Outcome = outcomes[intake.HeadKey(given)]; given == "" {
		if d.Outcome = Open; d.Closed != 0 {
			d.Outcome = in.closing
		}
	}
	if d.Outcome == Open {
		d.Closed = 0 // what stands there is when it is expected to close
	}
	if code, field := checkDeal(d); code != "" {
		return reject(field, code)
	}
	return in.decide(d, given != "" || d.Closed != 0)
}

// decide finds the deal that the row is about and counts what it will do.
func (in *incomingDeals) decide(d Deal, settled bool) (Deal, bool) {
	key := keyOfDeal(d)
	if len(in.known[key]) == 0 && d.Opened == 0 {
		key.day = 0 // the one that was open without a day and is closed now
	}
	same := in.known[key]
	if len(same) == 0 || in.onMatch == "create" {
		in.Result.Created++
		return d, true
	}
	in.known[key] = same[1:]
	if in.onMatch == "skip" {
		in.Result.Skipped++
		return d, false
	}
	old := same[0]
	d.ID, d.TaxIn, d.Name, d.Product = old.ID, old.TaxIn, old.Name, old.Product
	if d.Amount == nil {
		d.Amount = old.Amount
	}
	if d.Opened == 0 {
		d.Opened = old.Opened
	}
	if !settled {
		d.Outcome, d.Closed = old.Outcome, old.Closed
	}
	if d.Owner == "" {
		d.Owner = old.Owner
	}
	if d.Channel == "" {
		d.Channel = old.Channel
	}
	if reflect.DeepEqual(d, old) {
		in.Result.Skipped++
		return d, false
	}
	in.Result.Updated++
	return d, true
}

// checkDeal holds the rules of a deal: a code and the field it is about.
func checkDeal(d Deal) (code, field string) {
	switch {
	case d.Outcome != Open && d.Outcome != Won && d.Outcome != Lost:
		return BadOutcome, "outcome"
	case d.Outcome != Open && d.Closed == 0:
		return NoClosedDay, "closed"
	case d.Outcome == Open && d.Closed != 0:
		return BadOutcome, "outcome"
	case d.Opened != 0 && d.Closed != 0 && d.Closed < d.Opened:
		return ClosedBeforeOpened, "closed"
	case d.Amount != nil && *d.Amount < 0:
		return intake.NotPositive, "amount"
	}
	return "", ""
}
