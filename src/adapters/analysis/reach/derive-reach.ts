import { type Judge, type Reach, USUALLY } from '../../../domain/checks/reach.ts'
import type { BaseTree, DeriveReach, ReachRequest } from '../../../ports/reach.ts'
import { followCommand } from './commands/follow-command.ts'
import { followScript } from './commands/follow-script.ts'
import { usualCommands } from './commands/usual-commands.ts'
import { filesOnBase } from './files/files-on-base.ts'
import { type CommandRun, createWalk, type Place, through, type Walk } from './walk.ts'
import { checkNames } from './workflow/check-names.ts'
import { followJob } from './workflow/follow-job.ts'
import { jobsOfCheck, type NamedJob, runsOnPulls } from './workflow/jobs-of-check.ts'
import { onlyFetches } from './workflow/known-actions.ts'
import { readWorkflow, type Workflow } from './workflow/read-workflow.ts'

/** What the checks run and read, derived from the base alone; nothing of it is run. Throws only what reading the tree throws. */
export const deriveReach: DeriveReach = async (request) => (await followChecks(request)).reach

export interface FollowedChecks {
  readonly reach: Reach
  readonly ran: readonly CommandRun[]
  /** Checks of the same jobs as another one, such as the jobs of a matrix: what is told of that one is theirs too. */
  readonly sameAs: ReadonlyMap<string, string>
}

/** The same, with every command that runs. */
export async function followChecks({
  checks,
  tree,
  judges = [],
  mayChange = [],
}: ReachRequest): Promise<FollowedChecks> {
  const { walk, found } = createWalk(tree, (one) => ({
    command: (words, place) => followCommand(one, words, place),
    script: (text, place) => followScript(one, text, place),
  }))
  const workflows = await readWorkflows(walk)
  const { toFollow, sameAs } = onceEach(checks, workflows)
  for (const { check, named } of toFollow) {
    await followCheck(walk, check, named)
    for (const uses of found.onlyPassed(check.name)?.filter((one) => !onlyFetches(one)) ?? [])
      walk.unfollowed(placeOf(check), uses, 'an action of another repository')
  }
  const [first] = checks
  const added = first ? judges.map((one) => declared(one, first.name)) : []
  const all = [...found.judges, ...added]
  const onBase = namesOnBase(all, tree.paths)
  const reach = { judges: all, unfollowed: [...found.unfollowed], mayChange: [...mayChange], onBase }
  return { reach, ran: found.ran, sameAs }
}

type Check = ReachRequest['checks'][number]

/** A matrix makes hundreds of checks of one job, which is followed once. */
function onceEach(checks: readonly Check[], workflows: readonly Workflow[]) {
  const toFollow: { check: Check; named: readonly NamedJob[] }[] = []
  const sameAs = new Map<string, string>()
  const known = new Map<string, string>()
  for (const check of checks) {
    const named = jobsOf(check, workflows)
    const key = JSON.stringify(named.map(({ workflow, job, rest }) => [workflow.path, job.id, rest ?? null]))
    const first = named.length === 0 ? undefined : known.get(key)
    if (first === undefined) toFollow.push({ check, named })
    else if (first !== check.name) sameAs.set(check.name, first)
    known.set(key, first ?? check.name)
  }
  return { toFollow, sameAs }
}

const MAX_ON_BASE = 200

/** Files that only judge, for people: what serves other ends too is told by its parts. */
function namesOnBase(judges: readonly Judge[], paths: readonly string[]): string[] {
  const filesOf = filesOnBase(paths)
  const whole = judges.filter(({ isPattern, parts, how }) => isPattern && !parts && how !== 'runs')
  const found = new Set<string>()
  for (const judge of whole) {
    for (const path of filesOf(judge)) if (found.size < MAX_ON_BASE) found.add(path)
  }
  return [...found]
}

/** The names of all checks that the workflows of a base run for pull requests, where nobody says which of them are required. */
export async function checksOfWorkflows(
  tree: BaseTree,
): Promise<readonly { name: string; workflow: string }[]> {
  const { walk } = createWalk(tree, () => ({ command: async () => {}, script: async () => {} }))
  const workflows = (await readWorkflows(walk)).filter(runsOnPulls)
  const named = workflows.map(async (workflow) =>
    (await checkNames(walk.files, workflow)).map((name) => ({ name, workflow: workflow.path })),
  )
  return (await Promise.all(named)).flat()
}

const MAX_WORKFLOWS = 100

async function readWorkflows({ files }: Walk): Promise<readonly Workflow[]> {
  const paths = files.paths
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
    .slice(0, MAX_WORKFLOWS)
  const read = await Promise.all(paths.map(async (path) => readWorkflow(path, await files.read(path))))
  return read.flatMap((one) => one ?? [])
}

async function followCheck(walk: Walk, check: Check, named: readonly NamedJob[]): Promise<void> {
  const place = placeOf(check)
  if (named.length === 0) {
    walk.unfollowed(
      place,
      check.name,
      'no workflow of the repository has a job of this name: what it runs cannot be seen',
    )
    const commands = await usualCommands(walk.files, check.name)
    await walk.script(commands.join('\n'), through(place, USUALLY))
  }
  for (const one of named) await followJob(walk, one, place)
}

function placeOf({ name }: Check): Place {
  return { check: name, via: [], folder: '', variables: new Map() }
}

function jobsOf({ name, workflow }: Check, workflows: readonly Workflow[]): readonly NamedJob[] {
  const among = workflow === undefined ? workflows : workflows.filter(({ path }) => path === workflow)
  const named = jobsOfCheck(name, among)
  if (named.length > 0) return named
  const written = among.flatMap((one) =>
    one.jobs.filter((job) => job.name === name).map((job) => ({ workflow: one, job, rest: undefined })),
  )
  return written
}

/** What the maintainers add by hand. */
function declared(text: string, check: string): Judge {
  const at = text.lastIndexOf('#')
  const path = at > 0 ? text.slice(0, at) : text
  const part = at > 0 ? { parts: [text.slice(at + 1)] } : {}
  const isPattern = /[*?[{]/.test(path)
  return {
    path,
    ...(isPattern && { isPattern: true as const }),
    ...part,
    check,
    via: ['verifier.judges'],
    how: 'reads',
  }
}
