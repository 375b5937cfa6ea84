import { repositoryNameOf, thisMachine } from '@speculate-dev/embedded-github'
import { usersPath } from '../../../adapters/users-path.ts'
import { CommandError } from '../../command-error.ts'
import { settingsOf } from '../../own-settings/read-own-settings.ts'
import { LOCAL_OWNER } from '../local-owner.ts'
import type { LocalRepository } from '../read-repository.ts'
import { submodulesOf } from '../submodules-of.ts'
import { CannotJudge, type Obstacle } from './cannot-judge.ts'
import { commandVerifier } from './command-verifier.ts'
import { exampleOfAll } from './example-command.ts'
import { canBeCalled, type LaterName } from './later-name.ts'
import { offerCommands } from './offer-commands.ts'
import { type PlannedCheck, planChecks, type WorkflowFile } from './plan-checks.ts'

/** What will judge the candidates. */
export interface Verifier {
  /** Names of the checks that must pass. */
  readonly checks: readonly string[]
  /** Runs the commands of `--verify`, one job each; undefined when the repository's own workflows judge. */
  readonly workflow: { readonly path: string; readonly content: string } | undefined
  /** What the repository's own workflows run, of the checks that must pass. */
  readonly planned: readonly PlannedCheck[]
  /** Checks that can judge once the base has shown what they are called. */
  readonly later: readonly LaterCheck[]
  /** Checks of the repository that cannot judge here, and why. */
  readonly leftOut: readonly Obstacle[]
  /** Checks that the settings ask for: without them nobody can win. */
  readonly named: readonly string[]
  readonly deadlineMinutes: number
  /** Commands of the repository's workflows, for `--verify`. */
  readonly offers: readonly string[]
  /** How its tests are usually run, as its files suggest. */
  readonly example: string
}

export type LaterCheck = PlannedCheck & { readonly later: LaterName }

/**
 * The commands, or else the repository's own `on: pull_request` workflows at HEAD. Throws `CommandError` where nothing of them can
 * judge here: a candidate without evidence cannot be promoted.
 */
export async function readVerifier(
  repository: LocalRepository,
  commands: readonly string[],
  otherActions?: string,
): Promise<Verifier> {
  const files = await workflowFiles(repository)
  const machine = thisMachine({ environment: { ...process.env, PATH: usersPath() } })
  const name = repositoryNameOf(repository.path)
  const place = {
    machine,
    repository: `${LOCAL_OWNER}/${name}`,
    otherActions,
    submodules: await submodulesOf(repository),
    read: (path: string) => fileAt(repository, path),
  }
  const own = { owner: LOCAL_OWNER, name, branch: repository.branch }
  const all = await planChecks(files, { repository: own, place })
  const { verifier: settings } = settingsOf(repository.settings)
  const named = settings.checks.map(({ name }) => name)
  const known = new Set(all.map(({ name }) => name))
  const offers = offerCommands(files)
  const ofCommands = commands.length > 0 ? commandVerifier(commands) : undefined
  const isNamedLater = (name: string) => all.some(({ later }) => later && canBeCalled(later, name))
  refuseUnknownChecks(
    named.filter((name) => !isNamedLater(name)),
    new Set([...known, ...(ofCommands?.checks ?? [])]),
  )
  const isNamed = ({ name, later }: PlannedCheck) =>
    named.some((one) => (later ? canBeCalled(later, one) : one === name))
  const { able, later, leftOut } = dividedByAbility(ofCommands ? all.filter(isNamed) : all)
  const names = [...new Set(able.map(({ name }) => name))]
  const verifier: Verifier = {
    checks: ofCommands?.checks ?? names,
    workflow: ofCommands?.workflow,
    planned: able,
    later,
    leftOut,
    named,
    deadlineMinutes: settings.deadline_minutes,
    offers,
    example: exampleOfAll(await rootPaths(repository)),
  }
  refuseWithoutJudges(verifier, repository.path)
  return verifier
}

/** Throws where no check is left, or one that the settings ask for is left out. */
export function refuseWithoutJudges(
  {
    checks,
    later,
    leftOut,
    named,
    offers,
    example,
  }: Pick<Verifier, 'checks' | 'later' | 'leftOut' | 'named' | 'offers' | 'example'>,
  path: string,
): void {
  const missing = named.filter((name) => leftOut.some(({ check }) => check === name))
  if (missing.length > 0) {
    const because = `the settings ask for what cannot judge here (${missing.join(', ')}), so that nobody could win`
    throw new CannotJudge({ because, obstacles: leftOut, offers: [], example })
  }
  if (checks.length > 0 || later.length > 0) return
  const because =
    leftOut.length > 0
      ? `no check of ${path} can judge here, so nothing could tell a good candidate from a bad one`
      : `${path} has no workflow for pull requests, so nothing could tell a good candidate from a bad one`
  throw new CannotJudge({ because, obstacles: leftOut, offers, example })
}

async function rootPaths({ git, head }: LocalRepository): Promise<string[]> {
  const { stdout } = await git(['ls-tree', '-z', '--name-only', '--full-tree', head])
  return stdout.split('\0')
}

async function workflowFiles({ git, head }: LocalRepository): Promise<WorkflowFile[]> {
  const { stdout } = await git(['ls-tree', '-z', '--name-only', head, '.github/workflows/'])
  const paths = stdout.split('\0').filter((path) => /\.ya?ml$/.test(path))
  return Promise.all(
    paths.map(async (path) => ({ path, text: (await git(['show', `${head}:${path}`])).stdout })),
  )
}

/** A name that a job cannot answer for here is left out, whatever other jobs say under it: of several, the worst counts. */
function dividedByAbility(planned: readonly PlannedCheck[]) {
  const cannot = (name: string) => {
    const own = planned.filter((one) => one.name === name)
    return (
      own.some(({ isForBranch, obstacles }) => isForBranch && obstacles.length > 0) ||
      own.every(({ obstacles }) => obstacles.length > 0)
    )
  }
  const [unable, able] = [
    planned.filter(({ name }) => cannot(name)),
    planned.filter(({ name }) => !cannot(name)),
  ]
  const later = able.filter(isLater)
  const ofPatch = later.filter((one) => one.later.isOfPatch)
  return {
    able: able.filter((one) => !isLater(one)),
    later: later.filter((one) => !one.later.isOfPatch),
    leftOut: [
      ...unable.flatMap(({ obstacles }) => obstacles),
      ...ofPatch.map((one) => leftOutLater(one, 'and may be another thing for every patch')),
    ],
  }
}

/** That nobody is asked for a check whose name nobody knows. */
export function leftOutLater({ name, file, line, later }: LaterCheck, why: string): Obstacle {
  return { check: name, file, line, reason: `${later.reason}, ${why}` }
}

function isLater(check: PlannedCheck): check is LaterCheck {
  return check.later !== undefined
}

async function fileAt({ git, head }: LocalRepository, path: string): Promise<string | undefined> {
  const { ok, stdout } = await git(['show', `${head}:${path}`])
  return ok ? stdout : undefined
}

/** A check that nothing here runs would be waited for until its deadline. */
function refuseUnknownChecks(named: Verifier['named'], known: ReadonlySet<string>): void {
  const unknown = named.find((name) => !known.has(name))
  if (unknown === undefined) return
  throw new CommandError(
    `the settings ask for the check "${unknown}", which no workflow for pull requests runs. ` +
      `They run: ${[...known].join(', ')}`,
  )
}
