import { parseArgs } from 'node:util'
import { historyReport } from './history/history-report.ts'
import { judgeHistory } from './history/judge-history.ts'

/**
 * How often each gate rejects what a project has taken into itself: every commit is a candidate on its parent.
 * `node test/bench/history.ts --repo PATH [--last 300] [--ref HEAD] [--verify COMMAND …] [--json]`; PATH is a work tree or a bare git
 * directory, and `--verify` names the checks where no workflow of the base does.
 */
const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    ref: { type: 'string', default: 'HEAD' },
    last: { type: 'string', default: '300' },
    verify: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  },
})
const { repo, ref, verify, json } = values
const last = Number(values.last)
if (repo === undefined || !(Number.isInteger(last) && last > 0)) throw new Error('--repo PATH [--last 300]')
const history = await judgeHistory({
  repo,
  ref,
  last,
  verify,
  log: (message) => process.stderr.write(`${message}\n`),
})
process.stdout.write(json ? `${JSON.stringify(history, null, 2)}\n` : historyReport(history))
