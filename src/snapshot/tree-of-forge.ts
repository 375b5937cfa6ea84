import type { RepositoryRef } from '../domain/issue/issue.ts'
import type { Forge } from '../ports/forge.ts'
import type { BaseTree } from '../ports/reach.ts'

const MAX_FILE_BYTES = 256 * 1024
/**
 * The files that usually judge in a repository: fetched in one or two queries, before they are asked for one by one.
 */
const FIRST =
  /^(\.github\/(workflows|actions)\/.*\.ya?ml|(.*\/)?(package\.json|[Mm]akefile|GNUmakefile|composer\.json|Rakefile|pyproject\.toml|tox\.ini|setup\.cfg|noxfile\.py|[Jj]ustfile|Taskfile\.ya?ml|deno\.jsonc?)|\.cargo\/config(\.toml)?|pnpm-workspace\.yaml|lerna\.json|(scripts?|ci|\.ci|tools|hack)\/[^/]+\.(sh|bash|js|mjs|cjs|ts|py))$/
const MAX_FIRST = 100
/** Following one reference may take a request. */
const MAX_REQUESTS = 60

interface Batch {
  readonly paths: string[]
  readonly texts: Promise<ReadonlyMap<string, string>>
}

/** The files of a commit that the forge lists. What is asked for at the same time is read in one request, and nothing is read twice. */
export function treeOfForge(
  forge: Pick<Forge, 'readTextFiles'>,
  repository: RepositoryRef,
  { commit, paths }: { readonly commit: string; readonly paths: readonly string[] },
): { tree: BaseTree; isCut: () => boolean } {
  const read = (some: readonly string[]) =>
    forge.readTextFiles(repository, commit, { paths: some, maxBytes: MAX_FILE_BYTES })
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
