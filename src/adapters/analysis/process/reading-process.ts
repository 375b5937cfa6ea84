import { flushCompileCache } from 'node:module'
import { answerAll, type Question, type Questions } from './answer-all.ts'

export type ReadingAnswer<Q extends keyof Questions> =
  | { readonly answer: Questions[Q]['answer'] }
  | { readonly isAll: true }

/** The other side of `startReading`: says each answer when it is known, until nobody asks any more. */
process.on('message', async (question: Question) => {
  await answerAll(question, (answer) => process.send?.({ answer }))
  // The signal that ends this process would lose what it has compiled, and the next one would compile it again.
  flushCompileCache()
  process.send?.({ isAll: true })
})
