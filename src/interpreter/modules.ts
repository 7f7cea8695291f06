/** Finding modules: those of libraries, and those of the workspace by their files. */

import type { Chunk, Module, Statement } from "../syntax/tree";
import { findAttribute } from "./attributes";
import { MissingFiles } from "./errors";
import type { Library, LibraryModule } from "./library";
import { ModuleScope } from "./moduleScope";
import { type ModuleSource, sourceOfModule, sourceOfPrelude } from "./moduleSource";
import type { Runtime } from "./runtime";
import type { CodeOrigin } from "./scope";
import type { ModuleValue, Value } from "./values";
import { str } from "./values";

/** The first of the candidate paths that exists; `pending` when nobody has looked yet. */
export type FindFile = (candidates: readonly string[]) => Module | undefined | "pending";

export interface Modules {
  /** The module of that file. @throws MissingFiles */
  readonly load: (path: string) => ModuleValue | undefined;
  readonly loadModule: (module: Module) => ModuleValue;
  /** `level` counts the leading dots. `undefined`: there is none. @throws MissingFiles */
  readonly find: (name: string, from: CodeOrigin, level: number) => ModuleValue | undefined;
  /** Whether the name belongs to a library that the preview brings along. */
  readonly isLibrary: (name: string) => boolean;
}

export function createModules(
  run: Runtime,
  libraries: readonly Library[],
  findFile: FindFile,
  parseChunk: (text: string) => Chunk,
): Modules {
  const made = new Map<string, ModuleValue>();
  const parts = (name: string): readonly LibraryModule[] => libraries.flatMap((library) => library.modules[name] ?? []);
  const isPackage = (name: string): boolean => libraries.some((library) => packagesOf(library).has(name));

  const remember = (key: string, create: () => ModuleValue): ModuleValue => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const module = create();
    made.set(key, module);
    return module;
  };

  const starMember = (code: CodeOrigin, statement: Statement, wanted: string): Value | undefined => {
    if (statement.kind !== "fromImport" || !statement.names.some((one) => one.name === "*")) return undefined;
    const module = run.importModule(statement.module, code, statement.level);
    if (module === undefined || staysInside(module.name, parts(module.name), wanted, parseChunk)) return undefined;
    return findAttribute(run, module, wanted);
  };

  const findLibrary = (name: string): ModuleValue | undefined => {
    const own = parts(name);
    if (own.length === 0 && !isPackage(name)) return undefined;
    return remember(name, () => {
      const code: CodeOrigin = { module: name, path: undefined, isPackage: isPackage(name), isUser: false };
      const member = (wanted: string): Value | undefined => {
        for (const part of own) {
          const value = part.members?.[wanted];
          if (value !== undefined) return value;
        }
        return wanted === "__name__" ? str(name) : undefined;
      };
      const preludes = own.flatMap((part) =>
        part.prelude === undefined ? [] : [preludeSource(part, part.prelude, parseChunk)],
      );
      const scopes: ModuleScope[] = [];
      const inPreludes = (wanted: string, except?: ModuleSource): Value | undefined => {
        for (const [index, scope] of scopes.entries()) {
          if (preludes[index] === except || preludes[index]?.positions(wanted) === undefined) continue;
          return scope.find(wanted);
        }
        return undefined;
      };
      for (const source of preludes.length === 0 ? [nothing] : preludes) {
        scopes.push(
          new ModuleScope(
            run,
            source,
            code,
            (wanted) => member(wanted) ?? inPreludes(wanted, source),
            (statement, wanted) => starMember(code, statement, wanted),
          ),
        );
      }
      const [scope = new ModuleScope(run, nothing, code, member, () => undefined)] = scopes;
      const find = (wanted: string): Value | undefined =>
        scope.names.get(wanted) ??
        inPreludes(wanted) ??
        member(wanted) ??
        findLibrary(`${name}.${wanted}`) ??
        scope.find(wanted);
      return { kind: "module", name, scope, find };
    });
  };

  const loadModule = (module: Module): ModuleValue =>
    remember(module.path, () => {
      const { stem, isPackage } = nameOfFile(module.path);
      const code: CodeOrigin = { module: stem, path: module.path, isPackage, isUser: true };
      const special = (name: string): Value | undefined =>
        name === "__name__" ? str(stem) : name === "__file__" ? str(module.path) : undefined;
      const scope = new ModuleScope(run, sourceOfModule(module), code, special, (statement, name) =>
        starMember(code, statement, name),
      );
      const find = (name: string): Value | undefined =>
        scope.find(name) ??
        (isPackage && !name.startsWith("__") ? findFiles([name], directoryOf(module.path)) : undefined);
      return { kind: "module", name: stem, scope, find };
    });

  const findFiles = (segments: readonly string[], ...directories: readonly string[]): ModuleValue | undefined => {
    const candidates = directories.flatMap((directory) => {
      const base = [directory, ...segments].filter((part) => part !== "").join("/");
      return segments.length === 0 ? [`${base}/__init__.py`] : [`${base}.py`, `${base}/__init__.py`];
    });
    const found = findFile(candidates);
    if (found === "pending") throw new MissingFiles(candidates);
    return found === undefined ? undefined : loadModule(found);
  };

  const find = (name: string, from: CodeOrigin, level: number): ModuleValue | undefined => {
    const segments = name.split(".").filter((part) => part !== "");
    if (level > 0 && from.path === undefined) return findLibrary([...packageOf(from, level), ...segments].join("."));
    if (level > 0) return findFiles(segments, upwards(directoryOf(from.path ?? ""), level - 1));
    const library = findLibrary(name);
    const [root = ""] = segments;
    if (library !== undefined || standardNames.has(root) || from.path === undefined) return library;
    // a library's own source has more modules than the preview brings along
    if (findLibrary(root) !== undefined && !from.path.split(/[\\/]/).includes(root)) return undefined;
    return findFiles(segments, ...ancestors(directoryOf(from.path)));
  };

  return {
    load: (path) => {
      const found = findFile([path]);
      if (found === "pending") throw new MissingFiles([path]);
      return found === undefined ? undefined : loadModule(found);
    },
    loadModule,
    find,
    isLibrary: (name) => findLibrary(name.split(".")[0] ?? name) !== undefined,
  };
}

