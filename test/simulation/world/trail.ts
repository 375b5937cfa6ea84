import { createHash } from 'node:crypto'

/** What has happened, line by line. */
export interface Trail {
  readonly lines: readonly string[]
  note(what: string): void
  /** Of all lines: the same run, the same digest. */
  digest(): string
}

export function createTrail(now: () => number, start: number): Trail {
  const lines: string[] = []
  return {
    lines,
    note: (what) => {
      lines.push(`${((now() - start) / 1_000).toFixed(3).padStart(9)} ${what}`)
    },
    digest: () => createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
  }
}
