import type { Kysely, Selectable } from 'kysely'
import { type Attempt, AttemptOutcome, chargeAtEnd } from '../../../domain/candidate/attempt.ts'
import { StoredAttempt } from '../../../domain/candidate/stored-attempt.ts'
import type { AttemptEndEvent } from '../../../domain/run/audit.ts'
import { storable } from '../../../domain/storable.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { AttemptKey, Store } from '../../../ports/store.ts'
import { jsonb } from '../jsonb.ts'
import { packJson } from '../packed/pack-json.ts'
import { unpacked } from '../packed/packed-column.ts'
import type { Tables } from '../tables.ts'
import { hasRoom } from './budget-rows.ts'
import { inTransaction } from './in-transaction.ts'
import { appendEntry } from './log/audit-chain-rows.ts'

type AttemptRows = Pick<
  Store,
  'attempts' | 'insertAttempt' | 'beginAttempt' | 'heartbeat' | 'endAttempt' | 'bundle'
>

export function attemptRows(kysely: Kysely<Tables>): AttemptRows {
  return {
    async attempts(speculation) {
      const rows = await kysely
        .selectFrom('attempts')
        .select(COLUMNS)
        .where('speculation', '=', speculation)
        .orderBy('position')
        .execute()
      return rows.map(toAttempt)
    },

    insertAttempt: (attempt, limits) =>
      inTransaction(kysely, async (transaction) => {
        if (limits && !(await hasRoom(transaction, attempt, limits))) return false
        await transaction
          .insertInto('attempts')
          .values(await toRow(attempt))
          .onConflict((on) => on.columns(['speculation', 'candidate', 'number']).doNothing())
          .execute()
        return true
      }),

    beginAttempt: (key, at) =>
      changed(
        unended(kysely, key).set({
          status: 'running',
          started_at: at,
          heartbeat_at: at,
        }),
      ),

    heartbeat: (key, at, progress) =>
      changed(
        unended(kysely, key).set({
          heartbeat_at: at,
          ...withoutUndefined({
            progress: progress === undefined ? undefined : storable(progress.slice(0, PROGRESS_LENGTH)),
          }),
        }),
      ),

    async endAttempt(key, at, given, bundle) {
      const outcome = AttemptOutcome.parse(given)
      await inTransaction(kysely, async (transaction) => {
        const row = await transaction
          .selectFrom('attempts')
          .select(COLUMNS)
          .where((is) => is.and(primaryKey(key)))
          .where('ended_at', 'is', null)
          .forUpdate()
          .executeTakeFirst()
        if (!row) return
        await unended(transaction, key)
          .set({
            status: 'ended',
            ended_at: at,
            ...(await outcomeColumns(outcome)),
            charged: jsonb(chargeAtEnd(toAttempt(row), at, outcome)),
            bundle: bundle ?? null,
          })
          .execute()
        const { speculation, candidate, number } = key
        const payload: AttemptEndEvent = { candidate, number, toolchain: row.toolchain, outcome }
        await appendEntry(transaction, speculation, { at, kind: 'attempt-ended', payload })
      })
    },

    async bundle(key) {
      const row = await kysely
        .selectFrom('attempts')
        .select('bundle')
        .where((is) => is.and(primaryKey(key)))
        .executeTakeFirst()
      return row?.bundle ? new Uint8Array(row.bundle) : undefined
    },
  }
}

/** All but `bundle`, which may be megabytes. */
const COLUMNS = [
  'speculation',
  'candidate',
  'number',
  'toolchain',
  'status',
  'queued_at',
  'started_at',
  'heartbeat_at',
  'ended_at',
  'progress',
  'outcome',
  'packed_outcome',
  'granted',
  'task',
  'review_of',
  'entered',
  'plans',
  'proves',
  'distinguishes',
  'charged',
] as const

/** `Attempt.progress` allows this much; a longer line of an agent is cut rather than refused. */
const PROGRESS_LENGTH = 300

const primaryKey = ({ speculation, candidate, number }: AttemptKey) => ({
  speculation,
  candidate,
  number,
})

function unended(kysely: Kysely<Tables>, key: AttemptKey) {
  return kysely
    .updateTable('attempts')
    .where((is) => is.and(primaryKey(key)))
    .where('ended_at', 'is', null)
}

async function changed(update: {
  executeTakeFirst(): Promise<{ readonly numUpdatedRows: bigint }>
}): Promise<boolean> {
  return (await update.executeTakeFirst()).numUpdatedRows > 0n
}

async function toRow(attempt: Attempt) {
  const { queuedAt, startedAt, heartbeatAt, endedAt, progress, outcome, grant, charged, ...rest } = attempt
  const { task, ...same } = rest
  return {
    ...same,
    queued_at: queuedAt,
    started_at: startedAt ?? null,
    heartbeat_at: heartbeatAt ?? null,
    ended_at: endedAt ?? null,
    progress: progress === undefined ? null : storable(progress),
    ...(outcome ? await outcomeColumns(outcome) : { outcome: null, packed_outcome: null }),
    granted: grant ? jsonb(grant) : null,
    task: jsonb(task),
    charged: grant || charged ? jsonb(charged ?? grant) : null,
  }
}

/** What the database itself asks of it is what was used. */
async function outcomeColumns(outcome: AttemptOutcome) {
  return { outcome: jsonb({ usage: outcome.usage }), packed_outcome: await packJson(outcome) }
}

type AttemptRow = Pick<Selectable<Tables['attempts']>, (typeof COLUMNS)[number]>

function toAttempt(row: AttemptRow): Attempt {
  const {
    queued_at,
    started_at,
    heartbeat_at,
    ended_at,
    progress,
    outcome,
    packed_outcome,
    granted,
    charged,
    task,
    review_of,
    entered,
    plans,
    proves,
    distinguishes,
    ...same
  } = row
  return StoredAttempt.parse({
    ...same,
    queuedAt: queued_at,
    ...withoutUndefined({
      startedAt: started_at ?? undefined,
      heartbeatAt: heartbeat_at ?? undefined,
      endedAt: ended_at ?? undefined,
      progress: progress ?? undefined,
      outcome: unpacked(packed_outcome, outcome) ?? undefined,
      grant: granted ?? undefined,
      task: task ?? undefined,
      reviewOf: review_of ?? undefined,
      entered: entered ?? undefined,
    }),
    ...(plans === true ? { plans } : {}),
    ...withoutUndefined({
      proves: proves ?? undefined,
      distinguishes: distinguishes ?? undefined,
      charged: charged ?? undefined,
    }),
  })
}
