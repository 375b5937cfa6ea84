import { asMapping, type Mapping } from '@speculate-dev/workflows'
import type { Flag, Minutes } from './workflow.ts'

/** Adds one finding for every key that is not among `known`; `where` names the mapping. */
export function findUnknownKeys(
  mapping: Mapping,
  known: readonly string[],
  { where, findings }: { readonly where: string; readonly findings: string[] },
): void {
  for (const key of Object.keys(mapping)) {
    if (!known.includes(key)) findings.push(`\`${key}\` in ${where} is not supported by this runner`)
  }
}

/** Text, numbers and booleans as text; undefined when absent. Anything else is a finding. */
export function readText(
  mapping: Mapping,
  key: string,
  { where, findings }: { readonly where: string; readonly findings: string[] },
): string | undefined {
  const value = mapping[key]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  findings.push(`\`${key}\` in ${where} must be text`)
  return undefined
}

/** A positive whole number, or an expression: GitHub documents that parts of minutes are not supported. */
export function readCount(
  mapping: Mapping,
  key: string,
  where: { readonly where: string; readonly findings: string[] },
): Minutes {
  const text = readText(mapping, key, where)
  if (text === undefined || text.includes('${{')) return text
  if (isCount(text)) return Number(text)
  where.findings.push(`\`${key}: ${text}\` in ${where.where} must be a positive whole number`)
  return undefined
}

export function isCount(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text)
}

/** `continue-on-error` and `fail-fast`: true, false, or an expression. */
export function readFlag(
  mapping: Mapping,
  key: string,
  {
    otherwise,
    where,
    findings,
  }: { readonly otherwise: boolean; readonly where: string; readonly findings: string[] },
): Flag {
  const value = mapping[key]
  if (value === undefined || value === null) return otherwise
  if (typeof value === 'boolean' || (typeof value === 'string' && value.includes('${{'))) return value
  findings.push(`\`${key}\` in ${where} must be true, false or an expression`)
  return otherwise
}

/** A mapping of texts, such as `env`. */
export function readTexts(
  mapping: Mapping,
  key: string,
  { where, findings }: { readonly where: string; readonly findings: string[] },
): Record<string, string> {
  if (mapping[key] === undefined || mapping[key] === null) return {}
  const inner = asMapping(mapping[key])
  if (!inner) {
    findings.push(`\`${key}\` in ${where} must be a mapping`)
    return {}
  }
  return Object.fromEntries(
    Object.keys(inner).map((name) => [
      name,
      readText(inner, name, { where: `\`${key}\` of ${where}`, findings }) ?? '',
    ]),
  )
}

/** One text or a list of texts. */
export function readList(
  mapping: Mapping,
  key: string,
  { where, findings }: { readonly where: string; readonly findings: string[] },
): string[] | undefined {
  const value = mapping[key]
  if (value === undefined || value === null) return undefined
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (list.every((item) => typeof item === 'string' || typeof item === 'number')) return list.map(String)
  findings.push(`\`${key}\` in ${where} must be text or a list of texts`)
  return undefined
}
