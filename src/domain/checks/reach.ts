import { z } from 'zod'

/**
 * E10: one thing that the checks of the contract run or read, derived from the base commit alone. A candidate that changes it would
 * change its own judge.
 */
export const Judge = z.strictObject({
  /** A path of the repository; with `isPattern` a picomatch pattern for what a tool would load by itself, also where the base has none. */
  path: z.string().min(1),
  isPattern: z.literal(true).optional(),
  /**
   * The parts that judge, where the file serves other ends too: dotted keys of JSON, TOML, YAML and INI (`scripts.test`,
   * `tool.pytest`), names of targets or recipes (`test`) in Make, just, task and rake. All of the file where absent. After a key, `+`
   * lets a list grow, `~` lets a version become another version, `=name` asks whether that is its value, and `*` is any ending.
   */
  parts: z.array(z.string().min(1)).optional(),
  /** It governs what lies beside and below it, and nothing else: in a folder that the base does not have, that is nothing yet. */
  ownFolder: z.literal(true).optional(),
  /** Name of the required check. */
  check: z.string(),
  /** How the check comes to it, outermost first: `npm test`, `scripts.test`, `node --test`. */
  via: z.array(z.string()),
  /** `runs`: a script or program · `reads`: configuration of a tool that it calls · `loads`: what a tool picks up without being told. */
  how: z.enum(['runs', 'reads', 'loads']),
})
export type Judge = z.infer<typeof Judge>

/** The first hop to what a check usually runs that cannot be seen. */
export const USUALLY = 'what such checks usually run'

/** Everything out of a candidate's reach, and what could not be followed. */
export const Reach = z.strictObject({
  judges: z.array(Judge),
  /** What the derivation could not follow, for people: a command built at run time, an action of somebody else. */
  unfollowed: z.array(z.strictObject({ check: z.string(), what: z.string(), why: z.string() })),
  /** Patterns that `verifier.may_change` of the base's settings takes out again. */
  mayChange: z.array(z.string()),
  /** Files of the base that the patterns of `judges` mean, for people; not more than a few hundred. */
  onBase: z.array(z.string()).optional(),
})
export type Reach = z.infer<typeof Reach>

/** A judge that a patch changes. */
export const TouchedJudge = z.strictObject({
  /** Of the patch; it may differ from the judge's own in case, by a rename or as a link. */
  path: z.string(),
  /** The part that differs, where only parts judge: `scripts.test`. */
  part: z.string().optional(),
  check: z.string(),
  how: Judge.shape.how,
  via: z.array(z.string()),
})
export type TouchedJudge = z.infer<typeof TouchedJudge>
