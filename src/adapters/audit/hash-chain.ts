import { canonicalJson } from '../../domain/canonical-json.ts'
import type { AuditEntry, AuditEvent, ChainHead } from '../../domain/run/audit.ts'
import { sha256 } from '../../domain/sha256.ts'

/** `prev` of the first entry of a chain. */
export const GENESIS = '0'.repeat(64)

/** The entry that follows `last` in the chain of `speculation`. */
export function nextEntry(
  speculation: string,
  { at, kind, payload }: AuditEvent,
  last: ChainHead | undefined,
): AuditEntry {
  const entry = { speculation, seq: (last?.seq ?? 0) + 1, at, kind, payload, prev: last?.hash ?? GENESIS }
  return { ...entry, hash: hashOf(entry) }
}

/** SHA-256 over the canonical JSON of everything in the entry but the hash itself. */
export function hashOf({ speculation, seq, at, kind, payload, prev }: Omit<AuditEntry, 'hash'>): string {
  return jsonDigest({ speculation, seq, at, kind, payload, prev })
}

/** Equal for the same event recorded again: the time of writing is not part of it. */
export function eventDigest({ kind, payload }: Pick<AuditEvent, 'kind' | 'payload'>): string {
  return jsonDigest({ kind, payload })
}

/** SHA-256 over the canonical JSON of the value, in hexadecimal. */
export function jsonDigest(value: object): string {
  return sha256(canonicalJson(value))
}
