/** What is said of a test or of its class, in a language where runners then do not find it, or only run it on some machines. */
export function undiscovered(grammar: string, { kind, head }: { kind: string; head: string }): string[] {
  if (kind === 'helper') return []
  const words = withoutArguments(head)
  if (grammar === 'php') return [...(words.match(PHP_MARKS) ?? []), ...modifiers(words, kind)]
  if (grammar === 'ruby') return words.match(/(?:^|[\s,:])(?:if|unless)(?::|=>)/g) ?? []
  if (grammar === 'java') return modifiers(words.replace(/@[\w.]+/g, ' '), kind === 'test' ? 'static' : kind)
  if (grammar !== 'c-sharp') return []
  const said = modifiers(words, kind)
  return said.length > 0 || /\bpublic\b/.test(words) ? said : ['not public']
}

const PHP_MARKS = /\b(?:Requires[A-Z]\w*|Group|Ticket|DoesNotPerformAssertions)\b/g

function modifiers(words: string, kind: string): string[] {
  const found = words.match(/\b(?:private|protected|static|abstract)\b/g) ?? []
  if (kind === 'group') return found.filter((one) => one === 'abstract')
  return found.filter(
    (one) => one === 'private' || one === 'abstract' || (one === 'static' && kind === 'static'),
  )
}

/** Without what stands in brackets and strings. */
function withoutArguments(head: string): string {
  let text = head.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')
  for (let depth = 0; depth < 4; depth += 1) text = text.replace(/\([^()]*\)/g, ' ')
  return text.slice(0, 2_000)
}
