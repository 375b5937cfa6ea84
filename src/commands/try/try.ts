import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { holdLock } from '@speculate-dev/system'
import { redactorOfProcess } from '../../adapters/redaction/create-redactor.ts'
import type { ExitCode } from '../command-error.ts'
import { besidesWriters } from './besides-writers.ts'
import { CannotJudge } from './checks/cannot-judge.ts'
import { readVerifier } from './checks/read-verifier.ts'
import { chooseProof } from './choose-proof.ts'
import { RUN_LOCK } from './clean/run-lock.ts'
import { otherActionsOf } from './other-actions-of.ts'
import { readIssue } from './read-issue.ts'
import { readRepository } from './read-repository.ts'
import { readToolchains } from './read-toolchains.ts'
import { readyAgents } from './ready-agents.ts'
import { refuseTooMany } from './refuse-too-many.ts'
import { chooseSetUp } from './set-up/choose-set-up.ts'

export interface TryOptions {
  readonly repo: string
  readonly issue: string
  readonly verify?: readonly string[]
  readonly setup?: readonly string[]
  /** Undefined where the option was not given. */
  readonly setupCache?: boolean
  readonly toolchain?: readonly string[]
  readonly toolchains?: string
  readonly unconfined?: boolean
  readonly ignoreUncommitted?: boolean
  readonly anyway?: boolean
  readonly allowActions?: boolean
  readonly branches?: boolean
  /** Undefined where the option was not given. */
  readonly proof?: boolean
  readonly proofCommand?: string
  readonly keep?: boolean
  readonly json?: boolean
}

/**
 * Lets agents compete on an issue of a local repository. Everything that can be refused is refused before anything is
 * made. Answers 0 when a candidate won; of a run, only the clone with the candidates stays.
 */
export async function tryOut(options: TryOptions, signal: AbortSignal): Promise<ExitCode> {
  const { ignoreUncommitted = false, verify = [], toolchain = [], json = false } = options
  /** If JSON was asked for, the answer is JSON even when nothing was started. */
  const reported = (error: unknown): never => {
    if (json && error instanceof CannotJudge)
      process.stdout.write(`${JSON.stringify({ decision: null, ...error.report }, null, 2)}\n`)
    throw error
  }
  const repository = await readRepository({ path: options.repo, ignoreUncommitted, except: [options.issue] })
  const issue = await readIssue(options.issue)
  refuseTooMany({ names: toolchain, block: issue.block, repository })
  const chosen = await readToolchains({
    names: toolchain,
    // Without tests that run on each other, nobody is asked for one.
    also: options.proof === false ? [] : besidesWriters(repository),
    file: options.toolchains,
  })
  const verifier = await readVerifier(repository, verify, otherActionsOf(options)).catch(reported)
  // Nobody installs an agent for a repository in which nothing can judge.
  const agents = await readyAgents(chosen, options.unconfined)
  const setUp = await chooseSetUp(repository, options.setup)
  const proof = await chooseProof({ options, repository, verifier, sandbox: agents.sandbox })

  // Servers and database are loaded only for a run that begins.
  const { compete } = await import('./compete.ts')
  const dataDir = await mkdtemp(join(tmpdir(), 'speculate-run-'))
  const lock = holdLock(join(dataDir, RUN_LOCK))
  try {
    return await compete({
      options,
      repository,
      // Its title and its words are printed, kept and shown on pages.
      issue: redactorOfProcess(chosen.toolchains.values()).all(issue),
      verifier,
      toolchains: chosen.toolchains,
      agents,
      ceilings: chosen.ceilings,
      proof,
      setUp,
      dataDir,
      signal,
    }).catch(reported)
  } finally {
    lock?.release()
    await rm(dataDir, { recursive: true, force: true })
  }
}
