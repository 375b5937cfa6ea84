import { type Issue, isPullRequest, type Repository } from '@speculate-dev/embedded-github'

export interface Place {
  readonly repository: Repository
  readonly issue: number
}

/** What a person sees of an issue and of the drafts for it, by the name of each page. */
type Page = ReadonlyMap<
  string,
  { readonly facts: readonly string[]; readonly comments: ReadonlyMap<number, Said> }
>

interface Said {
  readonly by: string
  readonly lines: readonly string[]
}

/** The pages as they are, and what is otherwise on them than before, in words that are the same for every issue. */
export function toldOf({ repository, issue, before }: Place & { readonly before: Page | undefined }) {
  const names = namesOf(repository, issue)
  const page: Page = new Map(
    [...names].map(([number, name]) => [name, pageOf(repository, { number, names })] as const),
  )
  const text = [...page].flatMap(([name, now]) => {
    const then = before?.get(name)
    const facts = changed(then?.facts ?? [], now.facts)
    const said = [...now.comments].flatMap(([id, comment]) => saidText(comment, then?.comments.get(id)))
    const gone = [...(then?.comments ?? [])].filter(([id]) => !now.comments.has(id))
    const all = [...facts, ...said, ...gone.flatMap(([, { by }]) => ['', `A comment of ${by} is gone.`])]
    return all.length === 0 ? [] : [`## ${name}`, '', ...all, '']
  })
  return { page, text: text.join('\n').replaceAll(/\n{3,}/g, '\n\n') || 'Nothing.\n' }
}

/** Of the issue, its drafts, and what was opened beside them. */
export function namesOf(repository: Repository, issue: number): ReadonlyMap<number, string> {
  const drafts = repository.issues.filter(isPullRequest).flatMap(({ number, pull }): [number, string][] => {
    const [, of, run, candidate] = /^speculate\/(\d+)\.(\d+)\/(.+)$/.exec(pull.head.ref) ?? []
    return Number(of) === issue ? [[number, `${candidate}${run === '1' ? '' : ` of run ${run}`}`]] : []
  })
  return new Map([[issue, 'the issue'], ...drafts])
}

interface Naming {
  readonly number: number
  readonly names: ReadonlyMap<number, string>
}

function pageOf(repository: Repository, { number, names }: Naming) {
  const issue = repository.issues.find((one) => one.number === number)
  const comments = repository.comments.filter((one) => one.issue === number)
  return {
    facts: issue ? factsOf(repository, issue) : ['gone'],
    comments: new Map(
      comments.map(({ id, author, body, reactions = [] }) => {
        const heard = reactions.map(({ content }) => `(${content})`)
        return [id, { by: author, lines: [...alike(body, { number, names }).split('\n'), ...heard] }] as const
      }),
    ),
  }
}

function factsOf(repository: Repository, issue: Issue): string[] {
  const { pull, labels, locked } = issue
  const named = labels.map((id) => repository.labels.find((label) => label.id === id)?.name ?? '?')
  const check = repository.checkRuns.findLast(
    ({ name, headSha }) => name === 'speculate' && headSha === pull?.head.sha,
  )
  return [
    pull?.mergedAt ? 'merged' : issue.state,
    ...(pull ? [pull.draft ? 'a draft' : 'ready for review', `into ${pull.base.ref}`] : []),
    ...named.map((name) => `label ${name}`),
    ...(locked ? ['locked'] : []),
    ...(pull?.requestedReviewers ?? []).map((login) => `${login} is asked for a review`),
    ...(pull?.autoMerge ? ['auto-merge'] : []),
    ...(check ? [`check: ${check.conclusion ?? check.status}, ${check.output.title ?? ''}`] : []),
  ]
}

function changed(then: readonly string[], now: readonly string[]): string[] {
  return [
    ...then.filter((line) => !now.includes(line)).map((line) => `- no longer: ${line}`),
    ...now.filter((line) => !then.includes(line)).map((line) => `- now: ${line}`),
  ]
}

/** A new comment as it stands there; of one that was edited, the lines that are otherwise. */
function saidText({ by, lines }: Said, then: Said | undefined): string[] {
  if (!then) return ['', `${by} says:`, '', ...lines.map((line) => `> ${line}`.trim())]
  if (then.lines.join('\n') === lines.join('\n')) return []
  const less = then.lines.filter((line) => line.trim() !== '' && !lines.includes(line))
  const more = lines.filter((line) => line.trim() !== '' && !then.lines.includes(line))
  return [
    '',
    `a comment of ${by}:`,
    '',
    '```diff',
    ...less.map((line) => `- ${line}`),
    ...more.map((line) => `+ ${line}`),
    '```',
  ]
}

/** Without what is folded, of which other tests have the words, and without what is different each time. */
function alike(text: string, { names }: Naming): string {
  const [issue] = names.keys()
  return [...names]
    .reduce(
      (said, [number, name]) =>
        said.replaceAll(new RegExp(`(#|/pull/|/issues/)${number}\\b`, 'g'), `$1‹${name}›`),
      text,
    )
    .replaceAll(new RegExp(`\\b${issue}\\.(\\d)\\b`, 'g'), 'ISSUE.$1')
    .replaceAll(new RegExp(`\\b(near|far)-${issue}\\.js`, 'g'), '$1.js')
    .replaceAll(/<details>\n<summary>(.*)<\/summary>[\s\S]*?<\/details>\n*/g, '($1)\n')
    .replaceAll(/\b[0-9a-f]{7,40}\b/g, 'COMMIT')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? UTC/g, 'TIME')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'GITHUB')
    .replaceAll(/(speculate:reply )\S+/g, '$1…')
    .replaceAll(/(issuecomment-|\/runs\/|\/job\/|gh pr reopen )\d+/g, '$1…')
}
