import { z } from 'zod'
import type { Fields } from '../json.ts'
import { holdsAddress } from './holds-address.ts'

/** What the schemas of the four dialects are made of. A field that is let in is described in CONTRIBUTING.md. */

/** An object with these fields and no others. What need not be there may be null, which every provider reads as absent. */
export function only<Needed extends z.ZodRawShape, Allowed extends z.ZodRawShape>(
  needed: Needed,
  allowed: Allowed,
) {
  const optional = Object.fromEntries(
    Object.entries(allowed).map(([name, schema]) => [name, z.nullish(schema)]),
  )
  return z.strictObject({ ...optional, ...needed } as Needed & Optional<Allowed>)
}

type Optional<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>
}

/** The field that tells the parts of a list apart. */
export function typed<Name extends string>(name: Name) {
  return { type: z.literal(name) }
}

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item)
}

/** A text, or the parts of a message. */
export function textOr<Part extends z.ZodType>(part: Part) {
  return z.union([z.string(), z.array(part)])
}

/** What only the model reads. It may mention any address. */
export const Text = z.string()

/** The name of a tool or of a choice; no address looks like it. */
export const Word = z.string().regex(/^[\w.:-]{0,200}$/)

export const Flag = z.boolean()
export const Amount = z.number()

/** Answers are counted one by one. */
export const One = z.literal(1)
export const No = z.literal(false)
export const Empty = z.array(z.unknown()).length(0)

/** Any JSON: what the model has said to a tool of the agent, or a tool to the model. */
export const Json = z.unknown()
export const JsonObject = z.record(z.string(), z.unknown())

/** What names a user, a session or a call. Nothing of it is for the model, so an address in it would be for somebody else. */
export const Label = z
  .string()
  .max(20_000)
  .refine((text) => !holdsAddress(text), 'holds an address, where something is only named')

/** Labels that the provider keeps beside the answer. */
export const Labels = z.record(Label, Label)

const DATA_ONLY = 'holds no data: pictures and documents are passed on as data, not as something to fetch'

export const Base64 = z.string().refine(isBase64, DATA_ONLY)

/** No SVG: it is a text that can name further addresses. */
export const ImageType = z.enum([
  'image/png',
  'image/jpeg',
  'image/jpg',
  'image/gif',
  'image/webp',
  'image/heic',
  'image/heif',
])
export const MediaType = z.enum([...ImageType.options, 'application/pdf', 'text/plain'])

export const DataUrl = z.string().refine((url) => {
  const [head = ''] = url.slice(0, 100).split(',', 1)
  const type = /^data:([a-z/+-]+);base64$/.exec(head)?.[1]
  return MediaType.safeParse(type).success && isBase64(url.slice(head.length + 1))
}, DATA_ONLY)

/** Looks for another character instead of matching all of a long text, for which an expression has too little room. */
function isBase64(text: string): boolean {
  return !/[^A-Za-z0-9+/=_\r\n-]/.test(text)
}

/** A description of data. Whoever resolves it must not be sent elsewhere. */
export const JsonSchema = JsonObject.refine(
  staysInside,
  'refers to a schema elsewhere: references begin with "#", "$schema" names one of json-schema.org, and there is no "$vocabulary"',
)

function staysInside(schema: Fields): boolean {
  const rest: unknown[] = [schema]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && REFERENCES.get(name)?.test(inner) === false) return false
      // Its keys name what describes the schema itself, elsewhere.
      if (name === '$vocabulary') return false
      rest.push(inner)
    }
  }
  return true
}

const INSIDE = /^#/

const REFERENCES: ReadonlyMap<string, RegExp> = new Map([
  ['$ref', INSIDE],
  ['$dynamicRef', INSIDE],
  ['$recursiveRef', INSIDE],
  ['$id', /^(?!.*:)/],
  ['$schema', /^https?:\/\/json-schema\.org\/[\w./#-]*$/],
])
