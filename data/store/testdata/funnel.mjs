// Answers the questions of BenchmarkFunnels with DuckDB: node funnel.mjs entries.csv fresh.duckdb, JSON to standard output.
import { DuckDBInstance } from '@duckdb/node-api'

const [csv, file] = process.argv.slice(2)
const db = await (await DuckDBInstance.create(file)).connect()

async function timed(f) {
  const began = process.hrtime.bigint()
  const value = await f()
  return [Number(process.hrtime.bigint() - began), value]
}

// The opening entry is the first into the first stage; every prospect of the bench has one.
const opening = `opening AS (SELECT prospect, min(day) AS opened, arg_min(channel, day) AS channel FROM entry WHERE stage = 0 GROUP BY prospect)`
const firsts = `firsts AS (SELECT prospect, stage, min(day) AS day, arg_min(channel, day) AS channel FROM entry GROUP BY prospect, stage)`
const questions = {
  cohort: `WITH ${opening}, reached AS (
    SELECT o.channel, o.opened + 90 > DATE '2026-11-22' AS immature, max(e.stage) AS stage
    FROM opening o JOIN entry e ON e.prospect = o.prospect AND e.day BETWEEN o.opened AND o.opened + 90
    WHERE o.opened BETWEEN DATE '2023-12-01' AND DATE '2026-11-30' GROUP BY o.prospect, o.channel, o.opened)
    SELECT channel, stage, count(*), count(*) FILTER (immature) FROM reached GROUP BY ALL`,
  conversion: `WITH firsts AS (SELECT prospect, stage, min(day) AS day, arg_min(channel, day) AS channel FROM entry WHERE stage IN (0, 5) GROUP BY prospect, stage)
    SELECT strftime(day, '%Y-%m'), channel, stage, count(*) FROM firsts GROUP BY ALL`,
  months: `WITH ${firsts} SELECT strftime(day, '%Y-%m'), stage, count(*) FROM firsts GROUP BY ALL`,
  flow: `WITH ${firsts} SELECT channel, stage, count(*) FROM firsts
    WHERE day BETWEEN DATE '2023-12-01' AND DATE '2026-11-30' GROUP BY ALL`,
  stock: `WITH furthest AS (SELECT max(stage) AS stage, arg_min(channel, day) FILTER (stage = 0) AS channel FROM entry GROUP BY prospect)
    SELECT channel, stage, count(*) FROM furthest GROUP BY ALL`,
}

const answers = {}
const [took] = await timed(async () => {
  await db.run('CREATE TABLE entry(prospect UINTEGER, stage UTINYINT, day DATE, channel VARCHAR, campaign VARCHAR, owner VARCHAR)')
  await db.run(`INSERT INTO entry SELECT * FROM read_csv('${csv}', header = false, columns =
    {prospect: 'UINTEGER', stage: 'UTINYINT', day: 'DATE', channel: 'VARCHAR', campaign: 'VARCHAR', owner: 'VARCHAR'})`)
  await db.run('CHECKPOINT')
})
answers.load = { took, rows: [] }
for (const [name, sql] of Object.entries(questions)) {
  const runs = []
  for (let n = 0; n < 3; n++) runs.push(await timed(async () => (await db.runAndReadAll(sql)).getRows()))
  runs.sort((a, b) => a[0] - b[0])
  answers[name] = { took: runs[1][0], rows: runs[1][1].map((row) => row.join(' ')).sort() }
}
console.log(JSON.stringify(answers))
