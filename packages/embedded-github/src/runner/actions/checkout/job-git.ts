import type { ActionCall } from '../served-action.ts'

/** Why a checkout failed, in the words of git where it said any. */
export class GitProblem extends Error {
  override readonly name = 'GitProblem'
  /** Git said nothing of it. */
  readonly isSilent: boolean

  constructor(message: string, { isSilent = false } = {}) {
    super(message)
    this.isSilent = isSilent
  }
}

/** Git as a step of the job: within its time, and with nothing left running when it ends. */
export interface JobGit {
  /** Throws `GitProblem`. */
  run(...parameters: readonly string[]): Promise<void>
  /** The first line of what it says; throws `GitProblem`. */
  read(...parameters: readonly string[]): Promise<string>
  /** Whether there is such a ref. */
  has(ref: string): Promise<boolean>
}

interface Repository {
  readonly folder: string
  /** What the job will find as its remote. */
  readonly origin: string
  /** Where its objects are really fetched from. */
  readonly source: string
}

export function createJobGit(
  { execute, log }: Pick<ActionCall, 'execute' | 'log'>,
  { folder, origin, source }: Repository,
): JobGit {
  const environment = environmentFor({ origin, source })
  const call = async (parameters: readonly string[]) => {
    const lines: string[] = []
    const onLine = (line: string) => lines.push(line.replaceAll(`file://${source}`, 'origin'))
    const result = await execute(['git', ...parameters], { directory: folder, environment, onLine })
    return { lines, result }
  }
  const run = async (parameters: readonly string[]) => {
    const { lines, result } = await call(parameters)
    for (const line of lines) log.note(line)
    if (result.kind === 'not-started') throw new GitProblem(`git could not be started: ${result.reason}`)
    if (result.kind === 'killed') throw new GitProblem(`git ${parameters[0]} was stopped`)
    const said = lines.findLast((line) => /^(?:fatal|error):/.test(line)) ?? lines.at(-1)
    if (result.code !== 0)
      throw new GitProblem(`git ${parameters[0]} failed: ${said ?? `exit code ${result.code}`}`, {
        isSilent: said === undefined,
      })
    return lines[0] ?? ''
  }
  return {
    async run(...parameters) {
      log.note(`##[command]git ${parameters.join(' ')}`)
      await run(parameters)
    },
    read: (...parameters) => run(parameters),
    async has(ref) {
      const { result } = await call(['rev-parse', '--quiet', '--verify', `${ref}^{commit}`])
      return result.kind === 'exited' && result.code === 0
    },
  }
}

/** Nothing of the machine's own settings, and the origin read from the folder where its objects are. */
function environmentFor({ origin, source }: Omit<Repository, 'folder'>): Record<string, string> {
  const settings = [
    [`url.file://${source}.insteadOf`, origin],
    // A job's repository is fetched from a folder of this machine, any commit of it.
    ['protocol.file.allow', 'always'],
    ['protocol.version', '2'],
    ['advice.detachedHead', 'false'],
    // Nobody keeps the repository of a job for long.
    ['maintenance.auto', 'false'],
    // One file, instead of one for every object.
    ['fetch.unpackLimit', '1'],
  ]
  return {
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key = '', value = ''], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  }
}
