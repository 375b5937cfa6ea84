import type { RequiredCheck } from '../domain/checks/contract.ts'
import type { Reach } from '../domain/checks/reach.ts'
import type { IssueRef } from '../domain/issue/issue.ts'
import type { Settings } from '../domain/settings.ts'
import type { Forge } from '../ports/forge.ts'
import type { BaseTree, DeriveReach } from '../ports/reach.ts'
import { compactJudges } from '../stages/plan/compact-judges.ts'

const MAX_FILE_BYTES = 256 * 1024
/**
 * The files that usually judge in a repository: fetched in one or two queries, before they are asked for one by one.
 */
const FIRST =
  /^(\.github\/(workflows|actions)\/.*\.ya?ml|(.*\/)?(package\.json|[Mm]akefile|GNUmakefile|composer\.json|Rakefile|pyproject\.toml|tox\.ini|setup\.cfg|noxfile\.py|[Jj]ustfile|Taskfile\.ya?ml|deno\.jsonc?)|\.cargo\/config(\.toml)?|pnpm-workspace\.yaml|lerna\.json|(scripts?|ci|\.ci|tools|hack)\/[^/]+\.(sh|bash|js|mjs|cjs|ts|py))$/
const MAX_FIRST = 100
/** Following one reference may take a request. */
const MAX_REQUESTS = 60

interface ReachInput {
  readonly commit: string
  readonly checks: readonly RequiredCheck[]
  readonly settings: Settings
}

/** E10: what the checks of a contract run and read, from the base commit alone: one request lists its files, a few read many at once. */
export async function readReach(
  { forge, deriveReach }: { readonly forge: Forge; readonly deriveReach: DeriveReach },
  issue: IssueRef,
  { commit, checks, settings }: ReachInput,
): Promise<Reach> {
  const { paths, complete } = await forge.listTree(issue, commit)
  const { judges, may_change: mayChange } = settings.verifier
  const { tree, isCut } = readingTogether(paths, (some) =>
    forge.readTextFiles(issue, commit, { paths: some, maxBytes: MAX_FILE_BYTES }),
  )
  const reach = await deriveReach({ checks, tree, judges, mayChange })
  const [first] = checks
  const cut = (why: string) => ({ check: first?.name ?? '', what: commit, why })
  return {
    ...reach,
    judges: compactJudges(reach.judges),
    unfollowed: [
      ...reach.unfollowed,
      ...(complete ? [] : [cut('the forge lists only a part of its files')]),
      ...(isCut() ? [cut('more of its files would have to be read than one run may ask for')] : []),
    ],
  }
}

interface Batch {
  readonly paths: string[]
  readonly texts: Promise<ReadonlyMap<string, string>>
}

/** What is asked for at the same time is read in one request, and nothing is read twice. */
function readingTogether(
  paths: readonly string[],
  read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): { tree: BaseTree; isCut: () => boolean } {
  let requests = 0
  const known = new Map<string, Promise<string | undefined>>()
  let waiting: Batch | undefined
  const ask = (path: string) => {
    waiting ??= begin()
    waiting.paths.push(path)
    const text = waiting.texts.then((texts) => texts.get(path))
    known.set(path, text)
    return text
  }
  const begin = (): Batch => {
    const asked: string[] = []
    const send = () => {
      waiting = undefined
      requests += 1
      return requests > MAX_REQUESTS ? Promise.resolve(new Map<string, string>()) : read(asked)
    }
    return { paths: asked, texts: Promise.resolve().then(send) }
  }
  const first = paths.filter((path) => FIRST.test(path) && !path.includes('node_modules/'))
  const tree = {
    paths,
    read: (path: string) => {
      if (known.size === 0) for (const one of first.slice(0, MAX_FIRST)) ask(one).catch(() => {})
      return known.get(path) ?? ask(path)
    },
  }
  return { tree, isCut: () => requests > MAX_REQUESTS }
}
