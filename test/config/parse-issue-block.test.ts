import { describe, expect, it } from 'vitest'
import { parseIssueBlock } from '../../src/config/repository.ts'
import { lines, problemsOf, read } from './parsed.ts'

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
