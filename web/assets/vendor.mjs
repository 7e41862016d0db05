// Copies the browser libraries and fonts that npm installed into web/assets/vendor, where the pages, the
// exported maps and the PDF files find them. Run as `npm run vendor` after `npm ci --ignore-scripts`.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = {
  '@expo-google-fonts/noto-sans-sc': [
    'LICENSE_FONT',
    '400Regular/NotoSansSC_400Regular.ttf',
    '700Bold/NotoSansSC_700Bold.ttf',
  ],
  'maplibre-gl': ['LICENSE.txt', 'dist/maplibre-gl.css', 'dist/maplibre-gl.mjs', 'dist/maplibre-gl-worker.mjs'],
  'swagger-ui-dist': ['LICENSE', 'NOTICE', 'swagger-ui.css', 'swagger-ui-bundle.js'],
  leaflet: ['LICENSE', 'dist/leaflet.css', 'dist/leaflet.js', 'dist/images'],
};

const assets = dirname(fileURLToPath(import.meta.url));
const installed = join(assets, '..', '..', 'node_modules');
const vendor = join(assets, 'vendor');

rmSync(vendor, { recursive: true, force: true });
const versions = {};
for (const [name, files] of Object.entries(FILES)) {
  for (const file of files) {
    const target = join(vendor, name, file.replace(/^dist\//, ''));
    mkdirSync(dirname(target), { recursive: true });
    if (/\.m?js$/.test(file)) {
      // The source maps stay behind, so the pointer to them goes too.
      const text = readFileSync(join(installed, name, file), 'utf8');
      writeFileSync(target, text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
    } else {
      cpSync(join(installed, name, file), target, { recursive: true });
    }
  }
  versions[name] = JSON.parse(readFileSync(join(installed, name, 'package.json'), 'utf8')).version;
}
writeFileSync(join(vendor, 'versions.json'), `${JSON.stringify(versions, null, 2)}\n`);
console.log(Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', '));
