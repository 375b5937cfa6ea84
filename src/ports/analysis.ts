import type { Patch } from '../domain/candidate/patch.ts'
import type { Reach } from '../domain/checks/reach.ts'
import type { Measures } from '../domain/judgement/measures.ts'

/** One side of a patch; `read` answers undefined where the path does not exist on that side or is not a regular file. */
export interface PatchContents {
  before(path: string): Promise<Uint8Array | undefined>
  after(path: string): Promise<Uint8Array | undefined>
  /** True where the base has a file below this folder; where that is not known, every folder counts as known. */
  hadFolder?(path: string): Promise<boolean>
  /** Paths of files that hold this word after the patch; where that is not known, every file may. */
  naming?(word: string): Promise<readonly string[]>
  /** Unified diff of the whole patch, the same under every configuration of git: patch ids are made of it. */
  diff(): Promise<Uint8Array>
}

export interface MeasureOptions {
  /** What the checks run and read on the base. */
  readonly reach?: Reach | undefined
  /** What looks like a secret and is none, as the base says: exact values, or `sha256:` and their SHA-256. */
  readonly allowedValues?: readonly string[] | undefined
  /** Whose patch it is, as `owner/repo`: where many are measured, repositories take turns. */
  readonly repository?: string | undefined
}

/** Measures a patch from its contents alone; runs nothing of it, and never throws for what a candidate wrote. */
export interface Analysis {
  measure(patch: Patch, contents: PatchContents, measuring?: MeasureOptions): Promise<Measures>
  /** Whether a text holds a secret, or what looks like one. */
  holdsSecret(text: string): Promise<boolean>
}
