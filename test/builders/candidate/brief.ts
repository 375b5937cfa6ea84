import { Brief } from '../../../src/domain/candidate/brief.ts'

export function aBrief(id: string, overrides: Partial<Brief> = {}): Brief {
  return Brief.parse({
    id,
    tag: 'primary',
    strategy: `the way of ${id}`,
    constraints: [],
    toolchain: 'scripted',
    ...overrides,
  })
}
