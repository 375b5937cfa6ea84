import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { historyReport } from './history/history-report.ts'
import { judgeHistory } from './history/judge-history.ts'

/**
 * How often each gate rejects what a project has taken into itself: every commit is a candidate on its parent.
 * `node test/bench/history.ts --repo PATH [--last 300] [--ref HEAD] [--verify COMMAND …]
 * [--ordinary | --code] [--workers N] [--json]`; PATH is a work tree or a bare git directory, `--verify` names the checks where no workflow of the base does,
 * `--code` judges only the commits that change code of the product, `--ordinary` only those of them that do nothing but what a fix or a
 * feature brings; what these are is said in `history/commit-kind.ts`.
 */
const USAGE = `usage: node test/bench/history.ts --repo PATH [--last 300] [--ref HEAD] [--verify COMMAND …] [--ordinary | --code] [--workers N] [--json]
of code: commits that change a line of the product's code, whatever else they do
of ordinary: those of them that do nothing but what a fix or a feature brings: code, tests, documentation, data, dependencies, versions.
  None that also changes a workflow (ci), a build file or the settings of a tool in anything but a dependency (tools), or that is an
  earlier one in reverse (revert): told by what the diff touches alone.`
const { repo, ref, verify, json, last, only, workers } = readArguments()
const history = await judgeHistory({
  repo,
  ref,
  last,
  verify,
  only,
  workers,
  log: (message) => process.stderr.write(`${message}\n`),
}).catch(refuse)
process.stdout.write(json ? `${JSON.stringify(history, null, 2)}\n` : historyReport(history))

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        repo: { type: 'string' },
        ref: { type: 'string', default: 'HEAD' },
        last: { type: 'string', default: '300' },
        verify: { type: 'string', multiple: true, default: [] },
        ordinary: { type: 'boolean', default: false },
        code: { type: 'boolean', default: false },
        workers: { type: 'string', default: `${availableParallelism()}` },
        json: { type: 'boolean', default: false },
      },
    })
    const last = Number(values.last)
    const workers = Number(values.workers)
    if (values.repo === undefined) throw new Error('--repo is missing: whose commits?')
    if (!existsSync(values.repo)) throw new Error(`there is no folder ${values.repo}`)
    if (!(Number.isInteger(last) && last > 0)) throw new Error('--last is how many commits: a number above 0')
    if (!(Number.isInteger(workers) && workers > 0)) throw new Error('--workers is a number above 0')
    const only = values.ordinary ? ('ordinary' as const) : values.code ? ('code' as const) : undefined
    return { ...values, repo: values.repo, last, workers, only }
  } catch (error) {
    return refuse(error)
  }
}

function refuse(error: unknown): never {
  process.stderr.write(`history: ${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`)
  process.exit(2)
}
