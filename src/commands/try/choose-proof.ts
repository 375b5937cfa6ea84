import { findProofRunner, NO_RUNNER } from '../../adapters/proof/run/find-proof-runner.ts'
import { knownRunner } from '../../adapters/proof/run/test-runner.ts'
import type { Sandbox } from '../../adapters/sandbox/sandbox.ts'
import type { AskedProof, Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { CommandError } from '../command-error.ts'
import type { Verifier } from './checks/read-verifier.ts'
import type { LocalRepository } from './read-repository.ts'
import type { TryOptions } from './try.ts'

export interface ChosenProof {
  readonly asked: AskedProof
  /** The message printed before anything starts. */
  readonly line: string
  /** The end of `not cross-checked: …`, where nothing is run. */
  readonly whyNot: string | undefined
}

interface Choice {
  readonly options: Pick<TryOptions, 'proof' | 'proofCommand'>
  readonly repository: LocalRepository
  readonly verifier: Verifier
  readonly sandbox: Sandbox
}

/**
 * Whether the tests of candidates are run on each other: as the command line says, else as the settings say, else wherever it is known how
 * and a sandbox can be made. Throws `CommandError` where it is asked for and cannot be done.
 */
export async function chooseProof(choice: Choice): Promise<ChosenProof> {
  const { proof, proofCommand } = choice.options
  if (proof === false) {
    if (proofCommand !== undefined)
      throw new CommandError('--proof-command and --no-proof exclude each other')
    return off('`--no-proof` was given')
  }
  const { settings, isRefused } = ownProof(choice.repository)
  const isAsked = proof === true || proofCommand !== undefined
  if (isRefused && !isAsked) return off('the settings say `proof: false`')
  // Tests that a workflow of the repository runs on GitHub are run locally here.
  const { workflow: _, ...own } = settings ?? DEFAULT
  const command = proofCommand ?? own.command
  refuseUnusable(proofCommand)
  const found = await howTo({ ...choice, command })
  if (found.kind === 'cannot') {
    if (isAsked) throw new CommandError(`no tests can be run on each other: ${found.reason}`)
    // The settings ask for it, so that the verdict itself says why there is none.
    return settings ? { ...off(found.reason), asked: { proof: own } } : off(found.reason)
  }
  return {
    asked: { proof: { ...own, ...withoutUndefined({ command }) } },
    line: `once the checks are done, the tests that candidates bring are run by ${found.runner}, in sandboxes, on the base and on each other; --no-proof skips that`,
    whyNot: undefined,
  }
}

function off(whyNot: string): ChosenProof {
  return {
    asked: {},
    line: `tests that candidates bring are not run on each other: ${whyNot}`,
    whyNot,
  }
}

const DEFAULT: NonNullable<Settings['proof']> = { required: false, minutes: 5, mutants: 0 }

function refuseUnusable(command: string | undefined): void {
  if (command === undefined || command.includes('{files}') || knownRunner(command)) return
  throw new CommandError(
    `it is not known how "${command}" runs named files. Say where they go: --proof-command "make test FILES={files}"`,
  )
}

interface OwnProofSettings {
  readonly settings: Settings['proof']
  /** The settings say `proof: false`. */
  readonly isRefused: boolean
}

function ownProof({ settings: { parsed, texts } }: Pick<LocalRepository, 'settings'>): OwnProofSettings {
  const settings = parsed.ok ? parsed.value.proof : undefined
  const isSaid = Object.values(texts).some((text) => /^proof\s*:/m.test(text ?? ''))
  return { settings, isRefused: settings === undefined && isSaid }
}

type HowTo =
  | { readonly kind: 'found'; readonly runner: string }
  | { readonly kind: 'cannot'; readonly reason: string }

async function howTo({
  options,
  repository: { git, head },
  verifier: { checks, workflow, planned },
  sandbox,
  command,
}: Choice & { readonly command: string | undefined }): Promise<HowTo> {
  const missing = await sandbox.missing()
  if (missing !== undefined) return { kind: 'cannot', reason: missing }
  const isAsked = options.proof === true || options.proofCommand !== undefined
  if (sandbox.kind === 'none' && !isAsked)
    return {
      kind: 'cannot',
      reason: 'agents run without a sandbox, so tests would as well (`--proof` allows it)',
    }
  const { stdout: gitDir } = await git(['rev-parse', '--absolute-git-dir'])
  const named = workflow
    ? checks.map((name) => ({ name, workflow: workflow.path }))
    : planned.map(({ name, file }) => ({ name, workflow: file }))
  const runner = await findProofRunner({ gitDir, base: head, command, checks: named }, workflow)
  return runner
    ? { kind: 'found', runner: runner.name }
    : { kind: 'cannot', reason: `${NO_RUNNER}, and here so can \`--proof-command\`` }
}
