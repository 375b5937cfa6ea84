import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { DICTIONARY_1 } from '../../../../src/adapters/storage/packed/dictionary-1.ts'
import { packJson, packText, unpackJson } from '../../../../src/adapters/storage/packed/pack-json.ts'
import { canonicalJson } from '../../../../src/domain/canonical-json.ts'
import { sha256 } from '../../../../src/domain/sha256.ts'

const DOCUMENT = { rows: [{ candidate: 'one', reason: 'passes “all”', score: 97.9, nothing: null }] }

it('reads again what it has packed, with the text that it was packed after', async () => {
  const after = canonicalJson({ noise: randomBytes(2_000).toString('hex') })
  const document = { ...DOCUMENT, repeated: after }
  const packed = await packText(canonicalJson(document), after)
  expect(unpackJson(packed, after)).toEqual(document)
  expect(packed.length).toBeLessThan(300)
  expect(unpackJson(await packJson(document))).toEqual(document)
})

it('keeps text that a database cannot keep as the database would', async () => {
  expect(unpackJson(await packJson({ text: 'NUL \u0000 half \uD800' }))).toEqual({
    text: 'NUL \uFFFD half \uFFFD',
  })
})

it('refuses what was packed in another way', () => {
  expect(() => unpackJson(Buffer.of(9, 1, 2))).toThrow('packed in a way that this version does not know: 9')
  expect(() => unpackJson(Buffer.of(1, 1, 2))).toThrow()
})

it('still reads what was packed by the first version: its dictionary never changes', () => {
  expect(sha256(DICTIONARY_1)).toBe('31a63e9333032212d08c07fb2f4797784aee02f1ba346e7fc04667f95291bfc0')
  const packed = Buffer.from(PACKED_BY_THE_FIRST_VERSION, 'base64')
  expect(unpackJson(packed)).toEqual(DOCUMENT)
})

const PACKED_BY_THE_FIRST_VERSION = 'ASi1L/0AYF0BAIh7b27igJxhbGzigJ0iOX1dfQcAY4Mc5g8i8CRnIAZ1AIc7A5KYeZTCdq4='
