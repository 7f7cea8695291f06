import numpy as np


class QTable:
    def __init__(self, states, actions, alpha=0.1, gamma=0.99, epsilon=0.1):
        self.q = np.zeros((states, actions))
        self.alpha, self.gamma, self.epsilon = alpha, gamma, epsilon

    def act(self, s):
        if np.random.rand() < self.epsilon:
            return np.random.randint(self.q.shape[1])
        return self.q[s].argmax()

    def update(self, s, a, r, s2, done):
        target = r + (0 if done else self.gamma * self.q[s2].max())
        error = target - self.q[s, a]
        self.q[s, a] += self.alpha * error
        return error


def ucb(counts, values, t, c=2.0):
    return values + c * np.sqrt(np.log(t) / (counts + 1e-9))


def softmax_policy(prefs, temp=1.0):
    z = prefs / temp
    e = np.exp(z - z.max())
    return e / e.sum()


def discounted(rewards, gamma=0.99):
    out = np.zeros(len(rewards))
    acc = 0.0
    for i in reversed(range(len(rewards))):
        acc = rewards[i] + gamma * acc
        out[i] = acc
    return out


class GridWorld:
    def step(self, action):
        self.pos = np.clip(self.pos + self.moves[action], 0, self.size - 1)
        done = np.array_equal(self.pos, self.goal)
        return self.pos, 1.0 if done else -0.01, done, {}

    def reward(self, pos):
        return -np.abs(pos - self.goal).sum()
