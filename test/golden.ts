import { expect } from 'vitest'

/** Where the golden text of the test that runs lies, beside its file: it has the test's own title as its name. */
export function golden(extension: 'md' | 'txt' = 'md'): string {
  const title = expect.getState().currentTestName?.split(' > ').at(-1) ?? ''
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `golden/${name.replace(/^-/, '').replace(/-$/, '')}.${extension}`
}
