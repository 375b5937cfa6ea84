import { usualCommands } from '../../adapters/analysis/reach/commands/usual-commands.ts'
import { checksOfWorkflows, followChecks } from '../../adapters/analysis/reach/derive-reach.ts'
import { filesOf } from '../../adapters/analysis/reach/files/files.ts'
import { withFile } from '../../adapters/analysis/reach/files/with-file.ts'
import { commandRunner, knownRunner, type TestRunner } from '../../adapters/proof/run/test-runner.ts'
import { CommandError } from '../command-error.ts'
import { commitTree } from '../contract/commit-tree.ts'
import { commandVerifier } from '../try/checks/read-verifier.ts'

/** How named test files of a repository are run: by the command that was named, else by what its checks run. */
export async function findRunner(repo: string, command: string | undefined): Promise<TestRunner> {
  if (command !== undefined) {
    if (!command.includes('{files}') && !knownRunner(command))
      throw new CommandError(
        `it is not known how "${command}" runs named files. Say where they go: --command "make test FILES={files}"`,
      )
    return commandRunner(command)
  }
  const tree = await commitTree(repo, 'HEAD')
  const checks = await checksOfWorkflows(tree)
  const commands = checks.length > 0 ? [] : await usualCommands(filesOf(tree), 'test')
  const { workflow } = commandVerifier(commands)
  const request =
    checks.length > 0
      ? { tree, checks }
      : {
          tree: withFile(tree, workflow),
          checks: commandVerifier(commands).checks.map((name) => ({ name, workflow: workflow.path })),
        }
  const { ran } = await followChecks(request)
  for (const { via } of ran) {
    const runner = knownRunner(via.at(-1) ?? '')
    if (runner) return runner
  }
  throw new CommandError(
    'no test runner that runs named files was found in what its checks run. Name a command: --command "npx mocha {files}"',
  )
}
