import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseWorkflow, thisMachine } from '@speculate-dev/embedded-github'
import { checksOfJob } from '../../src/commands/try/checks/checks-of-job.ts'
import { knownOfCandidates } from '../../src/commands/try/checks/known-of-candidates.ts'

/**
 * How much of the workflows of real repositories the runner can run, and what it cannot, by how many jobs ask for it:
 * `node test/bench/workflows.ts --files FOLDER`, where each folder in FOLDER holds the `.github/workflows` of one repository.
 */
const { values } = parseArgs({ options: { files: { type: 'string' } } })
if (values.files === undefined) throw new Error('--files FOLDER is missing')

const machine = thisMachine()

/** Of one job: how many checks it makes, and how many of them can run here. */
interface Counted {
  readonly checks: number
  readonly able: number
  readonly obstacles: readonly string[]
}

const folders = readdirSync(values.files).map((name) => join(values.files ?? '', name))
const repositories = (await Promise.all(folders.map(jobsOf))).filter((jobs) => jobs.length > 0)
const jobs = repositories.flat()
const isWhole = ({ checks, able }: Counted) => able === checks
const canRun = ({ able }: Counted) => able > 0
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

console.log(`${repositories.length} repositories with workflows for pull requests`)
console.log(`  ${repositories.filter((all) => all.every(isWhole)).length} can be judged whole`)
console.log(`  ${repositories.filter((all) => all.some(canRun)).length} whole or in part`)
console.log(`${jobs.length} jobs, ${jobs.filter(canRun).length} can run`)
console.log(`${sum(jobs.map(({ checks }) => checks))} checks, ${sum(jobs.map(({ able }) => able))} can run`)
const counts = Map.groupBy(
  jobs.flatMap(({ obstacles }) => obstacles),
  (obstacle) => obstacle,
)
for (const [obstacle, all] of [...counts].sort(([, a], [, b]) => b.length - a.length).slice(0, 30))
  console.log(`${String(all.length).padStart(5)} ${obstacle}`)

async function jobsOf(repository: string): Promise<Counted[]> {
  const folder = join(repository, '.github/workflows')
  if (!existsSync(folder)) return []
  const place = {
    machine,
    read: (path: string) => readFile(join(repository, path), 'utf8').catch(() => undefined),
  }
  const [owner = '', name = ''] = basename(repository).split('+')
  const contexts = knownOfCandidates({ owner, name, branch: 'main' })
  const jobs = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => parseWorkflow(`.github/workflows/${name}`, readFileSync(join(folder, name), 'utf8')))
    .filter(({ on }) => on !== undefined)
    .flatMap((workflow) => workflow.jobs)
  return Promise.all(
    jobs.map(async (job) => {
      const checks = await checksOfJob(job, { place, contexts })
      const obstacles = new Set(checks.flatMap(({ findings }) => findings.map(withoutNames)))
      const able = checks.filter(({ findings }) => findings.length === 0).length
      return { checks: checks.length, able, obstacles: [...obstacles] }
    }),
  )
}

/** So that the same obstacle of several jobs is one. */
function withoutNames(obstacle: string): string {
  return obstacle
    .replace(/@[^`]*/, '')
    .replace(/step \d+/, 'a step')
    .replace(/the job `[^`]*`/g, 'the job')
    .slice(0, 100)
}
