export { generate, type GenerateOptions } from './generate';
export { loadSeed, type SeedFile, type SeedFolder } from './seedFile';
