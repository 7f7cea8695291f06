"""heapq: each element is at most those at twice its place."""


def heapify(heap):
    for place in reversed(range(len(heap) // 2)):
        _sink(heap, place)


def heappush(heap, item):
    heap.append(item)
    _rise(heap, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    least, heap[0] = heap[0], last
    _sink(heap, 0)
    return least


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapreplace(heap, item):
    least, heap[0] = heap[0], item
    _sink(heap, 0)
    return least


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:n]


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:n]


def merge(*iterables, key=None, reverse=False):
    return iter(sorted([item for iterable in iterables for item in iterable], key=key, reverse=reverse))


def _rise(heap, place):
    while place > 0:
        above = (place - 1) // 2
        if not heap[place] < heap[above]:
            return
        heap[place], heap[above] = heap[above], heap[place]
        place = above


def _sink(heap, place):
    while True:
        least = place
        for below in (2 * place + 1, 2 * place + 2):
            if below < len(heap) and heap[below] < heap[least]:
                least = below
        if least == place:
            return
        heap[place], heap[least] = heap[least], heap[place]
        place = least
