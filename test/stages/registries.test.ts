import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inputSchema } from '../../src/config/schema-keys.ts'
import { HardFail } from '../../src/domain/checks/contract.ts'
import { GateName } from '../../src/domain/settings/gate-settings.ts'
import { PolicyName } from '../../src/domain/settings/policy-settings.ts'
import { Settings } from '../../src/domain/settings.ts'
import { effectiveGates, GATES } from '../../src/stages/gates/gates.ts'
import { POLICIES } from '../../src/stages/policies/policies.ts'

const pageOf = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8')
const schema = JSON.stringify(inputSchema(Settings))
const names = GATES.map(({ name }) => name)

describe('the list of gates', () => {
  it('names each gate once', () => {
    expect(names).toEqual([...new Set(names)])
  })

  it('holds every gate that `gates.off` may name, and its object says so', () => {
    const switchable = GATES.filter(({ switchedOffBy = [] }) =>
      switchedOffBy.some((key) => key === 'gates.off'),
    )
    expect(switchable.map(({ name }) => name).toSorted()).toEqual(GateName.options.toSorted())
  })

  it.each(GateName.options)('lets the settings switch %s off, and nothing else with it', (name) => {
    const off = effectiveGates(Settings.parse({ gates: { off: [name] } })).filter(({ on }) => !on)
    expect(off.map((gate) => gate.name)).toEqual([name])
  })

  it('has a gate for each category of hard failures, which is off once the settings leave it out', () => {
    const categories = GATES.filter((gate) => gate.class === 'hard-fail').map(({ name }) => name)
    expect(categories).toEqual(HardFail.options)
    const off = effectiveGates(Settings.parse({ verifier: { hard_fail: [] } })).filter(({ on }) => !on)
    expect(off.map(({ name }) => name)).toEqual(categories)
  })

  it('switches no guard off, whatever the settings say', () => {
    const all = Settings.parse({
      gates: { off: [...GateName.options], fixtures_may_differ: true },
      verifier: { hard_fail: [] },
    })
    expect(effectiveGates(all).filter(({ isGuard, on }) => isGuard && !on)).toEqual([])
  })

  it.each(names)('%s has a line of its own in the documentation', (name) => {
    expect(
      pageOf('verdicts.md').match(new RegExp(`^\\| ${name} \\| \\S+ \\| .{8,} \\| .*\\|$`, 'gm')),
    ).toHaveLength(1)
  })

  it.each(GateName.options)('%s can be found in the schema of the settings and on their page', (name) => {
    expect(schema).toContain(`"${name}"`)
    expect(pageOf('configuration.md')).toMatch(new RegExp(`^\\| \`gates\\.off\` .*\\b${name}[,;]`, 'm'))
  })
})

describe.each(PolicyName.options)('the policy %s', (name) => {
  it('can be found in the schema of the settings and in the documentation', () => {
    expect(schema).toContain(`"${name}"`)
    expect(pageOf('configuration.md')).toMatch(new RegExp(`^\\| \`policy\\.name\` .*\\b${name}\\b`, 'm'))
    expect(pageOf('verdicts.md').match(new RegExp(`^\\| \`${name}\` \\| .{8,} \\|$`, 'gm'))).toHaveLength(1)
  })

  it('has a heading of its scores, and a threshold or none', () => {
    const { heading, threshold } = POLICIES[name]
    expect(heading).not.toBe('')
    const needed = threshold?.(Settings.parse({})) ?? 0
    expect(needed).toBeGreaterThanOrEqual(0)
    expect(needed).toBeLessThanOrEqual(100)
  })
})
