import { lintSource } from '@secretlint/core'
import { SECRET_RULES } from '../../analysis/content/secrets/find-secrets.ts'

const GONE = '[redacted]'

/** Takes secrets out of a text: the key by its value, however it is written, and whatever looks like one by its pattern. */
export async function redact(text: string, key: string): Promise<string> {
  return byPattern(byValue(text, key))
}

function byValue(text: string, key: string): string {
  const bytes = Buffer.from(key)
  const spellings = [
    key,
    encodeURIComponent(key),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ]
  return spellings.reduce((rest, spelling) => rest.replaceAll(spelling, GONE), text)
}

async function byPattern(text: string): Promise<string> {
  // The rules obey comments that switch them off, and the text is an agent's: it must not be able to switch off its own examination.
  const content = text.replace(/secretlint-(?=disable|enable)/gi, 'secretlint_')
  const { messages } = await lintSource({
    source: { content, filePath: 'transcript', ext: '', contentType: 'text' },
    options: { maskSecrets: true, noPhysicFilePath: true, config: SECRET_RULES },
  })
  const lastFirst = messages.map(({ range }) => range).sort(([a], [b]) => b - a)
  let end = content.length
  let rest = content
  for (const [from, to] of lastFirst) {
    // Two rules may see the same place.
    rest = rest.slice(0, from) + (to > end ? '' : GONE) + rest.slice(Math.min(to, end))
    end = from
  }
  return rest
}
