import type { IssueRef, RepositoryRef } from '../domain/issue/issue.ts'
import type { Watched } from '../ports/store.ts'

/** A question to the store, which only somebody who is watched has an answer to. */
export interface LookUp {
  readonly name: string
  readonly find: () => Promise<readonly IssueRef[]>
}

export interface WatchedNames {
  /** The issues of a name that was watched at the last reading; none for all others, without a question to the store. */
  find(lookUp: LookUp): Promise<readonly IssueRef[]>
}

export interface WatchedNamesOptions {
  readonly read: () => Promise<readonly Watched[]>
  /** Told what a name was found to be watched for after it had been passed over. */
  readonly foundLate: (issues: readonly IssueRef[]) => Promise<void>
  /** How old the last reading may be, in milliseconds. */
  readonly readEveryMs?: number
}

export function pullRequestName({ owner, repo }: RepositoryRef, number: number): string {
  return `${owner}/${repo}#${number}`
}

export function branchName({ owner, repo }: RepositoryRef, branch: string): string {
  return `${owner}/${repo}@${branch}`
}

/**
 * Keeps in memory whom runs watch besides their own candidates, so that what strangers do costs no query. Any process may change that:
 * it is read anew every few seconds while events ask for it, and what was passed over meanwhile is looked at again then. A process that
 * dies in these seconds leaves it to the sweep.
 */
export function createWatchedNames(options: WatchedNamesOptions): WatchedNames {
  const { read, foundLate, readEveryMs = 5_000 } = options
  const passedOver = new Map<string, LookUp>()
  let known: { readonly names: ReadonlySet<string>; readonly at: number } | undefined
  let reading: Promise<ReadonlySet<string>> | undefined
  let isPlanned = false

  const readOnce = async () => {
    const before = [...passedOver.values()]
    const at = performance.now()
    const names = new Set((await read()).flatMap(namesOf))
    known = { names, at }
    // What was passed over again meanwhile may have been entered after this reading.
    for (const lookUp of before) if (passedOver.get(lookUp.name) === lookUp) passedOver.delete(lookUp.name)
    void findLate(before.filter(({ name }) => names.has(name))).catch(() => {})
    return names
  }
  const findLate = async (lookUps: readonly LookUp[]) => {
    for (const { find } of lookUps) await foundLate(await find())
  }
  const readAnew = () => {
    reading ??= readOnce().finally(() => {
      reading = undefined
    })
    return reading
  }
  const readLater = () => {
    if (isPlanned) return
    isPlanned = true
    setTimeout(() => {
      isPlanned = false
      readAnew().catch(readLater)
    }, readEveryMs).unref()
  }
  return {
    async find(lookUp) {
      const isFresh = known && performance.now() - known.at < readEveryMs
      const names = known && isFresh ? known.names : await readAnew()
      if (names.has(lookUp.name)) return lookUp.find()
      passedOver.set(lookUp.name, lookUp)
      readLater()
      return []
    },
  }
}

function namesOf({ pullRequests, branch, ...repository }: Watched): readonly string[] {
  const branches = branch === undefined ? [] : [branchName(repository, branch)]
  return [...pullRequests.map((number) => pullRequestName(repository, number)), ...branches]
}
