// Package data is the map of the trade: what is true in a workspace, and the
// words every package below it shares (error codes, the clock).
//
//	period    days, weeks, months, fiscal years, working days
//	intake    what every import shares: columns, guessing, values, rejected rows
//	prospect  companies, contacts, activities, deals, tags, filters
//	measure   numbers per day, recorded or derived
//	funnel    stages, entries, evaluation by cohort, flow and stock
//	kpi       formulas over measures, targets, pace, templates
//	crosstab  the table of KPIs by month that offices keep: recognised, proposed, imported
//	review    signal or noise (XmR), drivers
//	report    the computed document that is handed on
//	change    news after a commit, and the undo journal
//	setting   typed settings with defaults
//	store     the only SQL
//	tabular   CSV, TSV and XLSX, in and out
//
// A trade package holds types and rules and declares the Store it needs; store
// satisfies it. Nothing here imports Fyne, and only store imports database/sql.
//
// Decisions:
//
//	2026-11-23  The search index is an ordinary table of characters and pairs by blocks of 65,536 ids (store/gram.go):
//	            one and two characters are exact from it, longer words are read to be sure. What it doesn't know yet
//	            (rows edited since, written by a trigger in the same transaction; blocks not built) is read too.
//	2026-11-23  The list is filtered, sorted and counted in memory (store/view.go), loaded when first asked for and
//	            patched after each batch; the database answers whatever the view can't, and until it is loaded.
//	2026-11-23  Imports read ahead, index and write side by side in one transaction; the first one makes the
//	            b-trees of its table at the end. No C function: it would make the row inserts twice as fast, a quarter of the work.
//	2026-11-29  The draft of a goal and its KPIs is one text beside the settings: whole or not at all, journalled by
//	            nothing. It lands as one action (kpi.Edit) that undo takes back; then the draft is taken up again.
//	2026-11-29  A factor with parts is computed from them (its formula names them), so that a review can share its
//	            change out; what stands under it without being a part serves it and stays out of the calculation.
//	            b-trees of its table at the end.
//	2026-11-29  A filter may count days from today (60d): the service turns them into days of the calendar, so the store
//	            and its view answer alike. What follows from other tables (next_contact, opt_out, reached.STAGE, own
//	            fields) is one SQL text each, used as it is or read once as a column of the view (store/gathered.go).
//	2026-11-29  A cross table is a noun of its own behind kpi (crosstab), for it gives measures, KPIs and targets at once. A
//	            month's number stands on the first of the month, a week's on its Monday: it counts while the period still
//	            runs (the last day would lie ahead), and a later file replaces it. A month with days recorded of their own
//	            is left as it is. Targets belong to KPIs, so an item with targets becomes measure NAME and KPI NAME_kpi.
//	2026-11-29  A row of an import that changes nothing is skipped, by the rule with which the store writes; a prospect
//	            that an earlier row of the same file has changed is not looked at again, so that a dry run equals the run.
//	2026-11-29  Pairs said to be two companies are kept by id; how a file was mapped is read from the latest import with
//	            its header, and needs no table of its own. Many pairs are merged at once only where names agree and a mail
//	            address, telephone number, postal code or domain with them; who stands in two pairs waits for the next time.
//	2026-11-29  The view keeps the folded texts in one piece (store/view_text.go) and looks for a word by the byte of it
//	            that texts have least often. A longer word that very many rows seem to have is read once and settled
//	            (store/view_read.go). Codes are as narrow as they fit, so that 5.5 million rows stand in memory; their
//	            texts, above 256 MB, are read from the file.
//	2026-11-29  A review names the factors that signal first, then the others by how far they are on the way to a limit:
//	            ordering those by the change from the month before named a shift of three sigma 10 points less often.
//	2026-11-29  A running period is shown in the limits that the last complete one is judged by, so that Home and the
//	            review of that month show one band.
//	2026-11-29  Who is on a list (名簿) is a set of rows for each block of 65,536 ids, written as the search index's are
//	            (store/list_set.go): 550,000 companies are nine blobs. BenchmarkLists has the figures beside a table with a
//	            row for each membership. The journal keeps what an action put in and took out, so an undo leaves what later
//	            actions did. Ids that are gone may stay in a set: ids are never used twice, every count is of the living.
//	2026-11-29  Erasing a person is no action of the journal. Contact, names and addresses leave the rows, the journal,
//	            rejected rows and the search index, and the file is written anew (VACUUM), so no free page has them. What
//	            stays of an address is a keyed hash with day and reason (store/erase.go): the law asks that who opted out
//	            is not mailed again, so the mark may be kept, as little of it as does the job. The key lies in the same
//	            file: whoever has it can try an address, nobody can read one out. Backups made before are named, not touched.
//	2026-11-29  The rows of an import are written by a small C table function, a thousand by one statement (store/rowblob);
//	            chunks are indexed in the same memory one after the other, 法人番号 matched as numbers. Together 590,723
//	            companies took 10.1 s of processor time instead of 16.7; sqlite3 with 6 indexes and FTS5 took 15.7 beside it.
//	2026-11-29  5.5 million companies (SHIRUBE_MILLIONS=5.5, generated from the register) cost an import 1.29 of the
//	            processor's time a row that 590,723 cost, and 1.7 by the clock; the view has 146 MB. Their texts are in the
//	            file, so the first 100 come within 0.1 s but an exact count of three characters and more can take 3 s.
//	2026-11-29  An import whose counts don't add up stores nothing (intake.RowsLost), whatever the reason.
//	2026-11-29  All people of a company stand in its search text, behind a mark that no field can hold; triggers keep them
//	            there, whoever writes a company or a contact (store/migrations/0011_people.sql). An import writes the first
//	            person along with the company, so that the trigger finds nothing to do.
//	2026-11-30  A recurring import is one text beside the settings (store/setting.go): folder, pattern of file names and
//	            every column by name. Its newest file is new where no standing import has its checksum, so undoing one
//	            makes it new again. A row of measures that says nothing new is skipped, as rows of other nouns are.
//	2026-11-30  Rows that are the sum of others (合計, Total, a day of "--") are skipped in measures and counted (intake/total.go);
//	            a measure that is called 合計 needs a day of its own. Lines of comments above a header are no rows.
//	2026-11-30  The KGI's chance of reaching its target has one rule, the plan's futures with the present effort (kpi.PlanQuestion):
//	            Home, KPI page, review and command line read Plan.Now. With SHIRUBE_RUNS=1000 plans that state 80 % were reached in
//	            81.8, 79.5 and 81.7 % of runs, what a spreadsheet asks for in half of them; chances of 50, 47 and 49 % on the
//	            average came true in 49, 46 and 50 %.
//	2026-11-30  What goes forward in a funnel is reckoned from the stage reached before: who enters interest after consider
//	            has gone back, and no days are counted for it (the loops of funnel/plain_test.go agree on 1,000 worlds). The
//	            last touch takes in those of who stayed behind until their window closed: counting up to the furthest stage
//	            only would flatter the channel that the winners came back by.
//	2026-11-30  A forecast is the method that was clearly (by a tenth) least wrong about past periods, each cut off where this one
//	            stands: run-rate by working days, last year's period, open deals × win rate, the year's usual pace
//	            (kpi.Record.Foresee). The band is the guess ± t × its root mean squared error; without six past periods "—". Over
//	            1,000 simulated businesses in each of 13 situations it held 83.9 % (steady and growing ones 77 to 83 %; where
//	            seasons or a shift two years ago make past periods unlike, 80 to 96 %: too wide, never too narrow), a
//	            spreadsheet's 63.5 %. Deals won in the next 20 days are told with 32.5 % error, by the year's mean with 38.3 %.
//	2026-11-30  A difference of two rates has Newcombe's hybrid score interval (his table of examples is the test), only
//	            where nobody is in both. Costs per stage are of cohorts whose window is over, spending and people alike
//	            (funnel/cost.go): this month's spending over this month's wins would be a rate of strangers.
//	2026-11-30  A recurring report is kept as a recurring import is (store/setting.go) and goes by periods, not by days: Done is
//	            the last day that is written, so that a holiday added later or another weekday writes no period twice. Files
//	            are called by the report's name and the period; each is written whole, then Done is moved on by one
//	            statement that never moves it back. Cut off in between, the same files are written once more. Who only looks
//	            writes none.
//	2026-11-30  Bottlenecks are ranked by the lower end of their gain's 95 % interval: with one of 15 steps harmed by half, 98
//	            of 100 simulated businesses have it first; by the gain itself 90, because a large step's bad luck outweighs
//	            a small one's harm (funnel/simulate_test.go). A reference is the mean of the months before the question's
//	            range unless they differ by more than chance; then it is the shrunk best quarter.
//	2026-11-30  A number on a month's first day is that month's total where it is the month's only one and the two recorded
//	            months before had nothing else either (measure/total.go); a day beside it is refused, typed or imported. What
//	            changes from months to days deletes the first month's total and goes on by day.
//	            The other way round a first day's number in a month with days is that month's total, unless the same
//	            action or file brings days of that month along; a file of first days alone says itself that it is by month.
//	2026-11-30  What adds up is read for KPIs with the channels of a day together (measure.Store.Totals); by channel it is read
//	            when first asked for. A review of 50 KPIs with 36 months in a workspace with a million entries went from 34 ms
//	            to 13 with the sums read anew, 0.16 of one SQL scan of the entries (BenchmarkReview; 7 ms and 0.08 with them in
//	            memory). What measures a KPI is made of is worked out once with its formula.
//	            The funnel as a whole is the sum of its channels against their own past: in the sample half of what 興味→検討
//	            seemed to have lost was a change of mix, which no step mends.
//	2026-11-30  The entries in memory lie in blocks of whole prospects. News may name whose entries changed (News.Entered):
//	            the funnel then reads only theirs again and replaces one block; a company edited leaves them alone. They are
//	            read packed, 32,768 rows in one blob (rowpack), at a third of the processor time of row by row. Ten million
//	            of them beside DuckDB on a busy machine (BenchmarkFunnels): loading 0.14 of it, the cohort by channel 0.05
//	            (0.11 with its bottleneck), conversion by month and channel 0.06. The list's order by name, which an added
//	            entry sorted anew, made that 30 times as long as in an empty workspace; without (view_patch.go) it is 3.4, with two million.
//	2026-11-30  Towards a target or a typed rate a funnel is raised as one, not channel by channel: such a rate is of the whole,
//	            and is taken as certain (funnel/raise.go). A KPI is a step's conversion by its formula, entries of a stage over
//	            those of the stage before (kpi.StepTargets); its target is the one in force today, for what is mended now.
//	2026-11-30  How the funnel page counts (order, days per step, exclusions) goes with its question, as window and range do,
//	            and is no setting: Home, reports and the command line count as usual unless asked. Rules besides the window
//	            have a line of their own, because a heading that is cut would say nothing of them.
package data
