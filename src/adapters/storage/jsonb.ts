import { type RawBuilder, sql } from 'kysely'

/** A document as a JSONB parameter, for both drivers. */
export function jsonb(document: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(document, (_, value) => (typeof value === 'string' ? storable(value) : value))}::text::jsonb`
}

/** Postgres refuses NUL and halves of surrogate pairs, and agents and issues may contain both: they become U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}
