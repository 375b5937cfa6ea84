import type { Kysely } from 'kysely'
import { z } from 'zod'
import { storable } from '../../../domain/storable.ts'
import type { Store } from '../../../ports/store.ts'
import { packJson } from '../packed/pack-json.ts'
import { unpacked } from '../packed/packed-column.ts'
import type { Tables } from '../tables.ts'

/** Characters. Shorter ones, which most are, are read at every look. */
const WORTH_PACKING = 600

/** What is ours on the forge, by id, and other small things to remember. */
export function commentRows(
  kysely: Kysely<Tables>,
): Pick<Store, 'writtenComments' | 'recordComment' | 'note' | 'notes' | 'setNote'> {
  return {
    async writtenComments({ owner, repo }, on) {
      if (on.length === 0) return []
      const rows = await kysely
        .selectFrom('own_comments')
        .select(['place', 'marker', 'id', 'body', 'packed'])
        .where((is) => is.and({ owner, repo }))
        .where('place', 'in', [...on])
        .orderBy('place')
        .orderBy('marker')
        .execute()
      return rows.map(({ place, marker, id, body, packed }) => ({
        ...{ on: place, marker, id: Number(id) },
        body: z.string().parse(unpacked(packed, body)),
      }))
    },

    async recordComment({ owner, repo }, { on, marker, id, body }) {
      const kept = body.length < WORTH_PACKING ? storable(body) : null
      const said = { id: String(id), body: kept, packed: kept === null ? await packJson(body) : null }
      await kysely
        .insertInto('own_comments')
        .values({ owner, repo, place: on, marker, ...said })
        .onConflict((conflict) => conflict.columns(['owner', 'repo', 'place', 'marker']).doUpdateSet(said))
        .execute()
    },

    async note(name) {
      const row = await kysely.selectFrom('notes').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value
    },

    async notes(names) {
      if (names.length === 0) return new Map()
      const rows = await kysely
        .selectFrom('notes')
        .select(['name', 'value'])
        .where('name', 'in', [...names])
        .execute()
      return new Map(rows.map(({ name, value }) => [name, value]))
    },

    async setNote(name, value) {
      await kysely
        .insertInto('notes')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute()
    },
  }
}
