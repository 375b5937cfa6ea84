import { unpackJson } from './pack-json.ts'

/** The document in a column that `packJson` has filled; `before` where it is null, as in rows from before it was packed. */
export function unpacked(bytes: Uint8Array | null, before: unknown): unknown {
  return bytes === null ? before : unpackJson(bytes)
}
