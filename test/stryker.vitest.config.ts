import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What a mutant of a stage must not survive: the tests of the stages, and the stories that `advance` tells. The scenarios with whole
 * worlds are left out: they reach every stage, so that each of the thousands of mutants would cost all of them.
 */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['stages/**/*.test.ts', 'scenarios/run/steps-of-each-situation.test.ts'],
    testTimeout: 30_000,
    env: { PROPERTY_RUNS: '50' },
    // Nothing is kept between these tests, and most of what each file costs alone is its imports.
    isolate: false,
    sequence: { sequencer: narrowFirst() },
  },
})

/** A mutant is killed by the first test that fails, so what takes long and reaches everything is asked last. */
function narrowFirst(): typeof BaseSequencer {
  const wide = ['properties', 'replay', 'scenarios']
  const place = ({ moduleId }: TestSpecification) => (wide.some((word) => moduleId.includes(word)) ? 1 : 0)
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]) {
      return files.toSorted((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1))
    }
  }
}
