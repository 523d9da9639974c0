/** A real n8n for the demo and the end-to-end tests. */
export { findN8n } from './n8n/installation.mjs';
export { N8n, outputOf } from './n8n/instance.mjs';
export { pack } from './n8n/package.mjs';
export { OWNER } from './n8n/rest.mjs';
