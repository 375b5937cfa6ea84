import type { RawBuilder } from 'kysely'
import { bytea, fromBase64 } from '../bytea.ts'
import { packJson, unpackJson } from './pack-json.ts'

/** A document as the value of a column of bytes. */
export async function packed(document: unknown): Promise<RawBuilder<Uint8Array>> {
  return bytea(await packJson(document))
}

/** What such a column holds, read `asBase64`; `before` where it is empty, as in rows from before it was packed. */
export function unpacked(base64: string | null, before: unknown): unknown {
  const bytes = fromBase64(base64)
  return bytes === undefined ? before : unpackJson(bytes)
}
