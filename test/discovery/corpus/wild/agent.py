import numpy as np
import torch
import torch.nn.functional as F


class TD3:
    def __init__(self, actor, critic, critic_target, gamma=0.99, tau=0.005, noise_clip=0.5):
        self.actor = actor
        self.critic = critic
        self.critic_target = critic_target
        self.gamma = gamma
        self.tau = tau
        self.noise_clip = noise_clip
        self.total_it = 0

    def select_action(self, state):
        return self.actor(torch.FloatTensor(state)).cpu().data.numpy().flatten()

    def critic_loss(self, s, a, r, s2, done):  # @loss
        with torch.no_grad():
            noise = torch.randn_like(a).clamp(-self.noise_clip, self.noise_clip)
            q1, q2 = self.critic_target(s2, self.actor(s2) + noise)
            y = r + (1 - done) * self.gamma * torch.min(q1, q2)
        c1, c2 = self.critic(s, a)
        return F.mse_loss(c1, y) + F.mse_loss(c2, y)

    def train(self, buffer, batch_size=256):
        self.total_it += 1
        s, a, r, s2, d = buffer.sample(batch_size)
        loss = self.critic_loss(s, a, r, s2, d)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()


def epsilon_by_frame(frame, start=1.0, end=0.01, decay=500):
    return end + (start - end) * np.exp(-frame / decay)


def n_step_return(rewards, bootstrap, gamma=0.99):
    total = bootstrap
    for r in reversed(rewards):
        total = r + gamma * total
    return total


def v_trace(behaviour, target, rewards, values, bootstrap, gamma=0.99):
    rhos = torch.exp(target - behaviour).clamp(max=1.0)
    deltas = rhos * (rewards + gamma * torch.cat([values[1:], bootstrap[None]]) - values)
    acc, out = 0.0, []
    for d in reversed(deltas):
        acc = d + gamma * acc
        out.append(acc)
    return torch.stack(out[::-1]) + values
