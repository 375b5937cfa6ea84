import { chmod, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { plainGit, writeFiles } from '../../../adapters/git/sample-repository.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { runTryHere } from '../run-try.ts'

type Files = Readonly<Record<string, string>>

/** A repository as people write them, an issue about a mistake in it, and the files that each of its agents leaves. */
export interface Project {
  readonly name: string
  /** Its default branch; `main` without it. */
  readonly branch?: string
  readonly files: Files
  /** Those of the files that can be started. */
  readonly programs?: readonly string[]
  readonly issue: string
  readonly agents: Readonly<Record<string, Files>>
}

interface Row {
  readonly result: string
  readonly reason: string
  readonly checks: readonly { readonly name: string; readonly verdict: string }[]
}

export interface Judged {
  readonly exitCode: number
  readonly stderr: string
  /** The agent whose candidate was promoted. */
  readonly winner: string | undefined
  /** By the agent's name. */
  readonly rows: Readonly<Record<string, Row>>
  /** By the name of the check, why it cannot judge here. */
  readonly leftOut: Readonly<Record<string, string>>
}

/** `speculate try` on it, with nothing said of how to judge. */
export async function judge(
  project: Project,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: Files } = {},
): Promise<Judged> {
  const root = await temporaryFolder()
  const repository = join(root, project.name)
  await commit(repository, project)
  await writeFile(join(root, 'bug.md'), project.issue)
  await writeFile(join(root, 'agents.yml'), JSON.stringify({ toolchains: toolchainsOf(project) }))
  const { exitCode, stdout, stderr } = await runTryHere({ root, repository }, ['--json', ...args], env)
  const { decision, candidates = [], leftOut = [] } = stdout === '' ? {} : JSON.parse(stdout)
  const rows = candidates.map((row: { toolchain: string }) => [row.toolchain, row])
  const reasons = leftOut.map((one: { check: string; reason: string }) => [one.check, one.reason])
  return {
    exitCode,
    stderr,
    winner: candidates.find(({ id }: { id: string }) => id === decision?.candidate)?.toolchain,
    rows: Object.fromEntries(rows),
    leftOut: Object.fromEntries(reasons),
  }
}

/** Names of the checks that it passed. */
export function passed(row: Row | undefined): readonly string[] {
  return (row?.checks ?? []).filter(({ verdict }) => verdict === 'passed').map(({ name }) => name)
}

async function commit(repository: string, { files, programs = [], branch = 'main' }: Project): Promise<void> {
  await writeFiles(repository, files)
  for (const path of programs) await chmod(join(repository, path), 0o755)
  await plainGit(repository, 'init', '--quiet', `--initial-branch=${branch}`)
  await plainGit(repository, 'add', '--all')
  await plainGit(repository, 'commit', '--quiet', '-m', `${basename(repository)} as it is`)
}

function toolchainsOf({ agents }: Project) {
  return Object.fromEntries(
    Object.entries(agents).map(([name, files]) => [
      name,
      { kind: 'command', command: ['sh', '-ec', Object.entries(files).map(writing).join('\n')] },
    ]),
  )
}

function writing([path, text]: [string, string]): string {
  return `mkdir -p "$(dirname ${path})"\ncat > ${path} <<'END_OF_FILE'\n${text}END_OF_FILE`
}
