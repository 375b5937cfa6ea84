export interface FileText {
  readonly path: string
  readonly text: string
}

/** The file of a finding, with the line of what the finding quotes, if the file holds it. */
export function placeIn({ path, text }: FileText, finding: string): string {
  const words = [...finding.matchAll(/`([^`]+)`/g)].map(([, quoted = '']) =>
    quoted.replace(/^[\w-]+:\s+/, ''),
  )
  const lines = text.split('\n')
  const found = words.map((word) => lines.findIndex((line) => line.includes(word.replace(/^"(.*)"$/, '$1'))))
  const at = found.find((index) => index >= 0)
  return at === undefined ? path : `${path}:${at + 1}`
}
