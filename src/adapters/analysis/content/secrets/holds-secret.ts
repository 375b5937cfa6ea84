import { findSecrets } from './find-secrets.ts'

/** Whether a text looks as if it holds a secret. */
export async function holdsSecret(text: string): Promise<boolean> {
  const added = text.split('\n').map((line, index) => ({ text: line, line: index + 1 }))
  return (await findSecrets({ path: 'report', added })).length > 0
}
