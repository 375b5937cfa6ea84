import { z } from 'zod'
import { PathPattern } from './path-pattern.ts'

/** Gates that may be switched off in the settings. What guards the repository itself is not among them. */
export const GateName = z.enum([
  'migration-risk',
  'snapshot-drift',
  'diff size',
  'confidence',
  'binary file',
  'only tests',
  'no code',
  'weakened tests',
  'defeats tests',
  'fewer tests',
  'fixtures differ',
  'duplicate',
])
export type GateName = z.infer<typeof GateName>

/** Which gates are off, and what they let through. */
export const GateSettings = z
  .strictObject({
    off: z
      .array(GateName)
      .default([])
      .describe(
        `Gates that are switched off, of: ${GateName.options.join(', ')}; those that guard the repository cannot be`,
      ),
    fixtures_may_differ: z
      .boolean()
      .default(false)
      .describe('Declares that candidates may change different test fixtures on purpose'),
    secret_values_allowed: z
      .array(z.union([z.string().regex(/^sha256:[0-9a-f]{64}$/), z.string().min(6).max(4_000)]))
      .max(100)
      .default([])
      .describe(
        'Values that look like a secret and are not one, wherever they occur: the exact value, or `sha256:` and its SHA-256, so that it need not be written here',
      ),
    secrets_allowed: z
      .array(PathPattern)
      .max(100)
      .default([])
      .describe(
        'Paths where what looks like a secret is not one, such as test certificates; the scoreboard lists them with the gates',
      ),
  })
  .prefault({})
