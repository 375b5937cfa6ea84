import { expect, it } from 'vitest'
import { pendingFiles } from '../time/pending-files.ts'
import { takeTime } from '../time/virtual-time.ts'
import { deliverer } from './deliveries.ts'
import { createTrail } from './trail.ts'

it('gives up on a delivery that its process dies with, as GitHub does, so that it can be asked for again', async () => {
  const time = takeTime(0, pendingFiles)
  try {
    const send = deliverer({
      time,
      trail: createTrail(time.now, 0),
      receiver: () => () => new Promise(() => {}),
      ways: () => [100],
    })
    const sent = send('http://app', { body: '{}', signal: AbortSignal.timeout(10_000) }).catch(String)
    await time.pass(20_000)
    expect(await Promise.race([sent, 'not answered'])).toMatch('timed out')
  } finally {
    time.giveBack()
  }
})
