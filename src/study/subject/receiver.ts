/**
 * What a method reads of its object: the attributes that it and the methods that it calls ask `self` for. Those that neither
 * the class nor its constructor gives come from elsewhere (a base class that is not there, a set-up of training), and are
 * inputs of a preview.
 */

import { findMethodOfClass, isOfProgram } from "../../interpreter/interpreter";
import type { ClassValue, Value } from "../../interpreter/values";
import type { Block, FunctionStatement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

export interface Reading {
  /** Names of attributes, and `super.name` for what a base is asked for. */
  readonly read: ReadonlySet<string>;
  /** Those that are called or asked for attributes of their own: `None` would not do. */
  readonly needed: ReadonlySet<string>;
  readonly set: ReadonlySet<string>;
  /** Attributes may come by ways that cannot be read. */
  readonly isOpen: boolean;
}

/** What the methods of these names read and set, own methods followed. */
export function readReceiver(type: ClassValue, methods: readonly string[]): Reading {
  const found = { read: new Set<string>(), needed: new Set<string>(), set: new Set<string>(), isOpen: false };
  const seen = new Set<string>();
  const waiting = [...methods];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const { definition, isOwn } of definitionsOf(type, name)) {
      if (isOwn) readBody(definition, found);
      else for (const one of targetsOf(definition.body, receiverTest(definition))) found.set.add(one);
    }
    for (const one of found.read) if (findMethodOfClass(type, one)?.callable.kind === "function") waiting.push(one);
  }
  return found;
}

interface Definition {
  readonly definition: FunctionStatement;
  /** Written by the user, not by a library. */
  readonly isOwn: boolean;
}

/** The definitions of a method in every class of the order: `super().name` may reach them. */
function definitionsOf(type: ClassValue, name: string): readonly Definition[] {
  return type.order.flatMap(({ attributes }) => {
    const held = attributes.get(name);
    const callable = held === undefined ? undefined : functionIn(held);
    if (callable?.kind !== "function" || callable.definition.kind !== "function") return [];
    return [{ definition: callable.definition, isOwn: isOfProgram(callable) }];
  });
}

/** Also behind a property; static methods have no receiver. */
function functionIn(held: Value): Value | undefined {
  if (held.kind !== "instance") return held;
  return held.type.name === "staticmethod"
    ? undefined
    : (held.attributes.get("__func__") ?? held.attributes.get("fget"));
}

type NodeTest = (node: { readonly kind: string; readonly name?: string }) => boolean;

function receiverTest({ parameters }: FunctionStatement): NodeTest {
  const receiver = parameters[0]?.name;
  return (node) => node.kind === "name" && node.name === receiver;
}

interface Found {
  readonly read: Set<string>;
  readonly needed: Set<string>;
  readonly set: Set<string>;
  isOpen: boolean;
}

function readBody(definition: FunctionStatement, found: Found): void {
  const { body } = definition;
  const isReceiver = receiverTest(definition);
  const assigned = targetsOf(body, isReceiver);
  for (const name of assigned) found.set.add(name);
  walk(body, (node) => {
    if (node.kind === "call") {
      const { callee } = node;
      const word = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
      const isAboutReceiver = callee.kind === "member" || node.arguments.some(({ value }) => isReceiver(value));
      if (isAboutReceiver && /^(register_buffer|register_parameter|add_module|setattr|__setattr__)$/.test(word)) {
        const name = node.arguments.map(({ value }) => value).find((value) => value.kind === "string");
        if (name?.kind === "string") found.set.add(name.value);
        else found.isOpen = true;
      }
      if (word === "vars" && isAboutReceiver) found.isOpen = true;
      if (callee.kind === "member" && isReceiver(callee.object)) found.needed.add(callee.name);
    }
    if (node.kind !== "member") return undefined;
    if (isReceiver(node.object)) {
      if (node.name === "__dict__") found.isOpen = true;
      if (!assigned.has(node.name)) found.read.add(node.name);
    }
    if (node.object.kind === "member" && isReceiver(node.object.object)) found.needed.add(node.object.name);
    if (isSuperCall(node.object) && node.name !== "__init__") found.read.add(`super.${node.name}`);
    return undefined;
  });
}

function isSuperCall(node: { kind: string; callee?: { kind: string; name?: string } }): boolean {
  return node.kind === "call" && node.callee?.kind === "name" && node.callee.name === "super";
}

function targetsOf(body: Block, isReceiver: NodeTest): ReadonlySet<string> {
  const found = new Set<string>();
  walk(body, (node) => {
    if (node.kind !== "assign") return;
    for (const target of node.targets.flatMap((one) =>
      one.kind === "tuple" || one.kind === "list" ? one.items : [one],
    ))
      if (target.kind === "member" && isReceiver(target.object)) found.add(target.name);
  });
  return found;
}

/** Whether the class has the attribute by itself or by inheritance. */
export function isOfClass(type: ClassValue, name: string): boolean {
  const [base, wanted = base] = name.startsWith("super.") ? ["", name.slice("super.".length)] : [name];
  const order = base === "" ? type.order.slice(1) : type.order;
  // `self.__class__` and its kin are there without being written
  return wanted.startsWith("__") || order.some((one) => one.attributes.has(wanted));
}
