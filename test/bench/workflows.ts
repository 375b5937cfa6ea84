import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Job, type Place, parseWorkflow, type Step, thisMachine } from '@speculate-dev/embedded-github'
import { asMapping, readWorkflowFile } from '@speculate-dev/workflows'
import { checksOfJob, type JobCheck } from '../../src/commands/try/checks/checks-of-job.ts'
import { knownOfCandidates } from '../../src/commands/try/checks/known-of-candidates.ts'

/**
 * How much of the workflows of real repositories the runner can run, and what it cannot, by how many jobs ask for it:
 * `node test/bench/workflows.ts --files FOLDER`, where each folder in FOLDER holds the files of one repository: its workflows, its own
 * actions, and what names versions of tools. Told once for the tools of this machine and once as if it had every version of every tool,
 * because what is installed is not the runner's merit.
 */
const { values } = parseArgs({ options: { files: { type: 'string' }, obstacles: { type: 'string' } } })
if (values.files === undefined) throw new Error('--files FOLDER is missing')
const SHOWN = Number(values.obstacles ?? 25)

const machine = thisMachine()
const FIRST_PARTY = /^(?:actions\/|\.\/)/
const SET_UPS =
  /^(?:dtolnay\/rust-toolchain|actions-rs\/|actions-rust-lang\/setup-|moonrepo\/setup-|ruby\/setup-ruby|shivammathur\/setup-php|ramsey\/composer-install|astral-sh\/setup-uv|hynek\/setup-cached-uv|pnpm\/action-setup|gradle\/|oven-sh\/setup-bun|denoland\/setup-deno|swatinem\/rust-cache|stcarolas\/setup-maven|taiki-e\/install-action|erlef\/setup-beam|golangci\/golangci-lint-action)/i
const IS_OTHER_SYSTEM = /runs-on: "(?:macos|windows)/i

/** One job of a workflow for pull requests that no condition keeps from running. */
interface Surveyed {
  readonly repository: string
  /** Those of its checks that are for Linux. */
  readonly checks: readonly JobCheck[]
  readonly uses: readonly string[]
}

const folders = readdirSync(values.files).map((name) => join(values.files ?? '', name))
const jobs = (await Promise.all(folders.map(jobsOf))).flat()
console.log(
  `${new Set(jobs.map(({ repository }) => repository)).size} repositories with workflows for pull requests`,
)
/** What is said of a version, a tool or a submodule that is not on the machine. */
const IS_MISSING_TOOL = /; this machine has /

tell("with this machine's tools", () => true)
tell('with every version of every tool, and every submodule', (finding) => !IS_MISSING_TOOL.test(finding))

function tell(title: string, isObstacle: (finding: string) => boolean): void {
  const obstaclesOf = ({ findings }: JobCheck) => findings.filter(isObstacle)
  const isAble = (check: JobCheck) => obstaclesOf(check).length === 0
  const canRun = ({ checks }: Surveyed) => checks.some(isAble)
  const linux = jobs.filter(({ checks }) => checks.length > 0)
  const byRepository = [...Map.groupBy(jobs, ({ repository }) => repository).values()]
  const isWhole = (all: readonly Surveyed[]) =>
    all.every(({ checks }) => checks.length > 0 && checks.every(isAble))
  console.log(`\n${title}`)
  console.log(`  ${byRepository.filter(isWhole).length} repositories can be judged whole`)
  console.log(`  ${byRepository.filter((all) => all.some(canRun)).length} whole or in part`)
  count('Linux jobs', linux, canRun)
  count('of `run:`, actions/* and own actions', linux.filter(isOfFirstParty), canRun)
  count('the same and well-known set-up actions', linux.filter(isOfSetUps), canRun)
  tellObstacles('of all Linux jobs', linux, obstaclesOf)
  tellObstacles('of `run:`, actions/* and own actions', linux.filter(isOfFirstParty), obstaclesOf)
}

function count(title: string, all: readonly Surveyed[], canRun: (job: Surveyed) => boolean): void {
  const able = all.filter(canRun).length
  console.log(`  ${title}: ${able} of ${all.length} can run (${Math.round((able / all.length) * 100)} %)`)
}

