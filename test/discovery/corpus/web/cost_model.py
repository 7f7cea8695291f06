class Pricing:
    def __init__(self, input_price=3.0, output_price=15.0):
        self.input_price = input_price
        self.output_price = output_price

    def cost(self, tokens_in, tokens_out):
        return tokens_in / 1e6 * self.input_price + tokens_out / 1e6 * self.output_price

    def total_cost(self, calls):
        return sum(self.cost(c.tokens_in, c.tokens_out) for c in calls)


def profit_and_loss(entry, exit, size, fee=0.001):
    return (exit - entry) * size - fee * (entry + exit) * size


def stop_loss(price, pct=0.05):
    return price * (1 - pct)


def weight_loss(start, now):
    return start - now
