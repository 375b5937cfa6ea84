import { describe, expect, it } from 'vitest'
import type { Finding, Measures } from '../../../src/domain/judgement/measures.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { effectiveGates, guardPatch, trippedGates } from '../../../src/stages/gates/gates.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'

const measured = (measures: Partial<Measures>, settings = Settings.parse({})) =>
  aCase({ measures: someMeasures(measures), settings })
const trip = (measures: Partial<Measures>, settings?: Settings) => trippedGates(measured(measures, settings))

const aFinding = (overrides: Partial<Finding> = {}): Finding => ({
  category: 'security',
  rule: 'tls-off',
  path: 'src/client.js',
  line: 7,
  detail: 'switches the verification of TLS certificates off',
  ...overrides,
})

describe('gates over measures', () => {
  it('let an ordinary patch through', () => {
    expect(trip({})).toEqual([])
  })

  it('keep a secret on this machine, whatever is switched off', () => {
    const settings = Settings.parse({ verifier: { hard_fail: [] } })
    const findings = [aFinding({ rule: 'secret/github', detail: 'looks like a secret (GITHUB_TOKEN)' })]
    const result = {
      gate: 'secret',
      reason: 'adds what looks like a secret (`github`) in `src/client.js`, line 7',
    }
    expect(guardPatch(measured({ findings }, settings))).toEqual([result])
    expect(trip({ findings }, settings)).toEqual([result])
  })

  it('keep back what could not be searched for secrets', () => {
    const findings = [
      aFinding({ rule: 'secret/unread', line: null, detail: 'adds too much to be searched for secrets' }),
    ]
    expect(guardPatch(measured({ findings }))[0]?.reason).toBe(
      'adds too much to be searched for secrets in `src/client.js`',
    )
  })

  it.each(['security', 'migration-risk', 'snapshot-drift'] as const)(
    'reject for a finding of %s only while it is a hard failure',
    (category) => {
      const findings = [aFinding({ category }), aFinding({ category, line: 9 })]
      expect(trip({ findings })).toEqual([
        {
          gate: category,
          reason:
            'switches the verification of TLS certificates off in `src/client.js`, line 7 (rule `tls-off`), and 1 more of the kind',
        },
      ])
      const others = ['security', 'migration-risk', 'snapshot-drift'].filter((one) => one !== category)
      expect(trip({ findings }, Settings.parse({ verifier: { hard_fail: others } }))).toEqual([])
      expect(guardPatch(measured({ findings }))).toEqual([])
    },
  )

  it('switch off what may be switched off, and a failed check of that category still counts', () => {
    const settings = Settings.parse({ gates: { off: ['migration-risk'] } })
    const findings = [aFinding({ category: 'migration-risk' })]
    expect(trip({ findings }, settings)).toEqual([])
    const check = {
      check: 'migrate',
      verdict: 'failed',
      reason: 'failed',
      hardFail: 'migration-risk',
    } as const
    const verification = { state: 'failed', reason: 'failed', checks: [check] } as const
    const candidate = { ...measured({}, settings), verification: { ...verification, checks: [check] } }
    expect(trippedGates(candidate)).toMatchObject([{ gate: 'migration-risk', reason: 'fails `migrate`' }])
  })

  it('count hand-written lines only, and say what was counted apart', () => {
    const apart = [{ class: 'lock' as const, files: 1, insertions: 3_000, deletions: 0 }]
    const written = (insertions: number) => ({ written: { insertions, deletions: 0 }, apart })
    expect(trip(written(500))).toEqual([])
    expect(trip(written(501))).toEqual([
      {
        gate: 'diff size',
        reason: 'changes 501 hand-written lines; the limit is 500 (counted apart: 3000 lock)',
      },
    ])
    expect(trip(written(501), Settings.parse({ gates: { off: ['diff size'] } }))).toEqual([])
  })

  it('reject a patch that changes nothing but tests', () => {
    const test = { path: 'test/a.test.js', class: 'test' as const }
    const fixture = { path: 'test/fixtures/a.json', class: 'fixture' as const }
    expect(trip({ files: [test, fixture] })).toEqual([
      { gate: 'only tests', reason: 'changes only tests: `test/a.test.js` and 1 more' },
    ])
    expect(trip({ files: [test, { path: 'a.js', class: 'source' }] })).toEqual([])
    expect(trip({ files: [test] }, Settings.parse({ gates: { off: ['only tests'] } }))).toEqual([])
  })

  it.each([
    ['deleted', 'weakens tests: deletes `refunds` in `test/a.test.js`'],
    ['skipped', 'weakens tests: skips `refunds` in `test/a.test.js`, line 3'],
    ['focused', 'weakens tests: focuses on some tests, `refunds`, in `test/a.test.js`, line 3'],
    ['assertions-removed', 'weakens tests: removes assertions (`refunds`) in `test/a.test.js`, line 3'],
  ] as const)('reject a test that is %s', (what, reason) => {
    const weakened = [{ path: 'test/a.test.js', line: 3, what, detail: 'refunds' }]
    expect(trip({ tests: { added: [], changed: [], weakened } })).toEqual([
      { gate: 'weakened tests', reason },
    ])
  })

  it('reject a new binary file, not a changed one', () => {
    const binary = (status: 'added' | 'modified') =>
      aCase({ patch: aPatch('one', [aFile('logo.png', { binary: true, status })]) })
    expect(trippedGates(binary('added'))).toEqual([
      { gate: 'binary file', reason: 'adds the binary file `logo.png`' },
    ])
    expect(trippedGates(binary('modified'))).toEqual([])
  })
})

describe('effectiveGates', () => {
  it('lists every gate with its threshold, in the order of judging', () => {
    const list = effectiveGates(Settings.parse({}))
    expect(list.every((one) => one.on)).toBe(true)
    expect(list.map((one) => one.name)).toMatchInlineSnapshot(`
      [
        "empty diff",
        "protected path",
        "what judges",
        "submodule",
        "symbolic link",
        "file size",
        "secret",
        "not measured",
        "branch taken",
        "head moved",
        "closed",
        "conflict",
        "required check",
        "security",
        "migration-risk",
        "snapshot-drift",
        "weakened tests",
        "defeats tests",
        "no text",
        "only tests",
        "no code",
        "stage",
        "binary file",
        "diff size",
        "confidence",
        "leaves red",
        "fewer tests",
        "fixtures differ",
        "duplicate",
      ]
    `)
    expect(
      list.filter((one) => one.threshold).map((one) => `${one.name}: ${one.threshold}`),
    ).toMatchInlineSnapshot(`
      [
        "protected path: the built-in ones",
        "file size: at most 1000000 bytes",
        "diff size: at most 500 hand-written lines",
        "confidence: at least 0.3",
        "duplicate: the same patch is one candidate",
      ]
    `)
  })

  it('says how many protected paths the repository has of its own, where it has any', () => {
    const settings = Settings.parse({ protected_paths: ['deploy/**', 'LICENSE'] })
    const gate = effectiveGates(settings).find(({ name }) => name === 'protected path')
    expect(gate?.threshold).toBe('the built-in ones and 2 of the repository')
  })

  it('says which are off, and why they can be', () => {
    const settings = Settings.parse({
      gates: { off: ['diff size', 'snapshot-drift'], fixtures_may_differ: true },
      verifier: { hard_fail: ['snapshot-drift'] },
    })
    const off = effectiveGates(settings).filter((one) => !one.on)
    expect(off.map((one) => one.name)).toEqual([
      'security',
      'migration-risk',
      'snapshot-drift',
      'diff size',
      'fixtures differ',
    ])
  })
})
