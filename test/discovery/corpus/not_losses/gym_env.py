import gym
import numpy as np


class Cart(gym.Env):
    def __init__(self, mass=1.0, dt=0.02):
        self.mass, self.dt = mass, dt

    def reset(self):
        self.state = np.zeros(4)
        return self.state

    def step(self, a):
        x, v, th, om = self.state
        acc = (a + np.sin(th) * om ** 2) / self.mass
        self.state = np.array([x + self.dt * v, v + self.dt * acc, th + self.dt * om, om])
        reward = 1.0 - 0.1 * abs(th) - 0.01 * a ** 2
        return self.state, reward, abs(x) > 2.4, {}
