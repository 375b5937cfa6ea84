import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannerOf } from '../../../src/domain/candidate/manner.ts'
import { changeSubject } from '../../../src/messages/pull-request/change-subject.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { hostileText } from '../hostile.ts'

const patch = aPatch('one', [aFile('src/client.js'), aFile('test/client.test.js')])
const said = (rationale: string, manner?: 'conventional' | 'area' | 'plain') =>
  changeSubject(aSpeculation(manner ? { manner } : {}), { rationale, patch })

describe('V22: what a patch changes, in a line', () => {
  it.each([
    [undefined, 'Send the same key on every retry'],
    ['plain', 'Send the same key on every retry'],
    ['conventional', 'fix(client): send the same key on every retry'],
    ['area', 'client: Send the same key on every retry'],
  ] as const)('is written in the manner of the repository: %s', (manner, line) => {
    expect(said('Send the same key on every retry. It was made anew each time.', manner)).toBe(line)
  })

  it.each([
    [''],
    ['Done.'],
    ['I changed the client so that it works'],
    ['This patch is great and does the right thing'],
    [`${'very '.repeat(40)}long`],
    ['- [x] a list of things'],
  ])('is the title of the issue where the report has none: %j', (rationale) => {
    expect(said(rationale)).toBe('Retry charges twice')
  })

  it('V45: gives no order to servers and bots', () => {
    const line = said('Fixes #7 [skip ci] for @maya and GH-9')
    expect(line).toBe('Fixes ＃7 (skip ci) for ＠maya and GH‑9')
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const manner of ['plain', 'conventional', 'area'] as const) {
          const spoken = changeSubject(
            aSpeculation({ manner, snapshot: { title: text, body: '', hash: '' } }),
            {
              rationale: text,
              patch,
            },
          )
          expect(spoken).not.toMatch(/[\n[\]<>`]|@[\p{L}\p{N}]|#\d|GH-\d|:\/\//iu)
          expect(Array.from(spoken).length).toBeLessThanOrEqual(72)
        }
      }),
    )
  })

  it('calls an addition one, and names the folder of several files', () => {
    const several = aPatch('one', [aFile('src/pay/a.js'), aFile('src/pay/b.js')])
    const speculation = aSpeculation({ manner: 'conventional' })
    expect(changeSubject(speculation, { rationale: 'Add a limit for retries.', patch: several })).toBe(
      'feat(pay): add a limit for retries',
    )
    const apart = aPatch('one', [aFile('a.js'), aFile('b.js')])
    expect(changeSubject(speculation, { rationale: 'Keep the order of lines.', patch: apart })).toBe(
      'fix: keep the order of lines',
    )
  })
})

describe('the manner of a history', () => {
  it.each([
    ['conventional', ['fix: a', 'feat(x)!: b', 'chore: c', 'docs: d', 'Merge branch x', 'e f']],
    ['area', ['net/http: a', 'client: b', 'docs: c', 'cmd: d', 'x y']],
    ['plain', ['Fix a', 'Add b', 'Say c', 'fix: d', 'e: f']],
    ['plain', ['fix: a', 'fix: b']],
    ['plain', []],
  ])('is %s', (manner, subjects) => {
    expect(mannerOf(subjects)).toBe(manner)
  })
})
