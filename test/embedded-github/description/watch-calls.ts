import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, afterEach } from 'vitest'
import type {
  PublishedCall,
  PublishedDelivery,
} from '../../../packages/embedded-github/src/http/published-calls.ts'

/** Fails each test in which an embedded GitHub of this process said or was told something that GitHub's description does not have. */
export function watchCalls(): void {
  const calls: PublishedCall[] = []
  const deliveries: PublishedDelivery[] = []
  const onCall = (call: unknown) => calls.push(call as PublishedCall)
  const onDelivery = (delivery: unknown) => deliveries.push(delivery as PublishedDelivery)
  subscribe('embedded-github:call', onCall)
  subscribe('embedded-github:delivery', onDelivery)

  const judgeWhatWasSeen = async () => {
    const seen = { calls: calls.splice(0), deliveries: deliveries.splice(0) }
    if (seen.calls.length + seen.deliveries.length === 0) return
    const { assertDescribed } = await import('./assert-described.ts')
    assertDescribed(seen)
  }
  afterEach(judgeWhatWasSeen)
  afterAll(async () => {
    unsubscribe('embedded-github:call', onCall)
    unsubscribe('embedded-github:delivery', onDelivery)
    await judgeWhatWasSeen()
  })
}
