import { expect, it, vi } from 'vitest'
import type { Death } from '../../kills/worlds/create-life.ts'
import { type End, worseThan } from '../../kills/worlds/end.ts'
import { endInMemory } from '../../kills/worlds/in-memory.ts'
import { endInSimulation } from '../../kills/worlds/in-simulation.ts'
import { endOnEmbeddedGitHub } from '../../kills/worlds/on-embedded-github.ts'
import { STORIES } from '../../kills/worlds/simulated/stories.ts'

// Seconds on a quiet machine; only what hangs is to end here.
vi.setConfig({ testTimeout: 300_000 })

/** Before and after each effect. */
function momentsOf({ calls }: End): readonly Death[] {
  const effects = calls.flatMap(({ isEffect }, place) => (isEffect ? [place + 1] : []))
  return effects.flatMap((at): Death[] => [
    { at, when: 'before' },
    { at, when: 'after' },
  ])
}

it('three candidates: killed before and after every effect, GitHub looks the same in the end, and as soon', async () => {
  const undisturbed = await endInMemory([])
  expect(undisturbed.picture).toContain('✓ **promoted**')
  const moments = momentsOf(undisturbed)
  expect(moments.length).toBeGreaterThan(200)
  for (const death of moments) {
    const { name } = undisturbed.calls[death.at - 1] ?? {}
    const end = await endInMemory([death])
    expect({ died: end.died, difference: worseThan(undisturbed, end) }, `${death.when} ${name}`).toEqual({
      died: 1,
      difference: undefined,
    })
  }
})

it('a toolchain is asked for an opinion first: the same, for every effect until the candidates are known', async () => {
  const story = {
    settings: 'verifier:\n  checks: [lint, test]\ntriage: { mode: enforce, toolchain: scripted }\n',
    title: 'It is wrong',
    answers: {
      classify: () => ({
        kind: 'opinion' as const,
        opinion: { strategies: { yes: true, why: 'Either end could.', files: [] } },
        usage: { seconds: 1 },
      }),
    },
  }
  const undisturbed = await endInMemory([], story)
  expect(undisturbed.picture).toContain('`scripted` says yes: `Either end could`')
  const planned = undisturbed.calls.findIndex(({ name }) => name === 'store.recordPlan')
  const moments = momentsOf(undisturbed).filter(({ at }) => at <= planned + 3)
  expect(moments.length).toBeGreaterThan(20)
  for (const death of moments) {
    const { name } = undisturbed.calls[death.at - 1] ?? {}
    const end = await endInMemory([death], story)
    expect({ died: end.died, difference: worseThan(undisturbed, end) }, `${death.when} ${name}`).toEqual({
      died: 1,
      difference: undefined,
    })
  }
})

it('on an embedded GitHub, killed between its requests: the same, for some of those that write', async () => {
  const undisturbed = await endOnEmbeddedGitHub([])
  expect(undisturbed.picture).toContain('✓ **promoted**')
  const writes = momentsOf(undisturbed).filter(({ at }) => undisturbed.calls[at - 1]?.name === 'github.write')
  expect(writes.length).toBeGreaterThan(30)
  for (const death of writes.filter((_, place) => place % 8 === 3)) {
    const end = await endOnEmbeddedGitHub([death])
    expect({ died: end.died, difference: worseThan(undisturbed, end) }, JSON.stringify(death)).toEqual({
      died: 1,
      difference: undefined,
    })
  }
})

it('the whole app in the simulation, also after people have chosen another candidate: the same, for some of all', async () => {
  const story = STORIES.override
  const undisturbed = await endInSimulation([], { story })
  expect(undisturbed.picture).toContain('`pattern-extraction` was chosen by a person')
  const moments = momentsOf(undisturbed)
  expect(moments.length).toBeGreaterThan(900)
  const some = moments.filter((_, place) => place % 223 === 57).map((death) => [death])
  const twice: readonly Death[] = [
    { at: 210, when: 'after' },
    { at: 110, when: 'before' },
  ]
  for (const deaths of [...some, twice]) {
    const end = await endInSimulation(deaths, { story })
    expect({ died: end.died, difference: worseThan(undisturbed, end) }, JSON.stringify(deaths)).toEqual({
      died: deaths.length,
      difference: undefined,
    })
  }
})
