import { Help } from 'commander'

/** What is no list fits a terminal of `width` columns: paragraphs are broken anew, indented lines stay as they are. */
export function reflowHelp(text: string, width: number): string {
  const helper = new Help()
  return text.replace(PARAGRAPH, (paragraph) => helper.boxWrap(paragraph.replaceAll('\n', ' '), width))
}

/** Lines that begin with a word, one below the other. */
const PARAGRAPH = /^\S.*(?:\n\S.*)*/gm
