import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { asMapping, type Mapping } from './data.ts'
import { keysWrittenTwice } from './keys-written-twice.ts'

/** A workflow file as it is written. */
export interface WorkflowFile {
  readonly root: Mapping
  /** In the order of the file. */
  readonly jobs: readonly WrittenJob[]
}

interface WrittenJob {
  readonly id: string
  /** Undefined where it is not a mapping. */
  readonly job: Mapping | undefined
  /** Of all that is written of it, from 1. */
  readonly lines: Lines
  /** Of each of its keys. */
  readonly keyLines: Readonly<Record<string, number>>
}

interface Lines {
  readonly first: number
  readonly last: number
}

/** Why nothing of a file can be read. */
export interface Unreadable {
  readonly unreadable: string
  /** Where, if it is one place. */
  readonly line?: number | undefined
}

/** GitHub reads no longer ones either. */
const MAX_BYTES = 512 * 1024
const MAX_ALIASES = 100

/** The one way in which workflow files are read here; whoever asks makes of it what the question needs. Never throws. */
export function readWorkflowFile(text: string): WorkflowFile | Unreadable {
  if (Buffer.byteLength(text) > MAX_BYTES) return { unreadable: `longer than ${MAX_BYTES} bytes` }
  try {
    const counter = new LineCounter()
    const document = parseDocument(text, {
      merge: false,
      uniqueKeys: false,
      logLevel: 'silent',
      lineCounter: counter,
    })
    const [problem] = document.errors
    if (problem) return { unreadable: sentenceOf(problem.message), line: problem.linePos?.[0].line }
    const [twice] = keysWrittenTwice(document)
    if (twice !== undefined)
      return { unreadable: 'Map keys must be unique', line: counter.linePos(twice).line }
    const root = asMapping(document.toJS({ maxAliasCount: MAX_ALIASES }))
    return root ? { root, jobs: jobsOf(root, document, counter) } : { unreadable: 'it is not a mapping' }
  } catch {
    return { unreadable: 'it nests too deep, or is made of aliases to grow' }
  }
}

/** What follows shows the place. */
function sentenceOf(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '')
}

function jobsOf(root: Mapping, document: Document, counter: LineCounter): WrittenJob[] {
  const places = placesIn(document.get('jobs', true), counter)
  const nowhere = { first: 1, last: 1, keyLines: {} }
  return Object.entries(asMapping(root.jobs) ?? {}).map(([id, value]) => {
    const { keyLines, ...lines } = places.get(id) ?? nowhere
    return { id, job: asMapping(value), lines, keyLines }
  })
}

interface Place extends Lines {
  readonly keyLines: Readonly<Record<string, number>>
}

function placesIn(node: unknown, counter: LineCounter): ReadonlyMap<string, Place> {
  const lineOf = (offset: number) => counter.linePos(offset).line
  if (!isMap(node)) return new Map()
  return new Map(
    node.items.flatMap(({ key, value }): [string, Place][] => {
      if (!isScalar(key) || !key.range) return []
      const [start, end] = [key.range[0], rangeOf(value)?.[1] ?? key.range[1]]
      const first = lineOf(start)
      const keys = [...placesIn(value, counter)].map(([name, place]) => [name, place.first] as const)
      const lines = { first, last: Math.max(first, lineOf(end)) }
      return [[String(key.value), { ...lines, keyLines: Object.fromEntries(keys) }]]
    }),
  )
}

function rangeOf(node: unknown): readonly number[] | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) ? range : undefined
}
