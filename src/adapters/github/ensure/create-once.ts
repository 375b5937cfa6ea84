import { setTimeout as pause } from 'node:timers/promises'
import { isUncertain } from '../connection/github-errors.ts'

/**
 * Looks, creates, and after an unclear failure looks again: a 5xx or a broken connection may come after the effect.
 * What still cannot be found is not created a second time here; the next reconcile looks once more before it tries.
 */
export async function createOnce<T>(
  pauseMs: number,
  { find, create }: { find: () => Promise<T | undefined>; create: () => Promise<T> },
): Promise<T> {
  const existing = await find()
  if (existing !== undefined) return existing
  try {
    return await create()
  } catch (error) {
    if (!isUncertain(error)) throw error
    await pause(pauseMs)
    const created = await find()
    if (created === undefined) throw error
    return created
  }
}
