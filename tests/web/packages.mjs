// Where the tests get their packages from: web/node_modules, which is not above this folder.
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = createRequire(new URL('../../web/package.json', import.meta.url));

/** A package of web/package.json; also one that is written as ES modules only, which `require` does not load. */
export const load = async (name) => import(pathToFileURL(web.resolve(name)));

/** The path of a file in this project, below its root. */
export const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
