// Builds the style sheet, script, icon sprite and fonts into the Django package.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "../khcn/web/static/khcn");
const tests = join(here, "../tests/browser");
const subsets = ["latin", "vietnamese"];
const weights = [400, 500, 600, 700];
const written = [];

function write(name, content) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  written.push(path);
}

function copy(from, name, folder = out) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(from, path);
  written.push(path);
}

async function styles() {
  const { css } = sass.compile(join(here, "scss/khcn.scss"), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const { outputFiles } = await build({
    stdin: { contents: css, loader: "css" },
    minify: true,
    write: false,
    bundle: true,
    external: ["*.woff2"],
    target: ["chrome109", "firefox115", "safari16"],
  });
  write("khcn.css", outputFiles[0].text);
}

async function scripts() {
  const { outputFiles } = await build({
    entryPoints: [join(here, "js/khcn.js")],
    bundle: true,
    minify: true,
    format: "iife",
    write: false,
    target: ["chrome109", "firefox115", "safari16"],
  });
  write("khcn.js", outputFiles[0].text);
  copy(join(modules, "htmx.org/dist/htmx.min.js"), "htmx.min.js");
  copy(join(modules, "axe-core/axe.min.js"), "axe.min.js", tests);
}

// Strokes and caps come from the class .icon, so the sprite does not repeat them.
function symbol(name) {
  const source = readFileSync(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const body = source
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
}

function icons() {
  const names = JSON.parse(readFileSync(join(here, "icons.json"), "utf8"));
  write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("\n")}</svg>\n`);
  copy(join(here, "favicon.svg"), "favicon.svg");
}

function fonts() {
  const files = join(modules, "@fontsource/be-vietnam-pro/files");
  for (const weight of weights) {
    for (const subset of subsets) {
      copy(
        join(files, `be-vietnam-pro-${subset}-${weight}-normal.woff2`),
        `fonts/be-vietnam-pro-${subset}-${weight}.woff2`,
      );
    }
  }
  for (const weight of [400, 600]) {
    copy(join(here, `fonts/be-vietnam-pro-figures-${weight}.woff2`), `fonts/be-vietnam-pro-figures-${weight}.woff2`);
  }
}

function licences() {
  const parts = [
    ["Be Vietnam Pro, cut into subsets; figures of equal width derived from it", "@fontsource/be-vietnam-pro"],
    ["Tabler Icons", "@tabler/icons"],
    ["Bootstrap", "bootstrap"],
    ["htmx", "htmx.org"],
  ];
  const text = parts.map(([title, name]) => {
    const { version } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    const licence = readFileSync(join(modules, name, "LICENSE"), "utf8").trim();
    return `${title} (${name} ${version})\n${"=".repeat(72)}\n${licence}\n`;
  });
  write("LICENSES.txt", text.join("\n\n"));
}

await styles();
await scripts();
icons();
fonts();
licences();
for (const path of written) {
  console.log(`${String(statSync(path).size).padStart(8)}  ${basename(path)}`);
}
