import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIssueBlock, parseSettings } from '../../src/config/repository.ts'
import { YAML_SIGNS } from '../fuzz/mutate/signs.ts'

describe('whatever is written', () => {
  const yamlish = fc.array(
    fc.constantFrom(
      ...['speculation', 'candidates', 'id', 'strategy'],
      ...YAML_SIGNS,
      ...[
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
