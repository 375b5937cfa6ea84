import { z } from 'zod'

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
