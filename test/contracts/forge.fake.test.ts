import { createFakeForge } from '../fakes/forge/fake-forge.ts'
import { describeForge } from './forge.ts'

const fake = createFakeForge()

describeForge('in memory', () => fake)