const nothing: ModuleSource = {
  positions: () => undefined,
  chunk: () => {
    throw new Error("internal: an empty module has no chunks");
  },
  touched: () => [],
  imports: () => false,
  stars: [],
  names: () => [],
};

/** Preludes never change while the program lives: their parts are parsed once for all runs. */
const preludes = new WeakMap<LibraryModule, ModuleSource>();

function preludeSource(part: LibraryModule, text: string, parseChunk: (text: string) => Chunk): ModuleSource {
  const known = preludes.get(part);
  if (known !== undefined) return known;
  const source = sourceOfPrelude(text, parseChunk);
  preludes.set(part, source);
  return source;
}

/** From a private module of a library `*` takes what it defines; what it works with itself stays inside. */
export function staysInside(
  module: string,
  parts: readonly LibraryModule[],
  name: string,
  parseChunk: (text: string) => Chunk,
): boolean {
  if (!module.slice(module.lastIndexOf(".") + 1).startsWith("_")) return false;
  return parts.some(
    (part) => part.prelude !== undefined && preludeSource(part, part.prelude, parseChunk).imports(name),
  );
}

const packages = new WeakMap<Library, ReadonlySet<string>>();

/** The names that modules of the library stand below. */
function packagesOf(library: Library): ReadonlySet<string> {
  const known = packages.get(library);
  if (known !== undefined) return known;
  const above = (name: string) => [...name.matchAll(/\./g)].map(({ index }) => name.slice(0, index));
  const found = new Set(Object.keys(library.modules).flatMap(above));
  packages.set(library, found);
  return found;
}

/** The package that a relative import of a prelude starts from. */
function packageOf(from: CodeOrigin, level: number): readonly string[] {
  const segments = from.module.split(".");
  return segments.slice(0, segments.length - level + (from.isPackage ? 1 : 0));
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"))));
}

function upwards(directory: string, levels: number): string {
  let found = directory;
  for (let i = 0; i < levels; i++) found = directoryOf(found);
  return found;
}

/** Where absolute imports may start: the importing file's folder and those around it. */
function ancestors(directory: string): readonly string[] {
  const found = [directory];
  for (let at = directory; at !== "" && found.length < 8; ) {
    at = directoryOf(at);
    found.push(at);
  }
  return found;
}

function nameOfFile(path: string): { readonly stem: string; readonly isPackage: boolean } {
  const file = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).replace(/\.\w+$/, "");
  if (file !== "__init__") return { stem: file, isPackage: false };
  const directory = directoryOf(path);
  return {
    stem: directory.slice(Math.max(directory.lastIndexOf("/"), directory.lastIndexOf("\\")) + 1),
    isPackage: true,
  };
}

/** Modules of Python itself that the preview does not bring along: no file of the workspace is looked for. */
const standardNames: ReadonlySet<string> = new Set(
  `argparse array ast asyncio atexit base64 bisect builtins bz2 calendar cmath cmd code codecs concurrent configparser copyreg csv ctypes
  datetime decimal difflib dis email errno fcntl filecmp fileinput fnmatch fractions ftplib gc getopt getpass glob gzip hashlib heapq hmac
  html http importlib io ipaddress itertools json keyword linecache locale lzma mmap multiprocessing operator os pathlib pdb pickle pkgutil
  platform pprint profile pstats queue re resource sched secrets select shelve shlex shutil signal site socket sqlite3 ssl stat statistics
  struct subprocess symtable sys sysconfig tarfile tempfile textwrap threading timeit token tokenize tomllib traceback types unicodedata
  unittest urllib uuid venv webbrowser xml zipfile zlib`.split(/\s+/),
);
