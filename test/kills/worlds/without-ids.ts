export interface Named {
  /** Pull requests, by their numbers. */
  readonly pulls: ReadonlyMap<number, string>
  /** Object ids of commits, and what their trees are. */
  readonly trees: ReadonlyMap<string, string>
}

/** As many digits of an object id as people are shown at least. */
const SHOWN = 12

/** A text without what another order of the same acts would have called otherwise: numbers, object ids, ids of check runs, and times. */
export function withoutIds(text: string, { pulls, trees }: Named): string {
  const byStart = new Map([...trees].map(([commit, tree]) => [commit.slice(0, SHOWN), tree]))
  return text
    .replaceAll(/\b[0-9a-f]{12,40}\b/g, (id) => byStart.get(id.slice(0, SHOWN))?.slice(0, id.length) ?? id)
    .replaceAll(/(#|pull\/)(\d+)\b/g, (said, sign: string, number: string) =>
      pulls.has(Number(number)) ? `${sign}${pulls.get(Number(number))}` : said,
    )
    .replaceAll(/(\/runs\/|\/job\/|issuecomment-)\d+/g, '$1…')
    .replaceAll(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d/g, '…')
}
