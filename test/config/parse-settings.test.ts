import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/config/repository.ts'
import type { ConfigurationProblem } from '../../src/domain/parse-result.ts'
import { Settings } from '../../src/domain/settings.ts'
import { lines, problemsOf, read } from './parsed.ts'

describe('parseSettings', () => {
  it('C7: has the default of every key without a file, with an empty one and with comments only', () => {
    const defaults = read(parseSettings(undefined))
    expect(defaults.speculation).toMatchObject({
      default_parallelism: 2,
      max_parallelism: 3,
      vote_threshold: 0.7,
    })
    expect(defaults.verifier.hard_fail).toEqual(['security', 'migration-risk', 'snapshot-drift'])
    expect(read(parseSettings(''))).toEqual(defaults)
    expect(read(parseSettings('# nothing yet\n'))).toEqual(defaults)
  })

  it("reads the configuration of the vote's description as it stands", () => {
    const text = lines(
      'speculation:',
      '  enabled: true',
      '  default_parallelism: 2 # How many parallel implementations',
      '  max_parallelism: 3',
      '  vote_threshold: 0.7 # Minimum score to auto-select (70/100)',
      '',
      '  auto_trigger:',
      '    on_critical_path: true',
      '    risk_levels: ["high", "critical"]',
      '',
      '  adversarial_review:',
      '    enabled: false # Enable cross-review',
      '    required_approvals: 1',
      '',
      '  rejection:',
      '    min_confidence: 0.3',
      '    max_diff_lines: 500',
    )
    expect(read(parseSettings(text))).toEqual(read(parseSettings(undefined)))
  })

  it('takes a check by its name alone or with who must have run it', () => {
    const text = lines(
      'verifier:',
      '  checks:',
      '    - lint',
      '    - { name: risk, workflow: .github/workflows/ci.yml, hard_fail: security }',
    )
    expect(read(parseSettings(text)).verifier.checks).toEqual([
      { name: 'lint' },
      { name: 'risk', workflow: '.github/workflows/ci.yml', hard_fail: 'security' },
    ])
  })

  it('names line and nearest key of everything unknown, all at once and in reading order', () => {
    const text = lines(
      'speculation:',
      '  enbled: true',
      '  rejection:',
      '    max_diff_line: 3',
      'vote_treshold: 0.5',
      'zebra: 1',
    )
    expect(problemsOf(parseSettings(text))).toEqual([
      problem(2, 'unknown key "enbled" in "speculation"', 'enabled'),
      problem(4, 'unknown key "max_diff_line" in "speculation.rejection"', 'max_diff_lines'),
      problem(5, 'unknown key "vote_treshold"', 'speculation.vote_threshold'),
      problem(6, 'unknown key "zebra"', undefined),
    ])
  })

  it('says of a key that stands too deep where it belongs', () => {
    expect(problemsOf(parseSettings('speculation:\n  attempt_minutes: 5\n'))).toEqual([
      problem(2, 'unknown key "attempt_minutes" in "speculation"; it belongs at the top level', undefined),
    ])
  })

  it.each([
    ['archive_after_days: soon', '"archive_after_days" must be a number, not the text "soon"'],
    ['archive_after_days:', '"archive_after_days" must be a number, but nothing is written here'],
    ['speculation: { enabled: "yes" }', '"speculation.enabled" must be true or false, not the text "yes"'],
    ['speculation: { vote_threshold: 70 }', '"speculation.vote_threshold" must be at most 1'],
    [
      'speculation: { max_parallelism: 2.5 }',
      '"speculation.max_parallelism" must be a whole number, not 2.5',
    ],
    ['attempt_minutes: 0', '"attempt_minutes" must be more than 0'],
    ['candidates: []', '"candidates" must have at least 1 entry'],
    ['candidates: [{ id: a, strategy: "" }]', '"candidates[0].strategy" must not be empty'],
    ['candidates: [{ id: a }]', '"candidates[0].strategy" is missing; it must be text'],
    ['verifier: { checks: [3] }', '"verifier.checks[0]" must be text or a mapping of keys to values'],
    [
      'verifier: { checks: [{ name: a, workflow: ci.yml }] }',
      '"verifier.checks[0].workflow" must start with ".github/workflows/"',
    ],
    [
      'candidates: [{ id: planner, strategy: x }]',
      '"candidates[0].id" "planner" is reserved; call the candidate something else',
    ],
    ['planner: { toolchain: codex, candidates: 5 }', '"planner.candidates" must be at most 4'],
    [
      'candidates: [{ id: triage, strategy: x }]',
      '"candidates[0].id" "triage" is reserved; call the candidate something else',
    ],
    ['triage: enforced', '"triage" must be one of advise, enforce, not the text "enforced"'],
    ['triage: { mode: enforced }', '"triage.mode" must be one of advise, enforce, not the text "enforced"'],
    ['triage: { model: x }', 'unknown key "model" in "triage"'],
    ['planner: { candidates: 2 }', '"planner.toolchain" is missing; it must be text'],
    ['- a', 'the document must be a mapping of keys to values, not a list'],
    ['a: 1\na: 2', 'this key is written twice'],
    ['a: &x 1\nb: *x', 'aliases ("*name") are not supported; write the value out'],
    ['invariants: []\n---\ninvariants: []', 'only one YAML document is allowed; remove the second "---"'],
    ['invariants: !secret x', 'is not valid YAML: Unresolved tag: !secret'],
    [
      'invariants: [',
      'is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['invariants:\n\t- a', 'is indented with a tab; YAML wants spaces'],
    [`invariants: ["${'x'.repeat(70_000)}"]`, 'is larger than 64 KB'],
    ['['.repeat(20_000), 'is nested too deeply'],
  ])('says what is wrong with %.60s', (text, message) => {
    expect(problemsOf(parseSettings(text)).map((found) => found.message)).toContain(message)
  })

  it('takes the name of a field of projects, and none that is empty', () => {
    const field = (name: string) =>
      parseSettings(`speculation: { auto_trigger: { estimate_field: "${name}" } }`)
    expect(read(field(' Estimate (hours) ')).speculation.auto_trigger.estimate_field).toBe('Estimate (hours)')
    expect(read(parseSettings('')).speculation.auto_trigger).not.toHaveProperty('estimate_field')
    expect(problemsOf(field(' '))).toHaveLength(1)
  })

  it('offers the nearest of the allowed values', () => {
    const [found] = problemsOf(parseSettings('speculation: { auto_trigger: { risk_levels: [hihg] } }'))
    expect(found).toMatchObject({ nearest: 'high' })
  })

  it.each(['force_speculate: true', 'auto_trigger: { on_critical_path: false, risk_levels: [low] }'])(
    'C7: takes %s',
    (text) => {
      expect(parseSettings(`speculation: { ${text} }`).ok).toBe(true)
    },
  )

  it('refuses a default that is above the maximum and two candidates of one id', () => {
    const text = lines(
      'speculation:',
      '  default_parallelism: 4',
      'candidates:',
      '  - { id: a, strategy: one }',
      '  - { id: a, strategy: two }',
    )
    expect(problemsOf(parseSettings(text)).map(({ line, message }) => [line, message])).toEqual([
      [2, '"speculation.default_parallelism" (4) must not be more than "speculation.max_parallelism" (3)'],
      [5, '"candidates[1].id" "a" is already the id of "candidates[0]"; ids must differ'],
    ])
  })

  it('reads a planner by its name alone, or with how many strategies it is asked for', () => {
    const read = (text: string) => {
      const parsed = parseSettings(text)
      return parsed.ok && [parsed.value.planner, Settings.parse(parsed.value).planner]
    }
    const three = { toolchain: 'codex', candidates: 3 }
    expect(read('planner: codex')).toEqual([three, three])
    expect(read('planner: { toolchain: codex }')).toEqual([three, three])
    const two = { toolchain: 'codex', candidates: 2 }
    expect(read('planner: { toolchain: codex, candidates: 2 }')).toEqual([two, two])
    expect(read('stage: green')).toEqual([undefined, undefined])
  })

  it('reads `triage` by its mode alone, or with a toolchain that is asked as well', () => {
    const read = (text: string) => {
      const parsed = parseSettings(text)
      return parsed.ok && [parsed.value.triage, Settings.parse(parsed.value).triage]
    }
    const [advise, enforce] = [{ mode: 'advise' }, { mode: 'enforce' }]
    expect(read('stage: green')).toEqual([advise, advise])
    expect(read('triage: enforce')).toEqual([enforce, enforce])
    expect(read('triage: { mode: enforce }')).toEqual([enforce, enforce])
    const both = { mode: 'enforce', toolchain: 'codex' }
    expect(read('triage: { mode: enforce, toolchain: codex }')).toEqual([both, both])
    expect(read('triage: { toolchain: codex }')).toEqual([
      { mode: 'advise', toolchain: 'codex' },
      { mode: 'advise', toolchain: 'codex' },
    ])
  })

  it('refuses a vote in which nothing counts', () => {
    const weights = ['verification', 'confidence', 'diff_size', 'risk', 'review'].map((key) => `${key}: 0`)
    const [found] = problemsOf(parseSettings(`policy:\n  vote: { ${weights.join(', ')} }\n`))
    expect(found).toMatchObject({
      line: 2,
      message: '"policy.vote" needs at least one weight of more than 0',
    })
  })

  it('lists at most twenty problems', () => {
    const text = Array.from({ length: 100 }, (_, index) => `zebra${index}: 1`).join('\n')
    expect(problemsOf(parseSettings(text))).toHaveLength(20)
  })
})

function problem(line: number, message: string, nearest: string | undefined): ConfigurationProblem {
  return { file: '.github/speculate.yml', line, message, nearest }
}
