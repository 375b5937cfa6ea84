import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { codeBlock, codeSpan, sentence } from '../foreign/foreign-text.ts'
import { count } from '../numbers.ts'
import { distinctionSentence } from '../proof/distinction.ts'

export interface DistinctionParts {
  readonly words: string
  /** The test itself, to be folded away; none where there is no room. */
  readonly test: readonly string[]
}

/** On what the best two differ, as finished Markdown; empty where nobody was to be asked. */
export function distinctionParts(
  scoreboard: Scoreboard,
  room: { readonly sentence: number; readonly testText: number },
): DistinctionParts {
  const { distinction } = scoreboard
  const said = distinctionSentence(scoreboard)
  if (!distinction || said === undefined) return { words: '', test: [] }
  const words = `**Where the best two differ.** ${sentence(said, room.sentence + 600)}`
  if (distinction.kind !== 'differs' || room.testText === 0) return { words, test: [] }
  const { difference, text, more, ignored } = distinction
  const others = more > 0 ? [`They differ on ${count(more, 'more test')} in it.`] : []
  const rest =
    ignored.length > 0
      ? [
          `The other files that were handed in do not count: ${ignored
            .slice(0, 5)
            .map((path) => codeSpan(path, 100))
            .join(', ')}.`,
        ]
      : []
  return {
    words,
    test: [
      `${codeSpan(difference.file, 150)}:`,
      codeBlock(text, room.testText),
      [...others, ...rest].join(' '),
    ].filter((one) => one !== ''),
  }
}
