import type { Kysely } from 'kysely'
import { canonicalJson } from '../../../domain/canonical-json.ts'
import { AuditEntry } from '../../../domain/run/audit.ts'
import { jsonb } from '../jsonb.ts'
import type { Tables } from '../tables.ts'
import { packText, unpackJson } from './pack-json.ts'

/** Of a text; a shorter one has little to save. */
const WORTH_PACKING = 200

/** What a payload is read from. */
const PAYLOAD = ['seq', 'kind', 'payload', 'packed'] as const
const COLUMNS = ['speculation', 'at', 'prev', 'hash', ...PAYLOAD] as const

type Place = Pick<AuditEntry, 'seq' | 'kind'>

interface KeptPayload extends Place {
  readonly payload: unknown
  readonly packed: Uint8Array | null
}

/**
 * The columns of an entry's payload. A short one is kept as it is, a longer one packed after the first entry of its chain, which tells how
 * the run began and is repeated in most of the others. The hashes are over the payload itself.
 */
export async function keepPayload(
  kysely: Kysely<Tables>,
  { speculation, seq, kind, payload }: Pick<AuditEntry, 'speculation' | 'seq' | 'kind' | 'payload'>,
) {
  const text = canonicalJson(payload)
  if (text.length < WORTH_PACKING) return { payload: jsonb(payload), packed: null }
  const first = standsAlone({ seq, kind }) ? undefined : await firstOf(kysely, speculation)
  return { payload: null, packed: await packText(text, first && textOf(first)) }
}

/** The entries of a chain, in order. One whose payload cannot be read any more has null in its place, which its hash is not of. */
export async function readEntries(kysely: Kysely<Tables>, speculation: string): Promise<AuditEntry[]> {
  const rows = await kysely
    .selectFrom('audit')
    .select(COLUMNS)
    .where('speculation', '=', speculation)
    .orderBy('seq')
    .execute()
  const first = rows.find(({ seq }) => seq === 1)
  const after = first && textOf(first)
  return rows.map(({ packed, ...row }) =>
    AuditEntry.parse({ ...row, payload: readPayload({ ...row, packed }, after) }),
  )
}

async function firstOf(kysely: Kysely<Tables>, speculation: string): Promise<KeptPayload | undefined> {
  return kysely
    .selectFrom('audit')
    .select(PAYLOAD)
    .where((is) => is.and({ speculation, seq: 1 }))
    .executeTakeFirst()
}

/** What says that the others were let go has to be read without them. */
function standsAlone({ seq, kind }: Place): boolean {
  return seq === 1 || kind === 'pruned'
}

function textOf(first: KeptPayload): string {
  return canonicalJson(readPayload(first, undefined))
}

function readPayload({ payload, packed, ...place }: KeptPayload, after: string | undefined): unknown {
  // What somebody has written beside it counts, so that it is noticed.
  if (packed === null || payload !== null) return payload
  try {
    return unpackJson(packed, standsAlone(place) ? undefined : after)
  } catch {
    return null
  }
}
