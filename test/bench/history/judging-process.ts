import { type Answer, createJudge, type Judging } from './judge-commit.ts'
import type { Commit } from './list-commits.ts'

/** A process of its own, told first how to judge and then commit by commit; it answers each. */
export type Order =
  | { readonly kind: 'begin'; readonly judging: Judging }
  | { readonly kind: 'judge'; readonly commit: Commit }

const answer = (one: Answer) => process.send?.(one)
let judge: ReturnType<typeof createJudge> | undefined

process.on('message', async (order: Order) => {
  if (order.kind === 'begin')
    judge = createJudge(order.judging, (message) => answer({ kind: 'log', message }))
  else if (judge) answer(await judge(order.commit))
})
