import { type RawBuilder, sql } from 'kysely'

/** Bytes as a parameter. Base64 on the way: PGlite's own encoding of bytes takes most of a second per megabyte, and nothing else runs meanwhile. */
export function bytea(bytes: Uint8Array): RawBuilder<Uint8Array> {
  return sql<Uint8Array>`decode(${Buffer.from(bytes).toString('base64')}, 'base64')`
}

/** A column of bytes to be selected, for `fromBase64`. */
export function asBase64(column: string): RawBuilder<string | null> {
  return sql<string | null>`encode(${sql.ref(column)}, 'base64')`
}

export function fromBase64(text: string | null | undefined): Buffer | undefined {
  return text ? Buffer.from(text, 'base64') : undefined
}
