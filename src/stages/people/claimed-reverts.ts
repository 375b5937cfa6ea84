import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { BranchCommit } from '../../domain/forge/branch-commit.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { later } from '../../domain/later.ts'
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
  const byStart = Map.groupBy(history, ({ oid }) => oid.slice(0, SHORTEST_ID))
  const keyOf = (name: string): string | undefined => {
    if (/^[#"]/.test(name)) return name
    if (merged.commits.some((commit) => commit.startsWith(name))) return own
    const found = byStart.get(name.slice(0, SHORTEST_ID))?.find(({ oid }) => oid.startsWith(name))
    return found && keyOfCommit(found)
  }
  const claims: Claim[] = []
  for (const { change, titles, texts } of changesOf(history)) {
    if (change.key === own || merged.commits.includes(change.key)) {
      for (const title of titles) known.set(titled(title), { change: undefined })
      continue
    }
    if (Date.parse(change.at) > until) continue
    const names = [...texts.flatMap((text) => namedIn(text, merged.repository)), ...titles.flatMap(quotedIn)]
    const target = names.map((name) => known.get(keyOf(name) ?? '')).find((found) => found !== undefined)
    if (!target) continue
    claims.push({ change, of: target.change })
    for (const key of [change.key, ...titles.map(titled)]) known.set(key, { change })
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
  /** The first lines of its commits. */
  readonly titles: readonly string[]
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
      const titles = messages.map((message) => (message.split(/\r?\n/, 1)[0] ?? '').slice(0, MAX_TITLE))
      return [{ change, titles, texts: [...messages, ...(pull ? [pull.body] : [])] }]
    })
    .toReversed()
    .sort((one, other) => Date.parse(one.change.at) - Date.parse(other.change.at))
}

function keyOfCommit({ oid, pull }: BranchCommit): string {
  return pull ? `#${pull.number}` : oid
}

/** What git writes, what GitHub's button writes, and what people make of both; only where a line begins with it. */
const REVERTS =
  /^(?:This )?reverts? (?:(?:commit )?([0-9a-f]{7,64})\b|(?:(?:PR|pull request) )?([\w.-]{1,100}\/[\w.-]{1,100})?#(\d{1,9})\b)/gim

/** As `REVERTS` wants at least of an id. */
const SHORTEST_ID = 7
const MAX_TEXT = 20_000
const MAX_TITLE = 500

/** Ids of commits, and `#` with the number of a pull request of this repository. */
function namedIn(text: string, { owner, repo }: RepositoryRef): readonly string[] {
  return [...text.slice(0, MAX_TEXT).matchAll(REVERTS)].flatMap(([, commit, repository, number]) => {
    if (commit !== undefined) return [commit.toLowerCase()]
    const isHere = repository === undefined || repository.toLowerCase() === `${owner}/${repo}`.toLowerCase()
    return isHere ? [`#${number}`] : []
  })
}

/** A squash may leave nothing but the title, and that quotes the one of what is taken back. */
function quotedIn(title: string): readonly string[] {
  const [, word, quoted] = /^(Revert|Reapply) "(.+)"/i.exec(title) ?? []
  if (word === undefined || quoted === undefined) return []
  if (word.toLowerCase() === 'reapply') return [titled(`Revert "${quoted}"`)]
  const number = / \((#\d{1,9})\)$/.exec(quoted)?.[1]
  return [titled(quoted), ...(number === undefined ? [] : [number])]
}

/** GitHub puts the number of the pull request behind the title of a squash. */
function titled(title: string): string {
  return `"${title.replace(/ \(#\d{1,9}\)$/, '').trim()}`
}
