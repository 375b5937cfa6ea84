import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { readPatch } from '../../../src/adapters/git/patch/read-patch.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { measurePatch } from '../../../src/effects/attempt/measure-patch.ts'
import { guardPatch, trippedGates } from '../../../src/stages/gates/gates.ts'
import { changedFiles } from './changed-files.ts'
import { type CommitKind, changesCode, isCodePath, kindOfCommit } from './commit-kind.ts'
import type { Commit } from './list-commits.ts'
import { createReachOfCommits } from './reach-of-commits.ts'
import { takesBack } from './takes-back.ts'
import { type Trip, tripsOf } from './trips.ts'

export interface Judging {
  readonly gitDir: string
  /** Commands that judge, where no workflow does. */
  readonly verify: readonly string[]
  /** All others are left out. */
  readonly only: 'ordinary' | 'code' | undefined
}

export interface Judged extends Pick<Commit, 'commit' | 'subject'> {
  readonly kind: CommitKind
  /** Whatever else it does. */
  readonly changesCode: boolean
  readonly trips: readonly Trip[]
  /** On the base no check was known, so that nothing was known to judge. */
  readonly isWithoutChecks: boolean
}

export type Answer =
  | { readonly kind: 'judged'; readonly judged: Judged }
  | { readonly kind: 'left-out' }
  /** No candidate can be made of it. */
  | { readonly kind: 'unread'; readonly commit: string; readonly why: string }
  | { readonly kind: 'log'; readonly message: string }

/** Runs the gates over one commit after another, as they are run over candidates. */
export function createJudge({ gitDir, verify, only }: Judging, log: (message: string) => void) {
  const settings = Settings.parse({})
  const reachOf = createReachOfCommits({ gitDir, settings, verify })
  const analysis = createAnalysis()
  const judge = async (one: Commit): Promise<Answer> => {
    const { commit, parent, subject } = one
    const files = await changedFiles({ gitDir, parent, commit })
    const isCode = changesCode(files)
    if (only !== undefined && !isCode) return { kind: 'left-out' }
    const paths = files.map(({ path }) => path).filter(isCodePath)
    const kind = kindOfCommit(
      files,
      isCode && (await takesBack({ gitDir, parent, commit, paths }, isCodePath)),
    )
    if (only === 'ordinary' && kind !== 'ordinary') return { kind: 'left-out' }
    const read = await readPatch({ gitDir, base: parent, tip: parent, commit })
    if (read.kind !== 'patch') throw new Error(read.detail)
    const { patch, contents } = read
    const reach = await reachOf(parent)
    const name = commit.slice(0, 10)
    const repository = { owner: 'history', repo: 'history' }
    const measures = await measurePatch({ analysis, log }, { patch, contents, repository, reach, name })
    const facts = { candidate: 'a', branch: name, branchHead: undefined, pullRequest: undefined }
    const known = { id: 'a', place: 0, settings, stage: 'green' as const, patch, measures, facts }
    const candidate = { ...known, confidence: undefined, verification: undefined }
    // The gates of the guard are among those of the candidate: together they are what a run asks.
    const results = [...guardPatch(candidate), ...trippedGates(candidate)]
    const trips = tripsOf(results, measures)
    return {
      kind: 'judged',
      judged: { commit, subject, kind, changesCode: isCode, trips, isWithoutChecks: reach === undefined },
    }
  }
  return (one: Commit): Promise<Answer> =>
    judge(one).catch((error: unknown) => ({
      kind: 'unread',
      commit: one.commit,
      why: error instanceof Error ? error.message : String(error),
    }))
}
