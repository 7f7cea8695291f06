class Stock:
    def __init__(self, price, qty):
        self.price, self.qty = price, qty

    def cost(self, fee=0.1):
        return self.price * self.qty * (1 + fee)

    def loss(self, sold):
        return (self.price - sold) * self.qty


def margin(price, cost):
    return (price - cost) / price


def penalty(days, rate=0.02):
    return days * rate


def interest(p, r, n):
    return p * (1 + r) ** n - p
