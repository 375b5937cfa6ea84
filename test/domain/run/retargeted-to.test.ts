import { expect, it } from 'vitest'
import type { PullRequestEvent } from '../../../src/domain/forge/forge-facts.ts'
import { retargetedTo } from '../../../src/domain/run/retargeted-to.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { NOW } from '../../builders/story.ts'

const BASE = { branch: 'main', commit: 'b'.repeat(40) }

/** Of a pull request that has the last of these bases, each of which a person gave it after the one before. */
function given(bases: readonly string[], baseBranch = bases.at(-1)) {
  const events = bases.slice(1).map((base, index): PullRequestEvent => {
    const baseBefore = bases[index]
    return { kind: 'retargeted', actor: 'maya', ours: false, at: NOW, baseBefore, base }
  })
  return retargetedTo(aPullRequest('one', 21, { baseBranch, events }), BASE)
}

it.each<[string, readonly string[], string | undefined]>([
  ['a person has given it', ['main', 'release'], undefined],
  ['a person has given it last', ['main', 'next', 'release'], undefined],
  ['was renamed since', ['main', 'rel'], 'release'],
  ['a person has given it after the first one was renamed', ['trunk', 'release'], undefined],
])('is the branch that %s', (_, bases, now) => {
  expect(given(bases, now)).toEqual({ branch: 'release', by: 'maya' })
})

it.each<[string, readonly string[], string | undefined]>([
  ['nobody has touched it', ['main'], undefined],
  ['its base was renamed', ['main'], 'trunk'],
  ['it was given back', ['main', 'release', 'main'], undefined],
  ['it was given back, and its base was renamed then', ['main', 'release', 'main'], 'trunk'],
  ['it was given back after its base was renamed', ['trunk', 'release', 'trunk'], undefined],
  ['it was brought here from another one, as before it is entered', ['next', 'main'], undefined],
  ['it was brought here from another one, and its base was renamed then', ['next', 'main'], 'trunk'],
])('is none where %s', (_, bases, now) => {
  expect(given(bases, now)).toBeUndefined()
})

it('is none where the forge was not asked for it', () => {
  expect(retargetedTo(aPullRequest('one', 21), BASE)).toBeUndefined()
})

it('has nobody who did it where the forge does not say', () => {
  const event = { kind: 'retargeted' as const, actor: undefined, ours: false, at: NOW }
  const events = [{ ...event, baseBefore: 'main', base: 'release' }]
  const pull = aPullRequest('one', 21, { baseBranch: 'release', events })
  expect(retargetedTo(pull, BASE)).toEqual({ branch: 'release', by: undefined })
})
