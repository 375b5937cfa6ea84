/** One measure against a threat of docs/threats.md, and the test that must fail once it is gone. Paths are from the root of the clone. */
export interface Guard {
  readonly threat: `T${number}`
  /** What holds while it is there. */
  readonly holds: string
  readonly file: string
  /** Stands in the file exactly once. */
  readonly code: string
  /** What stands there instead when the guard is removed; it must still load. */
  readonly without: string
  readonly noticedBy: string
}

type Removal = readonly [holds: string, file: string, code: string, without: string, noticedBy: string]

export function guardsOf(threat: Guard['threat'], removals: readonly Removal[]): readonly Guard[] {
  return removals.map(([holds, file, code, without, noticedBy]) => ({
    threat,
    holds,
    file,
    code,
    without,
    noticedBy,
  }))
}
