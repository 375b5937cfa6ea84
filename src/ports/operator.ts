import type { RunEvent } from '../domain/run/run-event.ts'

/** Tells whoever operates the server how a run goes on. Never throws, and never waits. */
export type Observe = (event: RunEvent) => void

interface Trouble {
  /** The speculation or the issue that it is about. */
  readonly run?: string | undefined
  /** `error` is for what does not get better by itself; default `warn`. */
  readonly level?: 'info' | 'warn' | 'error' | undefined
  /** What happens now, or what there is to do: a sentence. */
  readonly next?: string | undefined
}

/** Tells the operator what went wrong, in a sentence. */
export type Log = (message: string, trouble?: Trouble) => void
