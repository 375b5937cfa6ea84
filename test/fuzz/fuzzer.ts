import fc from 'fast-check'
import { expectUnpolluted } from './mutate/hostile.ts'

/** One reader of foreign text, or several that are given the same, and what must hold whatever they are given. */
export interface Fuzzer {
  readonly name: string
  /** With a limit, an input that takes more milliseconds of processor time fails as well. */
  property(maxMs?: number, onInput?: (input: unknown) => void): fc.IAsyncProperty<unknown>
  /** Ends what its runs have started. */
  close(): Promise<void>
}

export interface FuzzerParts<T> {
  readonly name: string
  readonly input: fc.Arbitrary<T>
  /** Throws where something does not hold. */
  readonly holds: (input: T) => void | Promise<void>
  readonly close?: () => Promise<void>
}

export function createFuzzer<T>({ name, input, holds, close }: FuzzerParts<T>): Fuzzer {
  const run = async (given: T, maxMs: number) => {
    const before = process.threadCpuUsage()
    await holds(given)
    expectUnpolluted()
    const { user, system } = process.threadCpuUsage(before)
    const ms = (user + system) / 1_000
    if (ms > maxMs) throw new Error(`took ${Math.round(ms)} ms of processor time`)
  }
  return {
    name,
    property: (maxMs = Number.POSITIVE_INFINITY, onInput = () => {}) =>
      fc.asyncProperty(input, (given) => {
        onInput(given)
        return run(given, maxMs)
      }) as fc.IAsyncProperty<unknown>,
    close: close ?? (() => Promise.resolve()),
  }
}

/** Throws, with what was seen, where the condition does not hold. */
export function expectThat(condition: boolean, sentence: string, seen?: unknown): void {
  if (condition) return
  throw new Error(seen === undefined ? sentence : `${sentence}: ${JSON.stringify(seen)?.slice(0, 2_000)}`)
}

/** Throws where the two differ as JSON. */
export function expectSame(seen: unknown, expected: unknown, sentence: string): void {
  const [one, other] = [JSON.stringify(seen), JSON.stringify(expected)]
  if (one !== other)
    throw new Error(`${sentence}: ${one?.slice(0, 1_000)} instead of ${other?.slice(0, 1_000)}`)
}
