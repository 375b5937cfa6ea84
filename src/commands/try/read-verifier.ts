import { stringify } from 'yaml'
import { parseSettings, SETTINGS_FILE } from '../../config/repository.ts'
import { discoverChecks } from '../../embedded-github/runner/discover-checks.ts'
import { parseWorkflow } from '../../embedded-github/runner/parse-workflow.ts'
import { CommandError } from '../command-error.ts'
import { problemLines } from './problem-lines.ts'
import type { LocalRepository } from './read-repository.ts'

/** What will judge the candidates. */
export interface Verifier {
  /** Names of the checks that must pass. */
  readonly checks: readonly string[]
  /** Runs the commands of `--verify`, one job each; undefined when the repository's own workflows judge. */
  readonly workflow: { readonly path: string; readonly content: string } | undefined
}

/**
 * The commands, or else the repository's own `on: pull_request` workflows at HEAD. Throws `CommandError` where there are
 * neither: a candidate without evidence cannot be promoted.
 */
export async function readVerifier(
  repository: LocalRepository,
  commands: readonly string[],
): Promise<Verifier> {
  const own = await ownChecks(repository)
  const verifier = commands.length > 0 ? commandVerifier(commands) : { checks: own, workflow: undefined }
  if (verifier.checks.length === 0) {
    throw new CommandError(
      `${repository.path} has no workflow for pull requests, so nothing could tell a good candidate from a bad one. ` +
        'Name a command that must succeed: --verify "npm test"',
    )
  }
  await refuseUnknownChecks(repository, new Set([...own, ...verifier.checks]))
  return verifier
}

async function ownChecks({ git, head }: LocalRepository): Promise<string[]> {
  const { stdout } = await git(['ls-tree', '-z', '--name-only', head, '.github/workflows/'])
  const paths = stdout.split('\0').filter((path) => /\.ya?ml$/.test(path))
  const workflows = await Promise.all(
    paths.map(async (path) => parseWorkflow(path, (await git(['show', `${head}:${path}`])).stdout)),
  )
  return discoverChecks(workflows)
}

/** Made by `try`; the repository has no such file. */
export const VERIFY_WORKFLOW = '.github/workflows/speculate-try.yml'

/** The workflow that runs them, one job each. Throws `CommandError` for what a workflow cannot run. */
export function commandVerifier(commands: readonly string[]) {
  const jobs = commands.map((command, index) => {
    if (command.trim() === '')
      throw new CommandError('--verify needs a command, for example --verify "npm test"')
    // The runner would take it for an expression of a workflow.
    if (command.includes('${{')) throw new CommandError(`--verify cannot hold "\${{": ${command}`)
    const name = `verify-${index + 1}: ${command.replace(/\s+/g, ' ').trim()}`.slice(0, 100)
    const steps = [{ uses: 'actions/checkout@v4' }, { name: 'verify', run: command }]
    return { id: `verify-${index + 1}`, name, job: { name, 'runs-on': 'ubuntu-latest', steps } }
  })
  const workflow = {
    name: 'Verify',
    on: 'pull_request',
    jobs: Object.fromEntries(jobs.map(({ id, job }) => [id, job])),
  }
  return {
    checks: jobs.map(({ name }) => name),
    workflow: { path: VERIFY_WORKFLOW, content: stringify(workflow) },
  }
}

/** A check that nothing here runs would be waited for until its deadline. */
async function refuseUnknownChecks(
  { git, head }: LocalRepository,
  known: ReadonlySet<string>,
): Promise<void> {
  const { ok, stdout } = await git(['show', `${head}:${SETTINGS_FILE}`])
  const settings = parseSettings(ok ? stdout : undefined)
  if (!settings.ok)
    throw new CommandError(`${SETTINGS_FILE} has mistakes:\n${problemLines(settings.problems)}`)
  const unknown = settings.value.verifier.checks.find(({ name }) => !known.has(name))
  if (unknown === undefined) return
  throw new CommandError(
    `${SETTINGS_FILE} asks for the check "${unknown.name}", which no workflow for pull requests runs. ` +
      `They run: ${[...known].join(', ')}`,
  )
}
