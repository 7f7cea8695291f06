TEMPLATE = "Explain the loss {name} with gamma {gamma}."


def render(name, gamma=2.0):
    return TEMPLATE.format(name=name, gamma=gamma)


def score_answer(answer, keys):
    return sum(k in answer for k in keys) / len(keys)


class Judge:
    def __init__(self, client, weight=0.5):
        self.client, self.weight = client, weight

    def grade(self, a, b):
        return self.weight * self.client.rate(a) + (1 - self.weight) * self.client.rate(b)
