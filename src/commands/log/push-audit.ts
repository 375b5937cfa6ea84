import { auditFileText, contradiction } from '../../adapters/audit/audit-files.ts'
import { stepDirectory } from '../../adapters/audit/step-directory.ts'
import { traceFileText } from '../../adapters/audit/trace-files.ts'
import type { Addition, AppendResult } from '../../adapters/github/branches/append-to-branch.ts'
import {
  createInstallations,
  type Installations,
} from '../../adapters/github/connection/installations/installations.ts'
import { stepIdOfRun } from '../../domain/run/trace.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { Store } from '../../ports/store.ts'
import { actAsApp } from '../act-as-app.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { findRun, readRun, requireIntact } from './read-log.ts'
import { repositoryOfRun } from './repository-of-run.ts'
import { withStore } from './with-store.ts'

export interface PushOptions {
  readonly all?: boolean
  readonly branch: string
  readonly json?: boolean
  readonly data?: string
}

type PushResult =
  | (AppendResult & { readonly run: string; readonly repository: string })
  /** Retention removed the log here; the branch keeps what it has of it. */
  | { readonly kind: 'pruned'; readonly run: string; readonly repository: string }

/** Adds the logs of the runs to the branch in the repository of each. Answers 0 when they are all there. */
export async function pushAudit(runs: readonly string[], options: PushOptions): Promise<ExitCode> {
  if (runs.length > 0 === (options.all ?? false))
    throw new CommandError('name the runs whose logs are to be pushed, or all of them with --all')
  if (!isBranchName(options.branch)) throw new CommandError(`${options.branch} cannot be a branch`)
  const installations = openApp()
  return withStore<ExitCode>(options.data, async ({ store }) => {
    const named = options.all ? await store.auditedSpeculations() : await findAll(store, runs)
    const pushed: PushResult[] = []
    for (const run of new Set(named)) {
      const outcome = await pushRun(run, { store, installations, branch: options.branch })
      pushed.push(outcome)
      if (!options.json) process.stdout.write(`${describe(outcome, options.branch)}\n`)
    }
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ branch: options.branch, runs: pushed }, null, 2)}\n`)
    }
    return pushed.some(({ kind }) => kind === 'refused') ? 1 : 0
  })
}

/** What a branch name may be on GitHub, and a little less: nothing here may look like an option or a path. */
function isBranchName(name: string): boolean {
  return /^(?![./-])(?!.*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)))[A-Za-z0-9._/-]{1,200}(?<![./])$/.test(name)
}

function openApp(): Installations {
  return actAsApp('push', ({ APP_ID, PRIVATE_KEY, GITHUB_API_URL }) =>
    createInstallations(
      { appId: APP_ID, privateKey: PRIVATE_KEY },
      { baseUrl: GITHUB_API_URL, pacing: 'github' },
    ),
  )
}

/** Every name is looked up before anything is pushed. */
async function findAll(store: Store, runs: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const what of runs) {
    const run = await findRun(store, what)
    if ((await store.auditLog(run)).entries.length === 0)
      throw new CommandError(`there is no log of ${run} in this database`)
    found.push(run)
  }
  return found
}

interface PushContext {
  readonly store: Store
  readonly installations: Pick<Installations, 'appendToBranch'>
  readonly branch: string
}

async function pushRun(run: string, { store, installations, branch }: PushContext): Promise<PushResult> {
  const { owner, repo } = await repositoryOfRun(store, run)
  const about = { run, repository: `${owner}/${repo}` }
  const entries = requireIntact(await readRun(store, run))
  if (entries.length === 0 || entries[0]?.kind === 'pruned') return { kind: 'pruned', ...about }
  const texts = { audit: auditFileText(entries), traces: traceFileText(await store.traces(run)) }
  try {
    const addition = { ...additionOf(stepIdOfRun(run), texts), branch }
    return { ...(await installations.appendToBranch({ owner, repo }, addition)), ...about }
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error
    return { kind: 'refused', why: reason(error), ...about }
  }
}

/** Of repositories that the App may not see, GitHub says only that they do not exist. */
function reason({ kind, message }: ForgeError): string {
  return kind === 'not-found'
    ? 'the App is not installed there, or may not write to it'
    : `GitHub: ${message}`
}

function additionOf(
  step: string,
  texts: { readonly audit: string; readonly traces: string },
): Omit<Addition, 'branch'> {
  const folder = stepDirectory('', step)
  const audit = `${folder}/audit.jsonl`
  return {
    folder: '.nwave',
    files: new Map([
      [audit, texts.audit],
      ...(texts.traces === '' ? [] : [[`${folder}/traces.jsonl`, texts.traces] as const]),
    ]),
    // Not the run's id: GitHub would make a reference to the issue of `owner/repo#12`.
    message: `Add the log of ${step} [skip ci]\n`,
    refuse(path, before) {
      const line = path === audit ? contradiction(before, texts.audit) : undefined
      return line === undefined
        ? undefined
        : `line ${line} of ${path} on the branch is not what the log says here`
    },
  }
}

function describe(pushed: PushResult, branch: string): string {
  switch (pushed.kind) {
    case 'appended':
      return `${pushed.run}: added to ${branch} of ${pushed.repository} with commit ${pushed.commit}`
    case 'unchanged':
      return `${pushed.run}: is on ${branch} of ${pushed.repository} already, at commit ${pushed.commit}`
    case 'refused':
      return `${pushed.run}: not added to ${branch} of ${pushed.repository}: ${pushed.why}`
    case 'pruned':
      return `${pushed.run}: removed here by retention; ${branch} of ${pushed.repository} keeps what it has of it`
    default:
      return pushed satisfies never
  }
}
