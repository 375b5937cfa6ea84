import type { Row } from '../../../domain/judgement/row.ts'

/** How long each candidate has been at it, from the moment it left the queue until it was judged. */
export interface Stopwatches {
  /** `1:05`; empty for one that has not begun. */
  read(row: Row): string
}

/** `now` in milliseconds. */
export function createStopwatches(now: () => number): Stopwatches {
  const began = new Map<string, number>()
  const ended = new Map<string, number>()
  return {
    read({ candidate, phase }) {
      if (phase === 'queued') return ''
      // Judged at the first look: nothing of it was seen here.
      if (phase === 'judged' && !began.has(candidate)) return ''
      if (!began.has(candidate)) began.set(candidate, now())
      // A verdict may be taken back while others are still looked at.
      if (phase !== 'judged') ended.delete(candidate)
      else if (!ended.has(candidate)) ended.set(candidate, now())
      return clock((ended.get(candidate) ?? now()) - (began.get(candidate) ?? 0))
    },
  }
}

/** `0:05`, `12:34`, `1:02:03`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
