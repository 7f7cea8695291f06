import asyncio
import time


class Bucket:
    def __init__(self, rate=10.0, burst=20):
        self.rate, self.burst, self.level, self.t = rate, burst, burst, time.time()

    def take(self, n=1):
        now = time.time()
        self.level = min(self.burst, self.level + (now - self.t) * self.rate)
        self.t = now
        if self.level < n:
            return False
        self.level -= n
        return True


async def backoff(f, tries=5, base=0.5):
    for i in range(tries):
        try:
            return await f()
        except OSError:
            await asyncio.sleep(base * 2 ** i)
