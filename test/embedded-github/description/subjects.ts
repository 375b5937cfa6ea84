import { deliverySchema, describedSchema, type Operation } from './documents.ts'
import { findValidator, type Kind, type Validator } from './find-validator.ts'
import type { Part } from './json-schema.ts'

/** A part of a call, or a delivery, and what GitHub says it has to look like. */
export interface Subject {
  readonly kind: Kind
  /** `query of GET /repos/{owner}/{repo}/pulls`, `delivery issues-opened`. */
  readonly about: string
  /** Of its validator. */
  readonly name: string
  readonly schema: () => Part
}

export function queryOf(operation: Operation): Subject {
  return subject('queries', `query of ${nameOf(operation)}`, () => describedSchema(operation, 'query'))
}

export function bodyOf(operation: Operation): Subject {
  return subject('bodies', `body of ${nameOf(operation)}`, () => describedSchema(operation, 'body'))
}

export function answerOf(operation: Operation, status: number): Subject {
  const isDescribed = operation.answers[status] === 'json'
  const about = `answer ${status} of ${nameOf(operation)}`
  if (!isDescribed) return { kind: 'answers', about, name: 'refusal', schema: () => REFUSAL }
  return subject('answers', about, () => describedSchema(operation, status))
}

export function deliveryOf(name: string): Subject {
  return subject('deliveries', `delivery ${name}`, () => deliverySchema(name))
}

export function validatorOf({ kind, name, schema }: Subject): Validator {
  return findValidator(kind, name, schema)
}

/** What GitHub answers in the end where its description names a status alone. */
const REFUSAL: Part = {
  type: 'object',
  required: ['message', 'documentation_url'],
  properties: { message: { type: 'string' }, documentation_url: { type: 'string' } },
}

function nameOf({ method, template }: Operation): string {
  return `${method} ${template}`
}

function subject(kind: Kind, about: string, schema: () => Part): Subject {
  return { kind, about, name: about.replaceAll(/[^\w.-]+/g, '-'), schema }
}
