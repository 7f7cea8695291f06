/** Python's own modules, as far as losses use them. */

import { createBuiltins } from "../builtins/builtins";
import type { Library } from "../library";
import { defaultDictClass, orderedDictClass } from "../methods/dicts";
import { bool } from "../values";
import abc from "./abc.py";
import argparse from "./argparse.py";
import bisect from "./bisect.py";
import collections from "./collections.py";
import contextlib from "./contextlib.py";
import contextvars from "./contextvars.py";
import copy from "./copy.py";
import dataclasses from "./dataclasses.py";
import enumeration from "./enum.py";
import functools from "./functools.py";
import heapq from "./heapq.py";
import importlib from "./importlib.py";
import importlibMetadata from "./importlibMetadata.py";
import importlibUtil from "./importlibUtil.py";
import inspect from "./inspect.py";
import itertools from "./itertools.py";
import logging from "./logging.py";
import { math } from "./math";
import { namedTupleFunctions } from "./namedTuples";
import operator from "./operator.py";
import packagingVersion from "./packagingVersion.py";
import pathlib from "./pathlib.py";
import { random } from "./random";
import { re } from "./re";
import statistics from "./statistics.py";
import { interpreterModule, numbers, os, osPath, string, sys, time } from "./system";
import textwrap from "./textwrap.py";
import tqdm from "./tqdm.py";
import types from "./types.py";
import { collectionsAbc, typing } from "./typing";
import warnings from "./warnings.py";
import weakref from "./weakref.py";

export const standardLibrary: Library = {
  modules: {
    __future__: {
      members: Object.fromEntries(
        ["annotations", "division", "print_function", "absolute_import"].map((name) => [name, bool(true)]),
      ),
    },
    _interpreter: interpreterModule,
    abc: { prelude: abc },
    argparse: { prelude: argparse },
    bisect: { prelude: bisect },
    builtins: { members: Object.fromEntries(createBuiltins()) },
    collections: {
      prelude: collections,
      members: { OrderedDict: orderedDictClass, defaultdict: defaultDictClass, ...namedTupleFunctions },
    },
    "collections.abc": collectionsAbc,
    contextlib: { prelude: contextlib },
    contextvars: { prelude: contextvars },
    copy: { prelude: copy },
    dataclasses: { prelude: dataclasses },
    enum: { prelude: enumeration },
    functools: { prelude: functools },
    heapq: { prelude: heapq },
    importlib: { prelude: importlib },
    "importlib.metadata": { prelude: importlibMetadata },
    "importlib.util": { prelude: importlibUtil },
    inspect: { prelude: inspect },
    itertools: { prelude: itertools },
    logging: { prelude: logging },
    math,
    numbers,
    pathlib: { prelude: pathlib },
    operator: { prelude: operator },
    os,
    "os.path": osPath,
    "packaging.version": { prelude: packagingVersion },
    random,
    re,
    statistics: { prelude: statistics },
    string,
    sys,
    textwrap: { prelude: textwrap },
    time,
    ...Object.fromEntries(["tqdm", "tqdm.auto", "tqdm.autonotebook"].map((name) => [name, { prelude: tqdm }])),
    types: { prelude: types },
    typing,
    typing_extensions: typing,
    warnings: { prelude: warnings },
    weakref: { prelude: weakref },
  },
};
