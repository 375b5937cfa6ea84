import { parentPort, workerData } from 'node:worker_threads'
import fc, { type RunDetails } from 'fast-check'
import { FUZZERS } from './fuzzers.ts'

export interface FuzzOrder {
  readonly name: string
  readonly seed: number
  readonly minutes: number
}

export type FuzzMessage =
  | { readonly kind: 'input'; readonly input: string }
  | { readonly kind: 'end'; readonly ok: boolean; readonly said: string }

/** Processor time that no honest input of this size needs. */
const MAX_MS = 4_000

const { name, seed, minutes } = workerData as FuzzOrder
const fuzzer = FUZZERS.find((one) => one.name === name)
if (!fuzzer) throw new Error(`no fuzzer ${name}`)
const tell = (message: FuzzMessage) => parentPort?.postMessage(message)
let tried = 0
const property = fuzzer.property(MAX_MS, (input) => {
  tried += 1
  tell({ kind: 'input', input: readable(input) })
})
const details = await fc.check(property, {
  seed,
  numRuns: Number.MAX_SAFE_INTEGER,
  interruptAfterTimeLimit: minutes * 60_000,
  markInterruptAsFailure: false,
})
await fuzzer.close()
const said = details.failed ? `${tried} inputs\n${failure(details)}` : `${tried} inputs`
tell({ kind: 'end', ok: !details.failed, said })

function failure({ errorInstance, counterexample, counterexamplePath }: RunDetails<unknown>): string {
  const why = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : errorInstance
  return `${why}\npath ${counterexamplePath}\n${readable(counterexample)}`
}

/** Bytes as the text that they are for the most part. */
function readable(input: unknown): string {
  return JSON.stringify(
    input,
    (_, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString() : value),
    1,
  )
}

function isBytes(value: unknown): value is { readonly data: readonly number[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'Buffer' &&
    'data' in value
  )
}
