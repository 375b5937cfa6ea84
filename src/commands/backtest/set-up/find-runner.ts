import { usualCommands } from '../../../adapters/analysis/reach/commands/usual-commands.ts'
import { checksOfWorkflows, followChecks } from '../../../adapters/analysis/reach/derive-reach.ts'
import { filesOf } from '../../../adapters/analysis/reach/files/files.ts'
import { withFile } from '../../../adapters/analysis/reach/files/with-file.ts'
import { commandRunner, knownRunner, type TestRunner } from '../../../adapters/proof/run/test-runner.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import type { BaseTree } from '../../../ports/reach.ts'
import { CommandError } from '../../command-error.ts'
import { commitTree } from '../../contract/commit-tree.ts'
import { commandVerifier } from '../../try/checks/command-verifier.ts'
import { exampleOfFiles } from '../../try/checks/example-command.ts'

/**
 * How named test files of a repository are run: by the command that was named or what it calls, else by what its checks run, else by what
 * everybody would run there.
 */
export async function findRunner(repo: string, command: string | undefined): Promise<TestRunner> {
  const tree = await commitTree(repo, 'HEAD')
  if (command !== undefined) return namedRunner(tree, command)
  const { runner, ran } = await usualRunner(tree)
  if (runner) return runner
  const some = ran.slice(0, 3).map((one) => codeSpan(one, 60))
  const what =
    some.length > 0 ? `what its checks run (${list(some)})` : 'its checks, or in what is usual there'
  throw new CommandError(
    `no test runner that is known to run named files was found in ${what}. Name the command that runs your tests, with {files} where test files go: --command "${exampleOfFiles(tree.paths) ?? './run-tests {files}'}"`,
  )
}

/** As the checks did on a past commit: a repository may have changed its runner since. Undefined where that cannot be told. */
export async function findPastRunner(repo: string, commit: string): Promise<TestRunner | undefined> {
  return (await usualRunner(await commitTree(repo, commit))).runner
}

async function usualRunner(tree: BaseTree) {
  const checks = await checksOfWorkflows(tree)
  const ran = checks.length > 0 ? await followed({ tree, checks }) : []
  const runner = firstKnown(ran) ?? firstKnown(await ranBy(tree, await usualCommands(filesOf(tree), 'test')))
  return { runner, ran }
}

async function namedRunner(tree: BaseTree, command: string): Promise<TestRunner> {
  if (command.includes('{files}')) return commandRunner(command)
  const runner = knownRunner(command) ?? firstKnown(await ranBy(tree, [command]))
  if (runner) return runner
  const isScript = /^(?:npm|pnpm|yarn)\b/.test(command)
  const where = isScript
    ? `${command} -- {files}`
    : /^make\b/.test(command)
      ? `${command} FILES={files}`
      : `${command} {files}`
  throw new CommandError(
    `it is not known how "${command}" runs named files. Say where they go: --command "${where}"`,
  )
}

type CheckedTree = Pick<Parameters<typeof followChecks>[0], 'tree' | 'checks'>

/** Every command that runs, as it is called at last. */
async function followed(checked: CheckedTree): Promise<readonly string[]> {
  const { ran } = await followChecks(checked)
  return ran.map(({ via }) => via.at(-1) ?? '')
}

function ranBy(tree: BaseTree, commands: readonly string[]): Promise<readonly string[]> {
  const { workflow, checks } = commandVerifier(commands)
  const named = checks.map((name) => ({ name, workflow: workflow.path }))
  return followed({ tree: withFile(tree, workflow), checks: named })
}

function firstKnown(commands: readonly string[]): TestRunner | undefined {
  for (const one of commands) {
    const runner = knownRunner(one)
    if (runner) return runner
  }
  return undefined
}
