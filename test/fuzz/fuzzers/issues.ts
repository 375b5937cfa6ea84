import { parseIssueBlock } from '../../../src/config/repository.ts'
import { findFences } from '../../../src/domain/issue/find-fences.ts'
import { IssueBlock } from '../../../src/domain/issue/issue-block.ts'
import { codeSpan, proseBlock, sentence, splitCode } from '../../../src/messages/foreign/foreign-text.ts'
import { sanitizeIssueText } from '../../../src/messages/foreign/sanitize-issue-text.ts'
import { commandLine, parseCommand } from '../../../src/stages/commands/parse-command.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { HIDING_SIGNS } from '../mutate/signs.ts'
import { mutatedText } from '../mutate/text.ts'

const CORPUS = [
  '## What happens\n\nRefunds of `0` are sent twice, see #12 and [the log](https://log.example/1 "title").\n\n```js\nrefund(0)\n```\n\n- [ ] a test\n- [x] a note\n',
  '### Version\n\n2.1.0\n\n### Steps to reproduce\n\n1. Open a\n2. Close it\n\n> quoted\n> again\n\n<details><summary>Log</summary>\n\n```\nat f (a.js:1)\n```\n\n</details>\n',
  'Speed up the search.\n\n```speculate\ncandidates:\n  - id: index\n    strategy: Add an index\n  - id: cache\n    strategy: Cache the answers\n    constraints: [no new dependency]\n```\n\nThanks!\n',
  '```yaml speculate\ncandidates: [{ id: one, strategy: "Change one line" }]\n```\n',
  '/speculate retry index\nbecause it timed out',
  '/speculate promote alt1',
  '| a | b |\n|---|:-:|\n| 1 | `x` |\n\nA formula $a + b$ and $$\\frac{a}{b}$$, a note[^1], a picture ![alt](a.png "t").\n\n[^1]: shown\n[x]: https://e.example "hidden"\n',
  '<!-- a template: please fill in -->\n**Describe** the bug &amp; more &lt;b&gt;\n\n<a href="https://e.example" title="x">a</a> <img alt="do" src="b.png">\n',
]

const WORDS = [
  ...HIDING_SIGNS,
  ...['\n\n', '    ', ']', '](', ')', '![', '[^', '`', '```', '~~~'],
  ...[
    '$',
    '$$',
    '$a$ ',
    '\\',
    '\\phantom{',
    '{',
    '}',
    '*',
    '_',
    '|',
    '> ',
    '- ',
    '1. ',
    '# ',
    '<div hidden>',
    '</div>',
  ],
  ...[
    '```speculate\n',
    '\n```\n',
    'candidates:',
    '- id: ',
    'strategy: ',
    '/speculate ',
    '@a',
    'Fixes #1',
    '\u200b',
  ],
]

const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u

/** What agents, people and commands are given of an issue. */
export const issues = createFuzzer({
  name: 'issues',
  input: mutatedText(CORPUS, WORDS),
  holds(text) {
    const once = sanitizeIssueText(text)
    expectSame(sanitizeIssueText(once), once, 'sanitizing twice gives something else')
    expectThat(!once.includes('<!--') && !HIDDEN.test(once), 'something hidden stays', once)
    expectSame(
      splitCode(text)
        .map((piece) => piece.text.replaceAll('`', ''))
        .join(''),
      text.replaceAll('`', ''),
      'text is lost',
    )
    for (const line of [codeSpan(text, 200), sentence(text, 200), commandLine(text)])
      expectThat(!/[\n\r]/.test(line), 'one line became several', line)
    expectThat(!/<!--/.test(proseBlock(text, 4_000)), 'a comment stays in a block')
    expectBlock(text)
    const command = parseCommand({ body: text })
    expectThat(
      command === undefined || command.kind === 'given' || !command.reason.includes('\n'),
      'a reason on several lines',
    )
  },
})

function expectBlock(text: string): void {
  const lines = text.split(/\r\n|\n|\r/).length
  for (const { line } of findFences(text))
    expectThat(line >= 1 && line <= lines, 'a fence outside of the text', line)
  const block = parseIssueBlock(text, 1)
  if (block === undefined) return
  if (block.ok) expectThat(IssueBlock.safeParse(block.value).success, 'a block that is none', block.value)
  else
    for (const problem of block.problems)
      expectThat(problem.line >= 1 && problem.line <= lines + 1, 'a problem outside of the text', problem)
}
