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

const STARTER = /^> Started by `([^`]+)` with `/m

/** Who has started the run by a command, out of a scoreboard of ours; undefined where the label has. */
export function readStarter(body: string): string | undefined {
  return STARTER.exec(body)?.[1]
}

/** What stands in the place of a scoreboard says why no run began. */
export function saysNotStarted(body: string): boolean {
  return headlineOf(body) === 'not started'
}

function headlineOf(body: string): string {
  return HEADLINE.exec(body.slice(0, 1_000))?.[1] ?? ''
}
