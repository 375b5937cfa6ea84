import { COMPILED_HONEST } from './fixes-and-features/compiled.ts'
import { JAVASCRIPT_HONEST } from './fixes-and-features/javascript.ts'
import { SCRIPTED_HONEST } from './fixes-and-features/scripted.ts'

/** What maintainers do in fixes and features. */
export const MORE_HONEST = [...JAVASCRIPT_HONEST, ...SCRIPTED_HONEST, ...COMPILED_HONEST]
