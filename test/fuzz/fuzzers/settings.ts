import fc from 'fast-check'
import { EnvironmentError, readAppEnvironment, readEnvironment } from '../../../src/config/environment.ts'
import { parseIssueBlock, parseSettings } from '../../../src/config/repository.ts'
import { parseToolchains } from '../../../src/config/toolchains/toolchains.ts'
import type { ParseResult } from '../../../src/domain/parse-result.ts'
import { ENVIRONMENT_SECRET, ENVIRONMENTS, SETTINGS, TOOLCHAINS } from '../corpora/settings.ts'
import { createFuzzer, expectSame, expectThat } from '../fuzzer.ts'
import { mutatedJson } from '../mutate/json.ts'
import { YAML_SIGNS } from '../mutate/signs.ts'
import { mutatedText } from '../mutate/text.ts'
import { yamlText } from '../mutate/yaml.ts'

const WORDS = [
  ...YAML_SIGNS,
  ...['!!binary ', '|', '>', '? '],
  ...[
    '%YAML 1.1\n',
    '\t',
    '---\n',
    '...\n',
    '```speculate\n',
    '```\n',
    'NaN',
    '.inf',
    '1e999',
    '0o17',
    '1_000',
    'yes',
  ],
  ...[
    '__proto__: ',
    'constructor: ',
    'speculation: ',
    'candidates: ',
    'id: ',
    'policy: ',
    'toolchains: ',
    'prices: ',
  ],
]

const written = (corpus: readonly unknown[]) => mutatedText(yamlText(corpus), WORDS)

/** What repositories, operators and the environment say: settings that can be obeyed, or problems with the lines that they stand in. */
export const settings = createFuzzer({
  name: 'settings',
  input: fc.oneof(
    fc.record({ repository: written(SETTINGS) }),
    fc.record({ toolchains: written(TOOLCHAINS) }),
    fc.record({ environment: mutatedJson(ENVIRONMENTS) }),
  ),
  holds(given) {
    if ('environment' in given) return expectEnvironment(given.environment)
    const [text, parse] =
      'repository' in given
        ? [given.repository, (text: string) => parseSettings(text)]
        : [given.toolchains, (text: string) => withEntries(parseToolchains(text, 'toolchains.yml'))]
    const parsed = parse(text)
    expectParsed(parsed, text)
    if (parsed.ok && 'repository' in given)
      expectSame(parse(JSON.stringify(parsed.value)), parsed, 'settings written down whole are others')
    const block = parseIssueBlock(`\`\`\`speculate\n${text}\n\`\`\``, 1)
    if (block) expectParsed(block, `\n${text}\n`)
  },
})

function withEntries(parsed: ReturnType<typeof parseToolchains>): ParseResult<unknown> {
  return parsed.ok
    ? { ok: true, value: { ...parsed.value, toolchains: [...parsed.value.toolchains] } }
    : parsed
}

function expectParsed(parsed: ParseResult<unknown>, text: string): void {
  if (parsed.ok) return
  const lines = text.split(/\r\n|\n|\r/).length
  expectThat(parsed.problems.length > 0 && parsed.problems.length <= 20, 'no problem is named')
  for (const { line, message } of parsed.problems) {
    expectThat(line >= 1 && line <= lines, 'a problem in a line that is not there', { line, lines })
    expectThat(message.length > 0 && message.length <= 2_000, 'a message of no length to read', message)
  }
}

function expectEnvironment(given: unknown): void {
  const entries = Object.entries(Object(given)).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (JSON.stringify(value) ?? '').replaceAll('\0', ''),
  ])
  const env = Object.fromEntries(entries)
  for (const read of [readEnvironment, readAppEnvironment]) {
    try {
      const { PORT, DATA_DIR } = read(env, () => 'no key')
      expectThat(Number.isInteger(PORT) && DATA_DIR.trim() !== '', 'an environment that cannot be used')
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error
      expectThat(!error.message.includes(ENVIRONMENT_SECRET), 'a secret is said')
    }
  }
}
