import type { Redactor } from '../adapters/redaction/create-redactor.ts'
import { redactorOfServer } from '../adapters/redaction/redactor-of-server.ts'
import type { SpeculateOptions } from './speculate-options.ts'

/** One that knows the secrets of the options, for who knows of no others. */
export function redactorOfOptions({
  credentials,
  webhookSecret,
  previousWebhookSecret,
  dataDir,
  toolchains,
  agents,
}: Omit<SpeculateOptions, 'redactor'>): Redactor {
  const own = [credentials.privateKey, webhookSecret, previousWebhookSecret]
  return redactorOfServer({ own, dataDir, toolchains: toolchains.values(), packages: agents.packages })
}
