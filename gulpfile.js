const { dest, src, task, parallel } = require('gulp');

/** Icons and codex files lie beside the compiled node and credential files. */
const copy = (folder) => () =>
	src(`${folder}/**/*.{svg,png,node.json}`, { encoding: false }).pipe(dest(`dist/${folder}`));

task('build:icons', parallel(copy('nodes'), copy('credentials')));
