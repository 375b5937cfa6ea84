import type {
  PublishedCall,
  PublishedDelivery,
} from '../../../packages/embedded-github/src/http/published-calls.ts'
import { describedContents, type Operation } from './documents.ts'
import { findOperation } from './find-operation.ts'
import { isPart } from './json-schema.ts'
import { complaintsAboutQuery } from './query-complaints.ts'
import { answerOf, bodyOf, deliveryOf, queryOf, type Subject, validatorOf } from './subjects.ts'

/** What does not fit GitHub's own description. */
export interface Complaint {
  /** `query of GET /repos/{owner}/{repo}/pulls`, `delivery issues-opened`. */
  readonly about: string
  /** Where in it: `/0/head/repo`. */
  readonly at: string
  readonly message: string
}

/** What GitHub answers to any call, described or not: 304 to who has it already. */
const ANSWERS_OF_ANY_CALL = [304, 401, 403, 404, 422, 429]

/** A call that was refused may have been wrong; what was done for it must have been asked as GitHub has it asked. */
export function complaintsAboutCall(call: PublishedCall): readonly Complaint[] {
  const { method, path, answer } = call
  if (path === '/graphql') return complaintsAboutQuery(call)
  if (answer.headers?.['x-embedded-github'] === 'not implemented') return []
  const operation = findOperation(method, path)
  if (operation === undefined)
    return [{ about: `${method} ${path}`, at: '', message: 'is no call that GitHub describes' }]
  return [...(answer.status < 400 ? aboutRequest(call, operation) : []), ...aboutAnswer(call, operation)]
}

function aboutRequest({ query, body }: PublishedCall, operation: Operation): Complaint[] {
  const asked = judge(queryOf(operation), Object.fromEntries(query))
  if (body === undefined && operation.takesBody !== 'must') return asked
  const subject = bodyOf(operation)
  if (operation.takesBody === 'no')
    return [...asked, { about: subject.about, at: '', message: 'is not taken' }]
  return [...asked, ...judge(subject, body)]
}

function aboutAnswer({ answer }: PublishedCall, operation: Operation): Complaint[] {
  const { status } = answer
  const subject = answerOf(operation, status)
  const complaint = (message: string) => [{ about: subject.about, at: '', message }]
  const described = operation.answers[status]
  if (described === undefined && !ANSWERS_OF_ANY_CALL.includes(status))
    return complaint('is no status that GitHub describes')
  if (answer.raw !== undefined || status === 304) return []
  if (described === 'other' && status < 400) return answer.body === undefined ? [] : complaint('has a body')
  return judge(subject, answer.body)
}

export function complaintsAboutDelivery({ event, action, headers, payload }: PublishedDelivery) {
  const name = [event, action]
    .filter((word) => word !== null)
    .join('-')
    .replaceAll('_', '-')
  const subject = deliveryOf(name)
  const { about } = subject
  if (!describedContents().deliveries.includes(name))
    return [{ about, at: '', message: 'is no event that GitHub describes' }]
  const missing = HEADERS.filter((header) => !(header in headers)).map((header) => {
    return { about, at: '', message: `has no header ${header}` }
  })
  return [...missing, ...judge(subject, JSON.parse(payload))]
}

const HEADERS = [
  'user-agent',
  'x-github-hook-id',
  'x-github-event',
  'x-github-hook-installation-target-id',
  'x-github-hook-installation-target-type',
  'x-github-delivery',
  'x-hub-signature-256',
]

function judge(subject: Subject, value: unknown): Complaint[] {
  const { about } = subject
  const validator = validatorOf(subject)
  if (validator(value)) return []
  const errors = (validator.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf')
  return errors.map(({ instancePath: at, message = '', params }) => {
    const detail = params.additionalProperty ?? params.allowedValues
    const more = detail === undefined ? '' : ` (${[detail].flat().slice(0, 12).join(', ')})`
    return { about, at, message: `${message}${more}: ${shown(value, at)}` }
  })
}

function shown(value: unknown, at: string): string {
  let place: unknown = value
  for (const key of at
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')))
    place = Array.isArray(place) ? place[Number(key)] : isPart(place) ? place[key] : undefined
  const text = JSON.stringify(place) ?? 'nothing'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
