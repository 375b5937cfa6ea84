import type {
  PublishedCall,
  PublishedDelivery,
} from '../../../packages/embedded-github/src/http/published-calls.ts'
import { complaintsAboutCall, complaintsAboutDelivery } from './complaints.ts'
import { exceptionFor } from './exceptions.ts'

export function assertDescribed(seen: {
  readonly calls: readonly PublishedCall[]
  readonly deliveries: readonly PublishedDelivery[]
}): void {
  const complaints = [
    ...seen.calls.flatMap(complaintsAboutCall),
    ...seen.deliveries.flatMap(complaintsAboutDelivery),
  ]
  const unexpected = complaints.filter((complaint) => exceptionFor(complaint) === undefined)
  const lines = new Set(unexpected.map(({ about, at, message }) => `${about}: ${at} ${message}`))
  if (lines.size > 0) throw new Error(`not as GitHub describes it:\n${[...lines].join('\n')}`)
}
