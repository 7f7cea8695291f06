"""weakref: nothing is ever collected during a preview."""


class ref:
    def __init__(self, object, callback=None):
        self._object = object

    def __call__(self):
        return self._object


def proxy(object, callback=None):
    return object


WeakMethod = ref
WeakKeyDictionary = WeakValueDictionary = dict
WeakSet = set


def finalize(object, function, *args, **keywords):
    return None
