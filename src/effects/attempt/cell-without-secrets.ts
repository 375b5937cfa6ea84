import type { Cell } from '../../domain/proof/proof.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'

type CellOutput = Pick<Cell, 'outcome' | 'names'>

/** What a failing test prints is shown to everybody. */
export async function cellWithoutSecrets<T extends CellOutput>(
  cell: T,
  clean: (text: string) => Promise<string>,
): Promise<T> {
  const outcomeOf = async <Outcome extends { readonly kind: string }>(outcome: Outcome): Promise<Outcome> =>
    'words' in outcome && typeof outcome.words === 'string'
      ? { ...outcome, words: await clean(outcome.words) }
      : outcome
  return {
    ...cell,
    outcome: await outcomeOf(cell.outcome),
    ...withoutUndefined({
      names:
        cell.names &&
        (await Promise.all(
          cell.names.map(async (one) => ({ ...one, outcome: await outcomeOf(one.outcome) })),
        )),
    }),
  }
}
