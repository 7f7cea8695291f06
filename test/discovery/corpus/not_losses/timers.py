import time


class Timer:
    def __enter__(self):
        self.t = time.time()
        return self

    def __exit__(self, *a):
        self.elapsed = time.time() - self.t


def eta(done, total, elapsed):
    return (total - done) * elapsed / max(done, 1)


def progress(step, total, loss):
    print(f"{step}/{total} loss={loss:.3f}")
