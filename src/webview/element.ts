/** Builds elements of the page. Text only ever becomes text, never markup. */

interface Traits {
  readonly class?: string;
  readonly text?: string;
  readonly title?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  traits: Traits = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (traits.class !== undefined) created.className = traits.class;
  if (traits.text !== undefined) created.textContent = traits.text;
  if (traits.title !== undefined) created.title = traits.title;
  for (const [name, value] of Object.entries(traits.attributes ?? {})) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

/** A glyph of the editor's own icon font; what it means is said by the control that holds it. */
export function icon(name: string): HTMLElement {
  return element("span", { class: `codicon codicon-${name}`, attributes: { "aria-hidden": "true" } });
}

export function iconButton(name: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = element(
    "button",
    { class: "icon-button", title: label, attributes: { type: "button", "aria-label": label } },
    [icon(name)],
  );
  button.addEventListener("click", onClick);
  return button;
}

/** Writes only what changed: screen readers repeat what is written again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Leaves a box alone while a person is in it. */
export function setValue(box: HTMLInputElement, value: string): void {
  if (document.activeElement !== box && box.value !== value) box.value = value;
}

/** One child for each item, kept by key, in the items' order. */
export function keyed<Item, Part extends { readonly root: HTMLElement; dispose?(): void }>(
  parent: HTMLElement,
  create: (item: Item) => Part,
  keyOf: (item: Item) => string,
) {
  const parts = new Map<string, Part>();
  return (items: readonly Item[], update: (part: Part, item: Item) => void): void => {
    const keys = new Set(items.map(keyOf));
    for (const [key, part] of parts) {
      if (keys.has(key)) continue;
      part.root.remove();
      part.dispose?.();
      parts.delete(key);
    }
    for (const [index, item] of items.entries()) {
      const key = keyOf(item);
      const part = parts.get(key) ?? create(item);
      parts.set(key, part);
      if (parent.children[index] !== part.root) parent.insertBefore(part.root, parent.children[index] ?? null);
      update(part, item);
    }
  };
}
