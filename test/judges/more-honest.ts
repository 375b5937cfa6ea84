import { COMPILED_HONEST } from './more-honest/compiled.ts'
import { JAVASCRIPT_HONEST } from './more-honest/javascript.ts'
import { SCRIPTED_HONEST } from './more-honest/scripted.ts'

/** What maintainers do in fixes and features. */
export const MORE_HONEST = [...JAVASCRIPT_HONEST, ...SCRIPTED_HONEST, ...COMPILED_HONEST]
