import { distinctionParts } from '../../../messages/scoreboard/distinction-parts.ts'
import { proofTable, proofText } from '../../../messages/scoreboard/scoreboard-proof.ts'
import { markdown } from '../../markup/markdown.ts'
import type { Section } from './section.ts'

/** Whose tests pass on whom: the matrix, and the test on which the best two differ. */
export const proofSection: Section = ({ view, repositoryUrl }) => {
  if (!view) return undefined
  const { scoreboard } = view
  const { words, test } = distinctionParts(scoreboard, { sentence: 1_000, testText: 20_000 })
  const lines = [
    proofText(scoreboard, 1_000),
    '',
    ...proofTable(scoreboard, repositoryUrl),
    '',
    words,
    '',
    ...test.flatMap((one) => [one, '']),
  ]
  const text = lines.join('\n').trim()
  if (text === '') return undefined
  return { id: 'proof', title: 'Tests run on each other', content: markdown(text, { repositoryUrl }) }
}
