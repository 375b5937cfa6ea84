import fc from 'fast-check'
import type { Proposals } from '../../../../src/domain/candidate/proposals.ts'

const word = fc.constantFrom(
  'fix',
  'client',
  'server',
  'queue',
  'key',
  'cache',
  'table',
  'lock',
  'retry',
  'log',
)
const prose = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
const text = fc.oneof(
  { weight: 4, arbitrary: prose },
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('<!-- x -->', '@everyone ![](http://x)', '`'.repeat(7), '\u202E', 'a'.repeat(2_001)),
)
const id = fc.oneof(
  { weight: 4, arbitrary: word },
  fc.constantFrom('planner', 'A', '../x', ''),
  fc.string({ maxLength: 50 }),
)

/** What the adapter lets through, good or bad. */
export const anyProposals: fc.Arbitrary<Proposals> = fc.record({
  dimension: fc.oneof(
    { weight: 4, arbitrary: fc.constant('where it goes') },
    text.map((one) => one.slice(0, 400)),
  ),
  strategies: fc.array(
    fc.record({
      id,
      value: text.map((one) => one.slice(0, 400)),
      strategy: text,
      constraints: fc.array(text, { maxLength: 22 }),
    }),
    { maxLength: 8 },
  ),
})
