import { CandidateId, ToolchainName } from '../domain/candidate/candidate.ts'

/**
 * The first line of the scoreboard on an issue, and of the note on each of its pull requests. It finds our comment among our own; it
 * proves nothing about who wrote it (T6).
 */
export function scoreboardMarker(speculationId: string): string {
  return `<!-- speculate:scoreboard ${strictId(speculationId)} -->`
}

/** The first line of a candidate's pull request: enough to rebuild a lost store from what GitHub shows. */
export function candidateMarker(speculationId: string, candidate: CandidateId): string {
  return `<!-- speculate:candidate ${strictId(speculationId)} ${CandidateId.parse(candidate)} -->`
}

/** The first line of the comment on a winner about the tests that it lacks. */
export function graftsMarker(speculationId: string): string {
  return `<!-- speculate:grafts ${strictId(speculationId)} -->`
}

/** The first line of the comment that says why a draft which nobody chose was closed. */
export function leftoverMarker(speculationId: string, candidate: CandidateId): string {
  return `<!-- speculate:leftover ${strictId(speculationId)} ${CandidateId.parse(candidate)} -->`
}

/** The first line of a review that we post on a draft. */
export function reviewMarker(speculationId: string, candidate: CandidateId, reviewer: ToolchainName): string {
  const about = `${CandidateId.parse(candidate)} ${ToolchainName.parse(reviewer)}`
  return `<!-- speculate:review ${strictId(speculationId)} ${about} -->`
}

/** The first line of our answer to a command, which names the comment that it answers. */
export function replyMarker(comment: number): string {
  return `<!-- speculate:reply ${comment} -->`
}

/** Whether the text starts with the marker; one that was quoted further down does not count. */
export function hasMarker(body: string, marker: string): boolean {
  return body.split(/\r?\n/, 1)[0] === marker
}

const SPECULATION_ID = /^[A-Za-z0-9._-]{1,100}\/[A-Za-z0-9._-]{1,100}#[1-9]\d{0,9}\.[1-9]\d{0,5}$/

function strictId(id: string): string {
  if (!SPECULATION_ID.test(id))
    throw new Error(`not a speculation id: ${JSON.stringify(id)}; expected owner/repo#issue.run`)
  return id
}

/** What the marker of a scoreboard names, where the text begins with one. */
export function readScoreboardMarker(body: string): string | undefined {
  const id = /^<!-- speculate:scoreboard (\S+) -->\r?$/.exec(firstLine(body))?.[1]
  return id !== undefined && SPECULATION_ID.test(id) ? id : undefined
}

/** What the marker of a candidate's pull request names, where the text begins with one. */
export function readCandidateMarker(
  body: string,
): { readonly speculation: string; readonly candidate: CandidateId } | undefined {
  const [, speculation = '', id] = /^<!-- speculate:candidate (\S+) (\S+) -->\r?$/.exec(firstLine(body)) ?? []
  const candidate = CandidateId.safeParse(id)
  return SPECULATION_ID.test(speculation) && candidate.success
    ? { speculation, candidate: candidate.data }
    : undefined
}

function firstLine(body: string): string {
  return body.split('\n', 1)[0] ?? ''
}
