import type { Store } from '../../../src/ports/store.ts'
import { exampleAttempt, exampleSpeculation } from '../examples.ts'

export const keyOf = ({ speculation, candidate, number }: ReturnType<typeof exampleAttempt>) => ({
  speculation,
  candidate,
  number,
})

export async function inserted(store: Store, owner: string) {
  const speculation = exampleSpeculation(owner)
  await store.insertSpeculation(speculation)
  const attempt = exampleAttempt(speculation)
  await store.insertAttempt(attempt)
  return attempt
}
