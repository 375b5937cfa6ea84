import { pause } from '@speculate-dev/system'
import { isUncertain } from '../connection/sending/github-errors.ts'

interface CreateOnce<T> {
  readonly find: () => Promise<T | undefined>
  readonly create: () => Promise<T>
  /** Nobody has tried before. */
  readonly isNew?: boolean | undefined
}

/**
 * Looks, unless it is known to be new, creates, and after an unclear failure looks again: a 5xx or a broken connection may come after
 * the effect. What still cannot be found is not created a second time here; the next reconcile looks once more before it tries.
 */
export async function createOnce<T>(
  pauseMs: number,
  { find, create, isNew = false }: CreateOnce<T>,
): Promise<T> {
  const existing = isNew ? undefined : await find()
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
