import { type RawBuilder, sql } from 'kysely'
import { canonicalJson } from '../../domain/canonical-json.ts'

/** A document as a JSONB parameter. */
export function jsonb(document: unknown): RawBuilder<unknown> {
  return sql`${canonicalJson(document)}::text::jsonb`
}
