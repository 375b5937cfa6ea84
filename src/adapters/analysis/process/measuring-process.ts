import { flushCompileCache } from 'node:module'
import type { PatchContents } from '../../../ports/analysis.ts'
import { createAnalysis } from '../analysis.ts'
import type { Asked, Fact, MeasureWork, ToMeasuring, ToServer } from './measure-messages.ts'

/** The other side of `startMeasuring`: measures one patch after the other, and asks for what it has to read. */
const waiting = new Map<number, (told: Fact) => void>()
let asked = 0

process.on('message', (message: ToMeasuring) => {
  if (message.kind === 'measure') void measure(message.work)
  else waiting.get(message.id)?.(message)
})

async function measure({ patch, reach, allowedValues, can }: MeasureWork): Promise<void> {
  const isHeldIn = (text: string) => ask<boolean>('isHeldIn', text)
  try {
    const analysis = createAnalysis({ isHeldIn })
    say({
      kind: 'measured',
      measures: await analysis.measure(patch, contentsOf(can), { reach, allowedValues }),
    })
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : 'it failed' })
  }
  // The signal that ends this process would lose what it has compiled, and the next one would compile it again.
  flushCompileCache()
}

function contentsOf(can: MeasureWork['can']): PatchContents {
  return {
    before: (path) => ask('before', path),
    after: (path) => ask('after', path),
    diff: () => ask('diff', ''),
    ...(can.hadFolder && { hadFolder: (path) => ask<boolean>('hadFolder', path) }),
    ...(can.naming && { naming: (word) => ask<readonly string[]>('naming', word) }),
  }
}

function ask<Answer>(about: Asked, argument: string): Promise<Answer> {
  asked += 1
  const id = asked
  return new Promise((resolve, reject) => {
    waiting.set(id, (told) => {
      waiting.delete(id)
      if (told.kind === 'told') resolve(told.answer as Answer)
      else reject(new Error(told.message))
    })
    say({ kind: 'ask', id, about, argument })
  })
}

function say(message: ToServer): void {
  process.send?.(message)
}