function tellObstacles(
  title: string,
  all: readonly Surveyed[],
  obstaclesOf: (check: JobCheck) => readonly string[],
): void {
  const each = all.flatMap(({ checks }) => [...new Set(checks.flatMap(obstaclesOf).map(withoutNames))])
  const counts = [...Map.groupBy(each, (obstacle) => obstacle)].sort(([, a], [, b]) => b.length - a.length)
  console.log(`  obstacles ${title}`)
  for (const [obstacle, of] of counts.slice(0, SHOWN))
    console.log(`${String(of.length).padStart(7)} ${obstacle}`)
}

function isOfFirstParty({ uses }: Surveyed): boolean {
  return uses.every((one) => FIRST_PARTY.test(one))
}

function isOfSetUps({ uses }: Surveyed): boolean {
  return uses.every((one) => FIRST_PARTY.test(one) || SET_UPS.test(one))
}

async function jobsOf(repository: string): Promise<Surveyed[]> {
  const folder = join(repository, '.github/workflows')
  if (!existsSync(folder)) return []
  const read = (path: string) => readFile(join(repository, path), 'utf8').catch(() => undefined)
  const place: Place = { machine, read }
  const [owner = '', name = ''] = basename(repository).split('+')
  const contexts = knownOfCandidates({ owner, name, branch: 'main' })
  const jobs = readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => parseWorkflow(`.github/workflows/${file}`, readFileSync(join(folder, file), 'utf8')))
    .filter(({ on }) => on !== undefined)
    .flatMap((workflow) => workflow.jobs)
  const surveyed = jobs.map(async (job): Promise<Surveyed[]> => {
    const checks = await checksOfJob(job, { place, contexts })
    if (checks.every(({ isSkipped }) => isSkipped)) return []
    const linux = checks.filter(
      (check) => !check.isSkipped && !check.findings.some((one) => IS_OTHER_SYSTEM.test(one)),
    )
    return [{ repository, checks: linux, uses: await usesOfJob(job, read, 0) }]
  })
  return (await Promise.all(surveyed)).flat()
}

type Read = Place['read']

/** Of the job, of the workflow that it calls, and of the repository's own actions. */
async function usesOfJob({ call, steps }: Job, read: Read, depth: number): Promise<readonly string[]> {
  const own = await Promise.all(steps.map((step) => usesOfStep(step, read, depth)))
  if (!call || depth > 4) return own.flat()
  const text = call.uses.startsWith('./') ? await read(call.uses.slice(2)) : undefined
  if (text === undefined) return [call.uses]
  const inner = parseWorkflow(call.uses, text).jobs.map((job) => usesOfJob(job, read, depth + 1))
  return (await Promise.all(inner)).flat()
}

async function usesOfStep(
  step: Pick<Step, 'kind'> & { uses?: string },
  read: Read,
  depth: number,
): Promise<readonly string[]> {
  const { uses } = step
  if (uses === undefined) return []
  if (!uses.startsWith('./') || depth > 4) return [uses]
  const text = (await read(join(uses, 'action.yml'))) ?? (await read(join(uses, 'action.yaml')))
  const file = text === undefined ? undefined : readWorkflowFile(text)
  const steps = file && 'root' in file ? asMapping(file.root.runs)?.steps : undefined
  const inner = (Array.isArray(steps) ? steps : []).flatMap((one: unknown) => {
    const name = asMapping(one)?.uses
    return typeof name === 'string' ? [usesOfStep({ kind: 'action', uses: name }, read, depth + 1)] : []
  })
  return [uses, ...(await Promise.all(inner)).flat()]
}

/** So that the same obstacle of several jobs is one. */
function withoutNames(obstacle: string): string {
  return obstacle
    .replace(/^.*leads to .*?: (?=`|[a-z])/, '')
    .replace(/@[^`]*/, '')
    .replace(/step \d+/, 'a step')
    .replace(/the job `[^`]*`/g, 'the job')
    .slice(0, 110)
}
