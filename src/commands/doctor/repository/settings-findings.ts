import type { ToolchainsFile } from '../../../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../../../domain/candidate/candidate.ts'
import type { ParseResult } from '../../../domain/parse-result.ts'
import type { Settings } from '../../../domain/settings.ts'
import { SETTINGS_FILE } from '../../../domain/settings-file.ts'
import { count, list } from '../../../messages/numbers.ts'
import { problemLine } from '../../../messages/terminal/problem-lines.ts'
import type { BaseTree } from '../../../ports/reach.ts'
import { type Finding, fail, ok, warn } from '../../../start-up/check.ts'
import { guessSetUp } from '../../try/set-up/guess-set-up.ts'

interface Around {
  readonly tree: BaseTree
  /** Those of this machine; undefined where others do the work. */
  readonly toolchains: ToolchainsFile['toolchains'] | undefined
}

/** What the repository's settings ask for, and whether it can be had. */
export async function settingsFindings(
  parsed: ParseResult<Settings>,
  { tree, toolchains }: Around,
): Promise<Finding[]> {
  if (!parsed.ok) return parsed.problems.map((problem) => fail('settings', problemLine(problem), CORRECT))
  const settings = parsed.value
  const isThere = tree.paths.includes(SETTINGS_FILE)
  return [
    settings.speculation.enabled
      ? ok(
          'settings',
          isThere
            ? `${SETTINGS_FILE} has no mistakes`
            : `there is no ${SETTINGS_FILE}, so each has its default`,
        )
      : warn(
          'settings',
          '`speculation.enabled` is false, so nothing is started',
          'Take it away to switch Speculate on.',
        ),
    ...toolchainFindings(settings, toolchains),
    await setUpFinding(settings, tree),
  ]
}

const CORRECT =
  'Correct it on the default branch: until then every run is refused. `speculate config check` reads a file before it is pushed.'

function toolchainFindings(settings: Settings, known: Around['toolchains']): Finding[] {
  if (known === undefined) return []
  const asked = new Map([
    ['planner', settings.planner?.toolchain],
    ['triage', settings.triage.toolchain],
    ['proof.distinguish', settings.proof?.distinguish],
  ])
  const named = new Set([...settings.toolchains, ...asked.values()].filter((name) => name !== undefined))
  const unknown = [...named].filter((name) => !known.has(name))
  return [
    ...(unknown.length === 0 ? [] : [unknownFinding(unknown)]),
    ...[...asked].flatMap(([setting, name]) =>
      name !== undefined && known.get(name)?.kind === 'workflow' ? [writesOnlyFinding(setting, name)] : [],
    ),
  ]
}

function unknownFinding(unknown: readonly ToolchainName[]): Finding {
  return warn(
    'toolchains',
    `the settings name ${list(unknown)}, which toolchains.yml of this machine does not define`,
    'Define it there, or take it out of the settings: a run is refused where no worker has it.',
  )
}

function writesOnlyFinding(setting: string, name: ToolchainName): Finding {
  return warn(
    'toolchains',
    `\`${setting}\` names ${name}, a workflow of the repository, which writes candidates and answers no questions`,
    `Name an agent of the server there, or take \`${setting}\` out of the settings: as it is, runs go on without an answer.`,
  )
}

/** Agents and proofs work where the dependencies are installed. */
async function setUpFinding({ setup }: Settings, tree: BaseTree): Promise<Finding> {
  if (setup !== undefined)
    return ok(
      'set-up',
      setup.length === 0 ? 'nothing is to be installed' : `installs by ${count(setup.length, 'command')}`,
    )
  const guessed = await guessSetUp(tree)
  if (guessed.length === 0)
    return ok(
      'set-up',
      'no lock file says what is to be installed; what tests need can be named under `setup`',
    )
  return warn(
    'set-up',
    'agents find no dependencies installed, and work without running the tests',
    `Name what installs them in ${SETTINGS_FILE}, probably: setup: ${JSON.stringify(guessed)}`,
  )
}
