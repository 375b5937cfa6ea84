import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'

/** Who has written it: the agent with its version, and the models that it has asked, as far as they are known. */
export function agentText({
  toolchain,
  agentVersion,
  models = [],
}: Pick<Row, 'toolchain' | 'agentVersion' | 'models'>): string {
  const version = agentVersion === undefined ? '' : ` ${codeSpan(agentVersion, 30)}`
  const asked = models.length === 0 ? '' : ` with ${list(models.map((model) => codeSpan(model, 60)))}`
  return `${codeSpan(toolchain, 40)}${version}${asked}`
}
