// Bundles the explorer: src/ and its packages go in; ../static (index.html, hashed assets, licences) comes out.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = process.env.EXPLORER_OUT ?? join(HERE, '..', 'static');
const ASSETS = join(OUT, 'assets');
const PUBLIC_PATH = '/static/explorer/';

// Monaco runs its language services in workers. Each is a file of its own, so that the page's
// policy can say worker-src 'self' instead of allowing blob: workers.
const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
};

const common = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  target: 'es2022',
  outdir: ASSETS,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  assetNames: '[name]-[hash]',
  publicPath: PUBLIC_PATH,
  legalComments: 'none', // every licence is in licenses.txt instead
  metafile: true,
  logLevel: 'warning',
  loader: { '.ttf': 'file' },
  define: { 'process.env.NODE_ENV': '"production"' },
};

const outputOf = (metafile, extension) =>
  basename(
    Object.entries(metafile.outputs).find(([path, file]) => file.entryPoint && path.endsWith(extension))[0],
  );

async function bundleWorkers() {
  const built = await Promise.all(
    Object.entries(WORKERS).map(async ([name, path]) => {
      const { metafile } = await esbuild.build({
        ...common,
        entryPoints: { [`worker-${name}`]: path },
        format: 'iife',
      });
      return { name, metafile, url: PUBLIC_PATH + outputOf(metafile, '.js') };
    }),
  );
  return {
    urls: Object.fromEntries(built.map(({ name, url }) => [name, url])),
    metafiles: built.map(({ metafile }) => metafile),
  };
}

async function bundlePage(workerUrls) {
  const { metafile } = await esbuild.build({
    ...common,
    entryPoints: { explorer: 'src/main.tsx' },
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    define: { ...common.define, WORKER_URLS: JSON.stringify(workerUrls) },
  });
  const script = Object.entries(metafile.outputs).find(([, file]) => file.entryPoint === 'src/main.tsx');
  return { metafile, script: basename(script[0]), style: basename(script[1].cssBundle) };
}

// esbuild also writes the styles of parts that load late, all of which the page's own sheet holds already.
function dropLateStyles(style) {
  for (const file of readdirSync(ASSETS)) {
    if (file.endsWith('.css') && file !== style) rmSync(join(ASSETS, file));
  }
}

function writeFavicon() {
  const svg = readFileSync(join(HERE, 'src', 'favicon.svg'));
  const name = `favicon-${createHash('sha256').update(svg).digest('hex').slice(0, 8)}.svg`;
  writeFileSync(join(ASSETS, name), svg);
  return name;
}

function writeIndex({ script, style, icon }) {
  const page = readFileSync(join(HERE, 'src', 'index.html'), 'utf8')
    .replace('SCRIPT', PUBLIC_PATH + script)
    .replace('STYLE', PUBLIC_PATH + style)
    .replace('ICON', PUBLIC_PATH + icon);
  writeFileSync(join(OUT, 'index.html'), page);
}

/** node_modules/@scope/name/... or node_modules/name/..., the innermost package of a bundled file. */
function packageOf(path) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found && join(HERE, found[1]);
}

// The assets are copies of other people's code inside our wheel: their licences travel with them.
function writeLicenses(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = [...new Set(inputs.map(packageOf).filter(Boolean))].sort();
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|thirdpartynotices)/i.test(file));
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
    return [`${name} ${version} (${license})`, ...texts].join('\n\n');
  });
  writeFileSync(join(OUT, 'licenses.txt'), notices.join(`\n\n${'-'.repeat(80)}\n\n`) + '\n');
}

if (existsSync(OUT)) rmSync(OUT, { recursive: true });
mkdirSync(ASSETS, { recursive: true });
const workers = await bundleWorkers();
const page = await bundlePage(workers.urls);
dropLateStyles(page.style);
writeIndex({ ...page, icon: writeFavicon() });
writeLicenses([...workers.metafiles, page.metafile]);
console.log(`explorer: bundled into ${relative(process.cwd(), OUT) || OUT}`);
