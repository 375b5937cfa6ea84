import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { later } from '../../domain/later.ts'
import type { BranchCommit } from '../../domain/run/branch-commit.ts'
import { REVERT_WITHIN_MS, type Revert } from '../../domain/run/revert.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'

/** What was merged into the base branch, and is watched. */
export interface Merged {
  readonly candidate: CandidateId
  readonly repository: RepositoryRef
  readonly pullRequest: number
  /** What of it may be named in the base branch: its last commit, the judged one, and what the merge has made of them. */
  readonly commits: readonly string[]
  readonly at: string
}

/** A change in the base branch's history: all commits of one pull request, or a commit that was pushed. */
export interface Change {
  readonly key: string
  readonly commit: string
  readonly pullRequest?: number | undefined
  readonly by?: string | undefined
  readonly at: string
}

/** A change that says that it takes back what was merged, or a change that says so. What it really does is not looked at here. */
export interface Claim {
  readonly change: Change
  /** Undefined: what was merged. */
  readonly of: Change | undefined
}

/**
 * Claims in the history of the base branch, oldest first, in the words of git and of GitHub's button. A text anywhere else counts for nothing: neither a comment,
 * nor a pull request that was not merged, nor one that was merged elsewhere. `history`: the newest first.
 */
export function claimedReverts(history: readonly BranchCommit[], merged: Merged): readonly Claim[] {
  const until = Date.parse(later(merged.at, REVERT_WITHIN_MS))
  const own = `#${merged.pullRequest}`
  const known = new Map<string, { readonly change: Change | undefined }>([[own, { change: undefined }]])
  const keyOf = (name: string) =>
    name.startsWith('#')
      ? name
      : merged.commits.some((commit) => commit.startsWith(name))
        ? own
        : keysOf(history.filter(({ oid }) => oid.startsWith(name)))[0]
  const claims: Claim[] = []
  for (const { change, texts } of changesOf(history)) {
    if (change.key === own || Date.parse(change.at) > until) continue
    const target = texts
      .flatMap((text) => namedIn(text, merged.repository))
      .map((name) => known.get(keyOf(name) ?? ''))
      .find((found) => found !== undefined)
    if (!target) continue
    claims.push({ change, of: target.change })
    known.set(change.key, { change })
  }
  return claims
}

/** What has become of it, oldest first: whoever takes back what takes it back puts it there again. */
export function revertsOf(
  claims: readonly (Claim & { readonly lines: Revert['lines'] })[],
  candidate: CandidateId,
): readonly Revert[] {
  const kinds = new Map<string, Revert['kind']>()
  return claims.flatMap(({ change, of, lines }) => {
    const before = of === undefined ? 'reapplied' : kinds.get(of.key)
    // What it takes back has taken nothing back.
    if (before === undefined) return []
    const kind = before === 'reapplied' ? 'reverted' : 'reapplied'
    kinds.set(change.key, kind)
    const { key: _, commit, at, ...told } = change
    return [{ kind, candidate, commit, ...withoutUndefined(told), lines, at }]
  })
}

interface Told {
  readonly change: Change
  readonly texts: readonly string[]
}

/** Oldest first. */
function changesOf(history: readonly BranchCommit[]): Told[] {
  const groups = [...Map.groupBy(history, keyOfCommit).values()]
  return groups
    .flatMap(([newest, ...rest]): Told[] => {
      if (!newest) return []
      const { oid, pull, login, at } = newest
      const by = pull?.mergedBy ?? login
      const about = withoutUndefined({ pullRequest: pull?.number, by })
      const change = { key: keyOfCommit(newest), commit: oid, ...about, at: pull?.mergedAt ?? at }
      const messages = [newest, ...rest].map(({ message }) => message)
      return [{ change, texts: [...messages, ...(pull ? [pull.body] : [])] }]
    })
    .toReversed()
    .sort((one, other) => Date.parse(one.change.at) - Date.parse(other.change.at))
}

function keyOfCommit({ oid, pull }: BranchCommit): string {
  return pull ? `#${pull.number}` : oid
}

function keysOf(commits: readonly BranchCommit[]): readonly string[] {
  return [...new Set(commits.map(keyOfCommit))]
}

/** What git writes, and what GitHub's button writes; only where a line begins with it. */
const REVERTS =
  /^(?:This reverts commit ([0-9a-f]{7,64})\b|Reverts ([\w.-]{1,100}\/[\w.-]{1,100})?#(\d{1,9})\b)/gim

const MAX_TEXT = 20_000

/** Ids of commits, and `#` with the number of a pull request of this repository. */
function namedIn(text: string, { owner, repo }: RepositoryRef): readonly string[] {
  return [...text.slice(0, MAX_TEXT).matchAll(REVERTS)].flatMap(([, commit, repository, number]) => {
    if (commit !== undefined) return [commit.toLowerCase()]
    const isHere = repository === undefined || repository.toLowerCase() === `${owner}/${repo}`.toLowerCase()
    return isHere ? [`#${number}`] : []
  })
}
