import type { Job } from 'pg-boss'
import { Errand, errandKey, isSwept } from '../../../domain/errand.ts'
import type { QueueHandlers } from '../../../ports/queue.ts'
import { longDue } from './long-due.ts'

/** As pg-boss takes it. */
export function errandJob(errand: Errand) {
  return { data: errand, singletonKey: errandKey(errand), startAfter: longDue() }
}

interface ErrandContext {
  readonly handle: NonNullable<QueueHandlers['errand']>
  readonly onError: (error: unknown, during: string) => void
}

/** Does one; throws where it is to be done again. */
export async function doErrand({ data }: Job<unknown>, { handle, onError }: ErrandContext): Promise<void> {
  const errand = Errand.parse(data)
  await handle(errand).catch((error: unknown) => {
    onError(error, errandKey(errand))
    if (!isSwept(errand)) throw error
  })
}
