import { parseDocument } from 'yaml'
import { readJson } from '../read-data.ts'

/** Undefined also where a key stands twice: which of them counts is for each reader to say. */
export function readJsonStrictly(text: string): unknown {
  const { errors } = parseDocument(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: true })
  return errors.some(({ code }) => code === 'DUPLICATE_KEY') ? undefined : readJson(text)
}
