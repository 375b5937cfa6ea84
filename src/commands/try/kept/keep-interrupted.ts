import { rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { repositoryDirectory, repositoryNameOf } from '@speculate-dev/embedded-github'
import { messageOf } from '@speculate-dev/system'
import { writePatchFile } from '../../../adapters/audit/patch-files.ts'
import { createWorkspace } from '../../../adapters/git/create-workspace.ts'
import { git } from '../../../adapters/git/git.ts'
import { workspaceFolder } from '../../../app/data-folders.ts'
import type { Brief } from '../../../domain/candidate/brief.ts'
import { candidateBranch } from '../../../domain/candidate/candidate.ts'
import { latestAttempt } from '../../../domain/candidate/latest-attempt.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { oneLine } from '../../../messages/foreign/foreign-text.ts'
import { commandLine, shellWord } from '../../called-as.ts'
import { appDir } from '../../local/start-database.ts'
import type { LocalRun } from '../../local/start-local.ts'
import { gitIn } from '../git.ts'
import { LOCAL_OWNER } from '../local-owner.ts'
import type { LocalIssue } from '../read-issue.ts'
import type { LocalRepository } from '../read-repository.ts'
import { keepClone } from './keep-branches.ts'
import { keepLog } from './keep-log.ts'
import { PLAIN_DIFF } from './keep-patches.ts'
import { writeRunNote } from './run-note.ts'

interface EndedRun {
  readonly local: LocalRun
  readonly repository: LocalRepository
  readonly issue: Pick<LocalIssue, 'title'>
  readonly dataDir: string
}

interface CutRun extends EndedRun {
  readonly speculation: Speculation
}

interface Left {
  readonly brief: Brief
  readonly commit: string
  readonly bundle: Uint8Array
  readonly isUnfinished: boolean
}

/**
 * Of a run that ends before its verdict, keeps the patches that were paid for, those that agents were still writing included, as
 * branches of a clone and as files beside the log. Answers what to say of them: nothing where there are none, or where the result was
 * told already.
 */
export async function keepInterrupted(run: EndedRun): Promise<string> {
  const issue = { owner: LOCAL_OWNER, repo: repositoryNameOf(run.repository.path), number: 1 }
  try {
    const speculation = await run.local.speculate.store.latestSpeculation(issue)
    if (speculation === undefined || speculation.settledAt) return ''
    return await keepAll({ ...run, speculation })
  } catch (error) {
    return `\nWhat was written by then could not be kept: ${oneLine(messageOf(error))}\n`
  }
}

async function keepAll(cut: CutRun): Promise<string> {
  const { local, speculation, repository, issue, dataDir } = cut
  const found = await Promise.all(speculation.plan.briefs.map((brief) => leftBy(brief, cut)))
  const left = found.filter((one) => one !== undefined)
  if (left.length === 0) return ''
  const name = repositoryNameOf(repository.path)
  const clone = await keepClone(
    repositoryDirectory(join(dataDir, 'github'), LOCAL_OWNER, name),
    repository,
    name,
  )
  await writeRunNote(dirname(clone), { run: dataDir, repository: repository.path, issue: issue.title })
  const log = await keepLog(local.speculate.store, speculation.id, clone)
  for (const one of left) await keepPatch(one, { clone, log, speculation })
  return [
    '',
    'What was written by then is kept, each patch as a branch of a clone:',
    `  cd ${shellWord(clone)}`,
    '',
    'What each one changes:',
    ...left.map(
      ({ brief: { id }, isUnfinished }) =>
        `  ${commandLine('why', log, id, '--patch')}${isUnfinished ? '   # not finished' : ''}`,
    ),
    '',
  ].join('\n')
}

async function leftBy(brief: Brief, cut: CutRun): Promise<Left | undefined> {
  const { store } = cut.local.speculate
  const attempt = latestAttempt(await store.attempts(cut.speculation.id), brief.id)
  if (attempt?.outcome?.kind === 'patch') {
    const { speculation, candidate, number } = attempt
    const bundle = await store.bundle({ speculation, candidate, number })
    return bundle && { brief, commit: attempt.outcome.patch.commit, bundle, isUnfinished: false }
  }
  if (attempt?.status !== 'running') return undefined
  return collected(brief, cut, attempt.number)
}

/** What lies in the work tree of an agent that is still at it. */
async function collected(
  brief: Brief,
  { speculation, dataDir }: CutRun,
  number: number,
): Promise<Left | undefined> {
  const { owner, repo, number: issue } = speculation.issue
  const folder = workspaceFolder(appDir({ dataDir }))
  const name = `${owner}.${repo}.${issue}.${speculation.run}.${brief.id}.${number}`
  const place = join(folder, 'attempts', name)
  const request = {
    workTree: { path: join(place, 'tree'), home: join(place, 'home') },
    base: speculation.base.commit,
    message: `Candidate ${brief.id}, not finished`,
    author: { name: 'Speculate', email: 'candidates@speculate.invalid' },
    maxFileBytes: speculation.settings.speculation.rejection.max_file_bytes,
    date: speculation.startedAt,
  }
  // It may not even have a work tree yet, or be in the middle of changing it.
  const result = await createWorkspace({ dataDir: folder })
    .collect(request)
    .catch(() => undefined)
  if (result?.kind !== 'patch') return undefined
  return { brief, commit: result.patch.commit, bundle: result.bundle, isUnfinished: true }
}

async function keepPatch(
  { brief, commit, bundle }: Left,
  { clone, log, speculation }: { readonly clone: string; readonly log: string } & Pick<CutRun, 'speculation'>,
): Promise<void> {
  const own = gitIn(clone)
  const branch = `refs/heads/${candidateBranch(speculation.issue, speculation.run, brief.id)}`
  if (!(await own(['rev-parse', '--verify', '--quiet', branch])).ok) {
    const file = join(dirname(clone), 'patch.bundle')
    await writeFile(file, bundle, { mode: 0o600 })
    await own(['bundle', 'unbundle', file])
    await rm(file, { force: true })
    await own(['update-ref', branch, commit])
  }
  const args = ['diff', ...PLAIN_DIFF, speculation.base.commit, branch, '--']
  const { stdout } = await git(args, { gitDir: join(clone, '.git') })
  await writePatchFile(log, brief.id, stdout)
}
