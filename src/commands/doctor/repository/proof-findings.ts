import type { FollowedChecks } from '../../../adapters/analysis/reach/derive-reach.ts'
import {
  NO_RUNNER,
  runnerOfCommand,
  runnerOfCommands,
} from '../../../adapters/proof/run/find-proof-runner.ts'
import type { BeginningFacts } from '../../../domain/run/snapshot.ts'
import type { Settings } from '../../../domain/settings.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { type Finding, fail, ok, warn } from '../../../start-up/check.ts'

interface Proving extends Pick<BeginningFacts, 'workflowFiles'> {
  readonly settings: Settings
  readonly ran: FollowedChecks['ran']
}

/** Whether tests of candidates can be run on each other, or what that would need. */
export function proofFindings({ settings: { proof }, ran, workflowFiles }: Proving): Finding[] {
  const of = 'proof'
  const runner = proof?.command === undefined ? runnerOfCommands(ran) : runnerOfCommand(proof.command)
  if (proof?.workflow !== undefined) return [workflowFinding(proof.workflow, workflowFiles)]
  if (proof === undefined)
    return [
      ok(
        of,
        runner
          ? `not asked for; \`proof: true\` would have ${runner.name} run the tests of candidates on each other`
          : `not asked for; it would need \`proof: { command: … }\` with \`{files}\`, because what the checks run is not known to run named test files`,
      ),
    ]
  if (runner) return [ok(of, `tests of candidates are run on each other by ${runner.name}`)]
  return [
    warn(
      of,
      proof.command === undefined
        ? NO_RUNNER
        : `it is not known how ${codeSpan(proof.command, 100)} runs named files`,
      'Name a command and where the files go: `proof: { command: "make test FILES={files}" }`.',
    ),
  ]
}

function workflowFinding(name: string, files: BeginningFacts['workflowFiles']): Finding {
  const path = `.github/workflows/${name}`
  const isThere = files === undefined || files.some((file) => file.path === path)
  if (isThere)
    return ok('proof', `tests of candidates are run on each other by ${codeSpan(path, 100)}, on GitHub`)
  return fail(
    'proof',
    `${codeSpan(path, 100)}, which is to run the tests, is not on the default branch`,
    '`speculate init proof` writes it.',
  )
}
