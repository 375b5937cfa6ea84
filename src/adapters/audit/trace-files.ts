import { constants } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Trace } from '../../domain/run/trace.ts'
import { ensureStepDirectory, stepDirectory } from './step-directory.ts'

export interface TraceFile {
  /** In the order of writing. */
  readonly traces: readonly Trace[]
  /** 1-based numbers of lines that are not traces: a write was cut short there, or somebody has edited the file. */
  readonly damagedLines: readonly number[]
}

/**
 * Appends one line per trace to `<root>/.nwave/speculative/<stepId>/traces.jsonl` (B6) and makes it durable.
 * A trace whose candidate already has a line with the same result is left out. Nothing written before is changed:
 * where a crash cut the last line short, the line is completed when it is one of these, else ended.
 * One process at a time may append to a step. Throws for a `stepId` that is not a plain name.
 */
export async function appendTraceFile(root: string, stepId: string, traces: readonly Trace[]): Promise<void> {
  const directory = await ensureStepDirectory(root, stepId)
  const file = await open(join(directory, FILE), APPEND, 0o600)
  try {
    const before = await file.readFile('utf8')
    const addition = missingLines(before, traces)
    if (addition === '') return
    await writeAll(file, addition)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** What `traces.jsonl` says of the traces, when nothing was in it before. */
export function traceFileText(traces: readonly Trace[]): string {
  return missingLines('', traces)
}

/** Nothing at all while the step has no file. Throws for a `stepId` that is not a plain name. */
export async function readTraceFile(root: string, stepId: string): Promise<TraceFile> {
  try {
    return parse(await readFile(join(stepDirectory(root, stepId), FILE), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return parse('')
    throw error
  }
}

const FILE = 'traces.jsonl'
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW

function missingLines(before: string, traces: readonly Trace[]): string {
  const present = new Set(parse(before).traces.map(identity))
  const lines = traces
    .filter((trace) => !present.has(identity(trace)) && present.add(identity(trace)))
    .map((trace) => `${JSON.stringify(Trace.parse(trace))}\n`)
  const fragment = before.slice(before.lastIndexOf('\n') + 1)
  if (fragment === '') return lines.join('')
  const cutShort = lines.find((line) => line.startsWith(fragment))
  if (cutShort === undefined) return ['\n', ...lines].join('')
  return [cutShort.slice(fragment.length), ...lines.filter((line) => line !== cutShort)].join('')
}

function identity({ candidate_id, result }: Trace): string {
  return `${candidate_id} ${result}`
}

/** A last line without its line break is not a line yet. */
function parse(text: string): TraceFile {
  const lines = text.split('\n').slice(0, -1)
  const parsed = lines.map(parseLine)
  return {
    traces: parsed.filter((trace) => trace !== undefined),
    damagedLines: parsed.flatMap((trace, index) => (trace === undefined ? [index + 1] : [])),
  }
}

function parseLine(line: string): Trace | undefined {
  try {
    return Trace.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

async function writeAll(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written)).bytesWritten
  }
}
