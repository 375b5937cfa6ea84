import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { readPatch } from '../../../src/adapters/git/read-patch.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { measurePatch } from '../../../src/effects/measure-patch.ts'
import { effectiveGates, guardPatch, trippedGates } from '../../../src/stages/gates/gates.ts'
import { type CommitKind, kindOfCommit } from './commit-kind.ts'
import { type Commit, listCommits, repositoryAt } from './list-commits.ts'
import { createReachOfCommits } from './reach-of-commits.ts'
import { type Trip, tripsOf } from './trips.ts'

export interface HistoryRequest {
  readonly repo: string
  readonly ref: string
  readonly last: number
  /** Commands that judge, where no workflow does. */
  readonly verify: readonly string[]
  readonly log: (message: string) => void
}

export interface Judged extends Pick<Commit, 'commit' | 'subject'> {
  readonly kind: CommitKind
  readonly trips: readonly Trip[]
}

export interface History {
  readonly repo: string
  readonly judged: readonly Judged[]
  /** Commits that no candidate can be made of, and why. */
  readonly unread: readonly { readonly commit: string; readonly why: string }[]
  /** On whose base no check was known, so that nothing was known to judge. */
  readonly withoutChecks: number
  readonly gates: readonly string[]
  /** Gates that ask for more than a commit and its parent tell. */
  readonly leftOut: readonly string[]
}

/** What a commit cannot tell: its pull request and checks, what its author reports, which other candidates there were. */
const LEFT_OUT: readonly string[] = [
  'branch taken',
  'head moved',
  'closed',
  'conflict',
  'required check',
  'stage',
  'confidence',
  'leaves red',
  'fewer tests',
  'fixtures differ',
  'duplicate',
]

/** Runs the gates over real commits, one after another, as they are run over candidates. */
export async function judgeHistory({ repo, ref, last, verify, log }: HistoryRequest): Promise<History> {
  const settings = Settings.parse({})
  const gitDir = await repositoryAt(repo)
  const commits = await listCommits({ gitDir, ref, last })
  const reachOf = createReachOfCommits({ gitDir, settings, verify })
  const analysis = createAnalysis()
  const judged: Judged[] = []
  const unread: History['unread'][number][] = []
  let withoutChecks = 0
  const judge = async (one: Commit) => {
    const { commit, parent, subject } = one
    const read = await readPatch({ gitDir, base: parent, tip: parent, commit })
    if (read.kind !== 'patch') throw new Error(read.detail)
    const { patch, contents } = read
    const reach = await reachOf(parent)
    if (reach === undefined) withoutChecks += 1
    const name = commit.slice(0, 10)
    const measures = await measurePatch({ analysis, log }, { patch, contents, reach, name })
    const facts = { candidate: 'a', branch: name, branchHead: undefined, pullRequest: undefined }
    const known = { id: 'a', place: 0, settings, stage: 'green' as const, patch, measures, facts }
    const candidate = { ...known, confidence: undefined, verification: undefined }
    // The gates of the guard are among those of the candidate: together they are what a run asks.
    const results = [...guardPatch(candidate), ...trippedGates(candidate)]
    judged.push({ commit, subject, kind: kindOfCommit(one, patch), trips: tripsOf(results, measures) })
  }
  for (const [index, one] of commits.entries()) {
    try {
      await judge(one)
    } catch (error) {
      unread.push({ commit: one.commit, why: error instanceof Error ? error.message : String(error) })
    }
    if ((index + 1) % 25 === 0) log(`${index + 1} of ${commits.length} commits`)
  }
  const names = effectiveGates(settings).map((gate) => gate.name)
  const gates = names.filter((name) => !LEFT_OUT.includes(name))
  return { repo, judged, unread, withoutChecks, gates, leftOut: LEFT_OUT }
}
