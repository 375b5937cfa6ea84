import { pause } from '@speculate-dev/system'
import { statusOf } from '../connection/sending/github-errors.ts'

const TRIES = 4

/** Repeats a call that answers 404, because what has just been created is not visible everywhere at once. */
export async function afterCreation<T>(pauseMs: number, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (statusOf(error) !== 404 || attempt === TRIES) throw error
      await pause(pauseMs * attempt)
    }
  }
}
