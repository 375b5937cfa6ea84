import { z } from 'zod'

/** Of files in the repository, as picomatch reads it. */
export const PathPattern = z.string().min(1).max(300)
