import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIssueBlock, parseSettings } from '../../src/config/repository.ts'
import type { ConfigurationProblem, ParseResult } from '../../src/domain/run/snapshot.ts'
import { Settings } from '../../src/domain/settings.ts'

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

  it('offers the nearest of the allowed values', () => {
    const [found] = problemsOf(parseSettings('speculation: { auto_trigger: { risk_levels: [hihg] } }'))
    expect(found).toMatchObject({ nearest: 'high' })
  })

  it.each([
    [
      'force_speculate: true',
      '"speculation.force_speculate" cannot be true yet: only the label starts a run',
    ],
    [
      'auto_trigger: { risk_levels: [low] }',
      '"speculation.auto_trigger.risk_levels" cannot be changed yet: only the label starts a run',
    ],
  ])('refuses %s, on which nobody would act', (text, message) => {
    const problems = problemsOf(parseSettings(`speculation:\n  ${text}`))
    expect(problems.map((found) => [found.line, found.message])).toEqual([[2, message]])
  })

  it.each(['force_speculate: false', 'auto_trigger: { on_critical_path: false }'])(
    'takes %s, which asks for what happens',
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
      [5, '"candidates[1].id" "a" is the id of "candidates[0]" already; ids must differ'],
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

describe('parseIssueBlock', () => {
  const block = lines(
    'candidates:',
    '  - id: fix-a',
    '    strategy: "move retry loop to client boundary"',
    '    constraints: ["no schema changes"]',
  )

  it('finds nothing in an issue without a block', () => {
    expect(parseIssueBlock('Retries charge twice.\n\n```js\nspeculate()\n```\n', 12)).toBeUndefined()
    expect(parseIssueBlock('', 12)).toBeUndefined()
  })

  it.each([
    ['a plain fence', `\`\`\`speculate\n${block}\n\`\`\``],
    ['a yaml fence', `\`\`\`yaml speculate\n${block}\n\`\`\``],
    ['a yml fence', `\`\`\` yml  speculate \n${block}\n\`\`\``],
    ['tildes', `~~~speculate\n${block}\n~~~`],
    ['a longer fence', `\`\`\`\`speculate\n${block}\n\`\`\`\`\``],
    ['carriage returns', `\`\`\`speculate\r\n${block.replaceAll('\n', '\r\n')}\r\n\`\`\`\r\n`],
    ['an indented fence', `  \`\`\`speculate\n${block.replaceAll(/^/gm, '  ')}\n  \`\`\``],
    ['a list entry', `- plan:\n\n    \`\`\`speculate\n${block.replaceAll(/^/gm, '    ')}\n    \`\`\``],
    [
      'a folded section',
      `<details>\n<summary>Plan</summary>\n\n\`\`\`speculate\n${block}\n\`\`\`\n\n</details>`,
    ],
  ])('reads a block in %s', (_, body) => {
    const parsed = parseIssueBlock(`Some text first.\n\n${body}\n\nand after.`, 12)
    expect(parsed && read(parsed).candidates).toEqual([
      { id: 'fix-a', strategy: 'move retry loop to client boundary', constraints: ['no schema changes'] },
    ])
  })

  it('counts lines from the top of the body', () => {
    const body = 'Title\r\n\r\nText\r\n```speculate\r\ncandidates:\r\n  - id: a\r\n    stratgy: x\r\n```\r\n'
    expect(problemsOf(parseIssueBlock(body, 7))).toEqual([
      {
        file: 'issue #7',
        line: 6,
        message: '"candidates[0].strategy" is missing; it must be text',
        nearest: undefined,
      },
      { file: 'issue #7', line: 7, message: 'unknown key "stratgy" in "candidates[0]"', nearest: 'strategy' },
    ])
  })

  it('cannot loosen a rule of the repository', () => {
    const body = `\`\`\`speculate\n${block}\nprotected_paths: []\n\`\`\``
    expect(problemsOf(parseIssueBlock(body, 7))[0]).toMatchObject({
      line: 6,
      message: 'unknown key "protected_paths"',
    })
  })

  it('refuses a second block, in the line of the second', () => {
    const body = `\`\`\`speculate\n${block}\n\`\`\`\n\n\`\`\`speculate\n${block}\n\`\`\``
    expect(problemsOf(parseIssueBlock(body, 7))).toMatchObject([
      { line: 8, message: expect.stringContaining('line 1') },
    ])
  })

  it('refuses a block that is never closed', () => {
    const body = `Text\n\`\`\`speculate\n${block}\n\`\``
    expect(problemsOf(parseIssueBlock(body, 7))).toMatchObject([
      { line: 2, message: 'the speculate block is never closed' },
    ])
  })

  it.each([
    ['a comment', `<!--\n\`\`\`speculate\n${block}\n\`\`\`\n-->`],
    ['an unseen element', `<style>\n\`\`\`speculate\n${block}\n\`\`\`\n</style>`],
    ['another block', `\`\`\`\`md\n\`\`\`speculate\n${block}\n\`\`\`\n\`\`\`\``],
  ])('does not read what the page does not show as a block: inside %s', (_, body) => {
    expect(parseIssueBlock(body, 7)).toBeUndefined()
  })

  it('asks for candidates when the block is empty', () => {
    expect(problemsOf(parseIssueBlock('```speculate\n```', 7))).toMatchObject([
      { line: 2, message: '"candidates" is missing; it must be a list' },
    ])
  })
})

describe('whatever is written', () => {
  const yamlish = fc.array(
    fc.constantFrom(
      ...[
        'speculation',
        'candidates',
        'id',
        'strategy',
        ': ',
        '- ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '<<: ',
        '!t ',
        '|',
        '>',
        '?',
        '%',
        '\t',
        '---\n',
        '...\n',
        '```speculate\n',
        '```\n',
        '\0',
        '\u2028',
        'NaN',
        '1e999',
        '__proto__',
        'constructor',
      ],
    ),
    { maxLength: 60 },
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    yamlish.map((parts) => parts.join('')),
  )

  it('is answered, with lines that exist', () => {
    fc.assert(
      fc.property(text, (body) => {
        const parsed = [
          parseSettings(body),
          parseIssueBlock(body, 1),
          parseIssueBlock(`\`\`\`speculate\n${body}\n\`\`\``, 1),
        ]
        for (const answer of parsed) {
          if (answer === undefined || answer.ok) continue
          expect(answer.problems.length).toBeGreaterThan(0)
          for (const { line, message } of answer.problems) {
            expect(line).toBeGreaterThan(0)
            expect(line).toBeLessThanOrEqual(body.split(/\r\n|[\n\r]/).length + 2)
            expect(message).not.toBe('')
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  // What is gone through again and again takes minutes at the larger size, and the run ends before that.
  it('is answered without going through it again and again when it is made to be slow', () => {
    for (const part of ['[', '{a: ', '- ', 'a: \n ', '&a ', '? ', '"', '`', '~~~\n', '<!--', '>', '*a_']) {
      const [long, huge] = [part.repeat(65_000 / part.length), part.repeat(1_000_000 / part.length)]
      expect(parseSettings(long).ok, part).toBe(false)
      expect(parseSettings(huge)).toMatchObject({ problems: [{ message: 'is larger than 64 KB' }] })
      expect(parseIssueBlock(huge, 1), part).toBeUndefined()
      expect(parseIssueBlock(`\`\`\`speculate\n${huge}`, 1)?.ok, part).toBe(false)
      expect(parseIssueBlock(`\`\`\`speculate\n${huge}\n\`\`\``, 1)?.ok, part).toBe(false)
    }
  })
})

function lines(...text: string[]): string {
  return text.join('\n')
}

function problem(line: number, message: string, nearest: string | undefined): ConfigurationProblem {
  return { file: '.github/speculate.yml', line, message, nearest }
}

function read<T>(parsed: ParseResult<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function problemsOf(parsed: ParseResult<unknown> | undefined): readonly ConfigurationProblem[] {
  if (parsed === undefined || parsed.ok) throw new Error('expected problems')
  return parsed.problems
}
