type Core = typeof import('../../core');

let opened: Core | undefined;

/**
 * The one door to core. It is opened when it is first needed, so that loading a node file costs next
 * to nothing; at run time this is the bundle beside `dist/nodes`, shared by all nodes.
 */
export const core = (): Core => (opened ??= require('../../core') as Core);
