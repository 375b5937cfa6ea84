import type { Source } from '../../job/source/prepare-source.ts'
import type { CheckoutInputs } from './read-inputs.ts'

/** What is to be checked out, as actions/checkout tells it apart. */
export interface Wanted {
  /** Empty where only a commit is named. */
  readonly ref: string
  readonly commit: string | undefined
}

/** What started the run, unless a ref is named. */
export function wantedOf(ref: string, { ref: own, sha }: Pick<Source, 'ref' | 'sha'>): Wanted {
  if (ref === '') return { ref: own, commit: sha }
  return /^[\da-f]{40}$/i.test(ref) ? { ref: '', commit: ref.toLowerCase() } : { ref, commit: undefined }
}

/** As in `ref-helper.ts` of actions/checkout. */
export function fetchedRefs(
  { ref, commit }: Wanted,
  { fetchDepth, fetchTags }: Pick<CheckoutInputs, 'fetchDepth' | 'fetchTags'>,
): readonly string[] {
  const from = commit ?? ref
  const [, kind, name] = /^refs\/(heads|pull|tags)\/(.+)$/is.exec(ref) ?? []
  const pull = kind?.toLowerCase() === 'pull' ? [`+${from}:refs/remotes/pull/${name}`] : []
  const commits = ref === '' && commit !== undefined ? [commit] : []
  if (fetchDepth === 0) return [ALL_BRANCHES, ALL_TAGS, ...pull, ...commits]
  const tags = fetchTags ? [ALL_TAGS] : []
  const own = (pattern: string) => (fetchTags ? [] : [pattern])
  switch (kind?.toLowerCase()) {
    case 'heads':
      return [...tags, `+${from}:refs/remotes/origin/${name}`]
    case 'pull':
      return [...tags, ...pull]
    case 'tags':
      return [...tags, ...own(`+${ref}:${ref}`)]
    default:
      if (commit !== undefined) return [...tags, commit]
      if (/^refs\//i.test(ref)) return [...tags, `+${ref}:${ref}`]
      return [
        ...tags,
        `+refs/heads/${ref}*:refs/remotes/origin/${ref}*`,
        ...own(`+refs/tags/${ref}*:refs/tags/${ref}*`),
      ]
  }
}

const ALL_BRANCHES = '+refs/heads/*:refs/remotes/origin/*'
const ALL_TAGS = '+refs/tags/*:refs/tags/*'
