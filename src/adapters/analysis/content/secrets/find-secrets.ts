import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import type { FileClass, Finding } from '../../../../domain/judgement/measures.ts'
import type { AddedLine } from '../diff/parse-diff.ts'
import { isAllowedValue } from './is-allowed-value.ts'
import { isPlaceholder } from './is-placeholder.ts'

const PRESET = '@secretlint/secretlint-rule-preset-recommend'

/** What counts as a secret, wherever it is looked for. */
const SECRET_RULES = {
  rules: [
    {
      id: PRESET,
      rule: creator,
      // An access key id alone opens nothing, but it never stands alone by accident.
      rules: [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } }],
    },
  ],
}

/** Asked of whoever holds the secrets. */
export type IsHeldIn = (text: string) => boolean | Promise<boolean>

/** One file's added lines; of a file that is new, all of them. */
export interface Addition {
  readonly path: string
  readonly added: readonly AddedLine[]
  /** What the file is for, where that is known. */
  readonly class?: FileClass
  /** What looks like a secret and is none, as the base says. */
  readonly allowedValues?: readonly string[]
  /** Whether a text holds a secret of this process: no exception is made for one. */
  readonly isHeldIn?: IsHeldIn | undefined
}

/**
 * Keys and tokens in added lines, by the recommended rules of secretlint. A finding names the kind and the place, never the secret.
 * What is too much (or, by `tooMuch`, too much together) to be read through is reported as a finding as well: nobody can say that it holds none.
 */
export async function findSecrets(
  { path, added, class: fileClass, allowedValues = [], isHeldIn = () => false }: Addition,
  tooMuch = false,
): Promise<readonly Finding[]> {
  if (tooMuch) return [unread(path)]
  const content = added.map(({ text }) => neutral(text)).join('\n')
  if (content.trim() === '') return []
  if (content.length > MAX_CHARACTERS) return [unread(path)]
  if ((await isHeldIn(path)) || (await isHeldIn(content))) return [ofThisProcess(path)]
  const { messages } = await lintSource({
    source: { content, filePath: path, ext: '', contentType: 'text' },
    options: {
      maskSecrets: true,
      noPhysicFilePath: true,
      config: SECRET_RULES,
    },
  })
  const found = messages.filter(
    ({ messageId, range }) =>
      !isAllowedValue(content.slice(...range), allowedValues) &&
      !isPlaceholder({ kind: messageId, value: content.slice(...range), class: fileClass }),
  )
  return found.slice(0, MAX_FINDINGS).map((message) => ({
    category: 'security',
    rule: `secret/${message.ruleId.replace(/^@secretlint\/secretlint-rule-/, '')}`,
    path,
    line: added[message.loc.start.line - 1]?.line ?? null,
    detail: `looks like a secret (${message.messageId.replace(/[^\w-]/g, '').slice(0, 60)})`,
  }))
}

const MAX_CHARACTERS = 4_000_000
const MAX_FINDINGS = 20

/**
 * The preset obeys comments that switch it off, but the examined patch must not be able to switch its examination off.
 */
function neutral(line: string): string {
  return line.replace(/secretlint-(?=disable|enable)/gi, 'secretlint_')
}

function ofThisProcess(path: string): Finding {
  return {
    category: 'security',
    rule: 'secret/of-the-operator',
    path,
    line: null,
    detail: 'holds a secret of whoever runs Speculate',
  }
}

function unread(path: string): Finding {
  return {
    category: 'security',
    rule: 'secret/unread',
    path,
    line: null,
    detail: 'adds too much to be searched for secrets',
  }
}
