import { setFlagsFromString } from 'node:v8'

/**
 * For a command that ends within minutes: what V8 spends on making the code of the embedded database fast is never earned back. It also
 * takes hundreds of megabytes, and starting a program takes the longer the more memory this process has. Called before the database opens.
 */
export function spareCompilers(): void {
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
}
