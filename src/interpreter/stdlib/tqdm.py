"""tqdm: what is walked over, without the bar."""


class tqdm:
    def __init__(self, iterable=None, *args, **keywords):
        self.iterable = iterable

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def _ignore(self, *args, **keywords):
        pass

    update = close = set_description = set_postfix = set_postfix_str = refresh = clear = reset = _ignore

    @staticmethod
    def write(*args, **keywords):
        pass


def trange(*args, **keywords):
    return tqdm(range(*args), **keywords)
