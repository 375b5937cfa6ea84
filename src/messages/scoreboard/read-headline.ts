import { CandidateId } from '../../domain/candidate/candidate.ts'

/** How a run had ended, as far as its scoreboard says so. */
export type ShownEnd =
  | { readonly kind: 'promoted'; readonly candidate: CandidateId; readonly isTakenBack: boolean }
  | { readonly kind: 'escalated' }

const HEADLINE = /^## Speculation on #\d+: (.*?)\r?$/m
const PROMOTED = /^`([^`]+)` (is promoted|was promoted, )/

/** Out of the second line of a scoreboard of ours, whatever version wrote it; undefined while the run was going on. */
export function readHeadline(body: string): ShownEnd | undefined {
  const line = headlineOf(body)
  const [, id, words] = PROMOTED.exec(line) ?? []
  const candidate = CandidateId.safeParse(id)
  if (candidate.success)
    return { kind: 'promoted', candidate: candidate.data, isTakenBack: words !== 'is promoted' }
  return /^no candidate is promoted|^stopped before a verdict$|^`[^`]+` was chosen by a person$/.test(line)
    ? { kind: 'escalated' }
    : undefined
}

const STARTER = /^> Started by `([^`]+)` with `/

/** Who has started the run by a command, out of a scoreboard of ours; undefined where the label has. */
export function readStarter(body: string): string | undefined {
  const line = ownLines(body).find((one) => STARTER.test(one))
  return line === undefined ? undefined : STARTER.exec(line)?.[1]
}

/** Without blocks of code: they quote text of others, such as that of the issue, which may look like a line of ours. */
function ownLines(body: string): readonly string[] {
  let fence: string | undefined
  return body.split(/\r?\n/).filter((line) => {
    const isOwn = fence === undefined
    if (isOwn) fence = /^(`{3,})text$/.exec(line)?.[1]
    else if (line === fence) fence = undefined
    return isOwn
  })
}

/** What stands in the place of a scoreboard says why no run began, or what it waits for before it does. */
export function saysNotStarted(body: string): boolean {
  return ['not started', 'waiting'].includes(headlineOf(body))
}

function headlineOf(body: string): string {
  return HEADLINE.exec(body.slice(0, 1_000))?.[1] ?? ''
}
