import type { ProveRequest } from '../../../ports/prover.ts'
import type { BaseTree } from '../../../ports/reach.ts'
import { followChecks } from '../../analysis/reach/derive-reach.ts'
import { withFile } from '../../analysis/reach/files/with-file.ts'
import type { CommandRun } from '../../analysis/reach/walk.ts'
import { plainFilesOf, textOfBlob } from '../../git/plain-files.ts'
import { commandRunner, knownRunner, type TestRunner } from './test-runner.ts'

export const NO_RUNNER =
  'what the checks run is not known to run named test files; `proof.command` of `.github/speculate.yml` can name a command with `{files}`'

/** By the command that the maintainers name, else by what the checks run on the base. */
export async function findProofRunner(
  { gitDir, base, command, checks }: Pick<ProveRequest, 'gitDir' | 'base' | 'command' | 'checks'>,
  required?: { readonly path: string; readonly content: string } | undefined,
): Promise<TestRunner | undefined> {
  if (command !== undefined) return runnerOfCommand(command)
  const own = await baseTree(gitDir, base)
  const { ran } = await followChecks({ tree: required ? withFile(own, required) : own, checks })
  return runnerOfCommands(ran)
}

/** Of a command that the maintainers name. */
export function runnerOfCommand(command: string): TestRunner | undefined {
  return command.includes('{files}') ? commandRunner(command) : knownRunner(command)
}

/** The first of them that is known to run named test files. */
export function runnerOfCommands(ran: readonly Pick<CommandRun, 'via'>[]): TestRunner | undefined {
  for (const { via } of ran) {
    const runner = knownRunner(via.at(-1) ?? '')
    if (runner) return runner
  }
  return undefined
}

async function baseTree(gitDir: string, commit: string): Promise<BaseTree> {
  const files = await plainFilesOf(gitDir, commit)
  const ids = new Map(files.map(({ path, object }) => [path, object]))
  return {
    paths: [...ids.keys()],
    async read(path) {
      const id = ids.get(path)
      if (id === undefined) return undefined
      const text = await textOfBlob(gitDir, id)
      return text.includes('\0') ? undefined : text
    },
  }
}
