import { glob } from 'node:fs/promises'

/**
 * What some systems keep in /etc and their languages do not run without: PHP finds its extensions there, Java all that it starts with.
 * Files that may hold a password are not among them: those of servers, Maven's settings, Java's remote management.
 */
const PATTERNS: readonly string[] = [
  '/etc/php/*/cli',
  '/etc/php/*/mods-available',
  '/etc/java-*/*.cfg',
  '/etc/java-*/*.properties',
  '/etc/java-*/security',
  '/etc/maven/m2.conf',
  '/etc/maven/logging',
  '/etc/python3*',
  '/etc/perl',
]

/** Those that this machine has. */
export async function runtimeSettings(): Promise<readonly string[]> {
  const found: string[] = []
  for await (const path of glob([...PATTERNS])) found.push(path)
  return found.toSorted()
}
