import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { PACKAGE } from './own-files.ts'

const AppManifest = z.object({
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.enum(['read', 'write', 'admin'])),
  default_events: z.array(z.string()),
})
export type AppManifest = z.infer<typeof AppManifest>

/** `app.yml`: what the App may do, and what it is told. */
export function appManifest(): AppManifest {
  return AppManifest.parse(parse(readFileSync(join(PACKAGE, 'app.yml'), 'utf8')))
}
