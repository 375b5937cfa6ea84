import { flushCompileCache } from 'node:module'
import { type ReadRun, readRun } from '../../proof/output/read-run.ts'
import type { RunWork } from '../../proof/output/read-run-aside.ts'
import { type CodeAnswer, type CodeWork, compareCode } from '../complexity/compare-code.ts'
import {
  readAndCompare,
  type TestsAnswer,
  type TestsWork,
} from '../content/tests/compare/read-and-compare.ts'

/** What the process can be asked, by what it is about: the work for it, and what is said of each part of that. */
export interface Questions {
  readonly code: { readonly work: CodeWork; readonly answer: CodeAnswer }
  readonly tests: { readonly work: TestsWork; readonly answer: TestsAnswer }
  readonly run: { readonly work: RunWork; readonly answer: ReadRun }
}

export type Question = {
  [Q in keyof Questions]: Pick<Questions[Q], 'work'> & { readonly about: Q }
}[keyof Questions]

export type ReadingAnswer<Q extends keyof Questions> =
  | { readonly answer: Questions[Q]['answer'] }
  | { readonly isAll: true }

/** The other side of `startReading`: says each answer when it is known, until nobody asks any more. */
process.on('message', async (question: Question) => {
  await answerAll(question)
  // The signal that ends this process would lose what it has compiled, and the next one would compile it again.
  flushCompileCache()
  process.send?.({ isAll: true })
})

async function answerAll(question: Question): Promise<void> {
  const say = (answer: Questions[keyof Questions]['answer']) => process.send?.({ answer })
  switch (question.about) {
    case 'code':
      return compareCode(question.work, say)
    case 'tests':
      say(await readAndCompare(question.work))
      return
    case 'run':
      say(readRun(question.work.end, question.work, question.work))
      return
    default:
      return question satisfies never
  }
}
