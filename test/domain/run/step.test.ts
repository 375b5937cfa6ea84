import { describe, expect, it } from 'vitest'
import type { Todo } from '../../../src/domain/run/step.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

const at = '2026-03-01T10:00:00Z'

describe('steps with and without a run', () => {
  it('a step that needs a run is only made together with one', () => {
    const run = aSpeculation()
    const alone: Todo[] = [
      { run: undefined, steps: [{ do: 'append-audit', run: run.id, events: [] }] },
      // @ts-expect-error nothing can be archived without a run
      { run: undefined, steps: [{ do: 'archive', at }] },
      // @ts-expect-error no check is run again without a run
      { run: undefined, steps: [{ do: 'rerun-check', candidate: 'a', reruns: [] }] },
    ]
    const together: Todo[] = [
      { run, steps: [{ do: 'archive', at }] },
      { run, steps: [{ do: 'append-audit', run: run.id, events: [] }] },
    ]
    expect(alone.map(({ run }) => run)).toEqual([undefined, undefined, undefined])
    expect(together.map(({ run }) => run?.id)).toEqual([run.id, run.id])
  })
})
