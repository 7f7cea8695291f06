/**
 * Which of equals PyTorch chooses, where its order is not stable: the steps of the algorithms that it runs, on places instead of
 * values. `topk` is C++'s nth_element and sort, or partial_sort where few of many are wanted; `median` is nth_element;
 * `kthvalue` is a quickselect of its own.
 */

import type { Choice } from "../graph/graph";

/** Whether the element of one place comes before that of another; false for equals. */
type Before = (a: number, b: number) => boolean;

/** Reorders places so that the chosen ones stand where they belong: the first `count`, or the one at `count - 1`. */
export function choose(places: number[], { algorithm, count }: Choice, before: Before): void {
  const size = places.length;
  if (size < 2 || count < 1) return;
  if (algorithm === "quickselect") quickSelect(places, count - 1, before);
  else if (algorithm === "nth") nthElement(places, count - 1, before);
  else if (count * 64 <= size) partialSort(places, 0, count, size, before);
  else {
    nthElement(places, count - 1, before);
    sort(places, 0, count - 1, before);
  }
}

const at = (places: readonly number[], i: number): number => places[i] ?? 0;

function swap(places: number[], i: number, j: number): void {
  const held = at(places, i);
  places[i] = at(places, j);
  places[j] = held;
}

/** How often a range may be cut before it is taken for a bad case. */
const depthOf = (size: number): number => 2 * Math.floor(Math.log2(Math.max(1, size)));

function nthElement(places: number[], nth: number, before: Before): void {
  let [first, last] = [0, places.length];
  for (let depth = depthOf(last); last - first > 3; depth--) {
    if (depth === 0) {
      selectHeap(places, first, nth + 1, last, before);
      swap(places, first, nth);
      return;
    }
    const cut = partition(places, first, last, before);
    if (cut <= nth) first = cut;
    else last = cut;
  }
  insertionSort(places, first, last, before);
}

/** Long ranges are cut first; one insertion sort of all ends it, since none moves past the cuts. */
function sort(places: number[], first: number, last: number, before: Before): void {
  cutToShort(places, first, last, depthOf(last - first), before);
  insertionSort(places, first, last, before);
}

function cutToShort(places: number[], first: number, last: number, depth: number, before: Before): void {
  let [end, left] = [last, depth];
  while (end - first > 16) {
    if (left === 0) {
      partialSort(places, first, end, end, before);
      return;
    }
    left--;
    const cut = partition(places, first, end, before);
    cutToShort(places, cut, end, left, before);
    end = cut;
  }
}

/** Around the median of the second, the middle and the last. */
function partition(places: number[], first: number, last: number, before: Before): number {
  const middle = first + Math.floor((last - first) / 2);
  swap(places, first, medianOf(places, first + 1, middle, last - 1, before));
  const pivot = at(places, first);
  let [low, high] = [first + 1, last];
  for (;;) {
    while (before(at(places, low), pivot)) low++;
    high--;
    while (before(pivot, at(places, high))) high--;
    if (low >= high) return low;
    swap(places, low, high);
    low++;
  }
}

function medianOf(places: readonly number[], a: number, b: number, c: number, before: Before): number {
  const comes = (i: number, j: number): boolean => before(at(places, i), at(places, j));
  if (comes(a, b)) return comes(b, c) ? b : comes(a, c) ? c : a;
  return comes(a, c) ? a : comes(b, c) ? c : b;
}

function insertionSort(places: number[], first: number, last: number, before: Before): void {
  for (let i = first + 1; i < last; i++) {
    const moved = at(places, i);
    let hole = i;
    for (; hole > first && before(moved, at(places, hole - 1)); hole--) places[hole] = at(places, hole - 1);
    places[hole] = moved;
  }
}

function partialSort(places: number[], first: number, middle: number, last: number, before: Before): void {
  selectHeap(places, first, middle, last, before);
  for (let end = middle - 1; end > first; end--) {
    const held = at(places, end);
    places[end] = at(places, first);
    sink(places, first, 0, end - first, held, before);
  }
}

/** A heap of the first ones of all, its top the one that comes last. */
function selectHeap(places: number[], first: number, middle: number, last: number, before: Before): void {
  const size = middle - first;
  for (let parent = Math.floor((size - 2) / 2); parent >= 0; parent--)
    sink(places, first, parent, size, at(places, first + parent), before);
  for (let i = middle; i < last; i++) {
    if (!before(at(places, i), at(places, first))) continue;
    const held = at(places, i);
    places[i] = at(places, first);
    sink(places, first, 0, size, held, before);
  }
}

/** The hole goes down to a leaf along the later children, then up to where the held one belongs. */
function sink(places: number[], first: number, from: number, size: number, held: number, before: Before): void {
  let hole = from;
  while (2 * hole + 2 < size) {
    const right = 2 * hole + 2;
    const child = before(at(places, first + right), at(places, first + right - 1)) ? right - 1 : right;
    places[first + hole] = at(places, first + child);
    hole = child;
  }
  if (2 * hole + 2 === size) {
    places[first + hole] = at(places, first + size - 1);
    hole = size - 1;
  }
  for (let parent = Math.floor((hole - 1) / 2); hole > from; parent = Math.floor((hole - 1) / 2)) {
    if (!before(at(places, first + parent), held)) break;
    places[first + hole] = at(places, first + parent);
    hole = parent;
  }
  places[first + hole] = held;
}

/** PyTorch's own: the pivot is the median of three, both scans stop at equals. */
function quickSelect(places: number[], wanted: number, before: Before): void {
  const isAfter = (i: number, j: number): boolean => before(at(places, j), at(places, i));
  let [left, right] = [0, places.length - 1];
  while (right > left) {
    if (right === left + 1) {
      if (isAfter(left, right)) swap(places, left, right);
      return;
    }
    swap(places, left + Math.floor((right - left) / 2), left + 1);
    if (isAfter(left + 1, right)) swap(places, left + 1, right);
    if (isAfter(left, right)) swap(places, left, right);
    if (isAfter(left + 1, left)) swap(places, left + 1, left);
    let [i, j] = [left + 1, right];
    for (;;) {
      do i++;
      while (isAfter(left, i));
      do j--;
      while (isAfter(j, left));
      if (j < i) break;
      swap(places, i, j);
    }
    swap(places, left, j);
    if (j <= wanted) left = i;
    if (j >= wanted) right = j - 1;
  }
}
