import socket
import time


class PingMonitor:
    def __init__(self, host, count=10):
        self.host = host
        self.count = count
        self.sent = self.received = 0

    def packet_loss(self):
        return (self.sent - self.received) / max(self.sent, 1) * 100

    def jitter(self, samples):
        return sum(abs(a - b) for a, b in zip(samples, samples[1:])) / len(samples)

    def run(self):
        for _ in range(self.count):
            self.sent += 1
            try:
                socket.create_connection((self.host, 80), timeout=1).close()
                self.received += 1
            except OSError:
                time.sleep(0.1)
