import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Attempt } from '../../domain/candidate/attempt.ts'
import { attemptName } from '../../domain/run/attempt-name.ts'
import { issueOfSpeculation, type Speculation } from '../../domain/run/speculation.ts'

/** One call of an agent to its model, as far as it is shown. Foreign text. */
const TranscriptCall = z.object({
  time: z.string(),
  model: z.string(),
  status: z.number().optional(),
  ended: z.string().optional(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  ms: z.number(),
  request: z.string(),
  response: z.string(),
})
export type TranscriptCall = z.infer<typeof TranscriptCall>

export interface ShownTranscript {
  readonly calls: readonly TranscriptCall[]
  /** There is more than is shown. */
  readonly isCut: boolean
}

/** A page of more than that no browser is happy with. */
const MAX_BYTES = 1_000_000

type Run = Pick<Speculation, 'id' | 'issue' | 'run'>

/** `CANDIDATE.NUMBER` of the attempts of a run whose transcripts lie here. */
export async function keptTranscripts(folder: string | undefined, run: Run): Promise<ReadonlySet<string>> {
  if (folder === undefined) return new Set()
  const names = new Set(await readdir(folder).catch(() => []))
  const prefixes = [...new Set(namesOf(run, { candidate: '', number: 0 }))].map((name) => name.slice(0, -2))
  const kept = [...names].flatMap((name) => {
    const prefix = prefixes.find((one) => name.startsWith(one))
    return prefix !== undefined && name.endsWith(ENDING) ? [name.slice(prefix.length, -ENDING.length)] : []
  })
  return new Set(kept)
}

/** Undefined where none is kept here. */
export async function readTranscript(
  folder: string | undefined,
  run: Run,
  attempt: Pick<Attempt, 'candidate' | 'number'>,
): Promise<ShownTranscript | undefined> {
  if (folder === undefined) return undefined
  for (const name of namesOf(run, attempt)) {
    const text = await beginningOf(join(folder, `${name}${ENDING}`))
    if (text !== undefined) return parse(text)
  }
  return undefined
}

const ENDING = '.ndjson'

/** By the repository's name of now, and by that of when the run began. */
function namesOf(run: Run, attempt: Pick<Attempt, 'candidate' | 'number'>): readonly string[] {
  return [run.issue, issueOfSpeculation(run.id)].map((issue) => attemptName({ issue, run: run.run }, attempt))
}

async function beginningOf(path: string): Promise<string | undefined> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return undefined
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

function parse(text: string): ShownTranscript {
  const lines = text.split('\n').filter((line) => line !== '')
  const calls = lines.flatMap((line) => {
    const { data } = TranscriptCall.safeParse(jsonOf(line))
    return data ? [data] : []
  })
  return { calls, isCut: calls.length < lines.length }
}

/** The last line may have been cut off. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
