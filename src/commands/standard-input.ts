import { CommandError } from './command-error.ts'

const MAX_CHARACTERS = 5_000_000

/** All of it. `what` it is and `how` it is given, for who gives none. */
export async function readStandardInput(
  { what, how }: { readonly what: string; readonly how: string },
  signal: AbortSignal,
): Promise<string> {
  const { stdin } = process
  if (stdin.isTTY) throw new CommandError(`${what} is missing: ${how}`)
  signal.addEventListener('abort', () => stdin.destroy(), { once: true })
  let text = ''
  for await (const chunk of stdin.setEncoding('utf8')) {
    text += String(chunk)
    if (text.length > MAX_CHARACTERS)
      throw new CommandError(`${what} is longer than ${MAX_CHARACTERS.toLocaleString('en')} characters`)
  }
  return text
}
