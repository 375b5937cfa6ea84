import type { Kysely } from 'kysely'
import type { Store } from '../../../ports/store.ts'
import { storable } from '../jsonb.ts'
import type { Tables } from '../tables.ts'

/** What is ours on the forge, by id, and other small things to remember. */
export function commentRows(
  kysely: Kysely<Tables>,
): Pick<Store, 'writtenComments' | 'recordComment' | 'note' | 'setNote'> {
  return {
    async writtenComments({ owner, repo }, on) {
      if (on.length === 0) return []
      const rows = await kysely
        .selectFrom('own_comments')
        .select(['place', 'marker', 'id', 'body'])
        .where((is) => is.and({ owner, repo }))
        .where('place', 'in', [...on])
        .orderBy('place')
        .orderBy('marker')
        .execute()
      return rows.map(({ place, marker, id, body }) => ({ on: place, marker, id: Number(id), body }))
    },

    async recordComment({ owner, repo }, { on, marker, id, body }) {
      const said = { id: String(id), body: storable(body) }
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

    async setNote(name, value) {
      await kysely
        .insertInto('notes')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute()
    },
  }
}
