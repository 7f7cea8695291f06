import numpy as np
import tensorflow as tf
import torch
import torch.nn as nn
import torch.nn.functional as F


class Reinforce:
    def __init__(self, actor, lr=1e-3, clip_epsilon=0.2, entropy_coef=0.01, device="cpu"):
        self.actor = actor
        self.clip_epsilon = clip_epsilon
        self.entropy_coef = entropy_coef
        self.device = device
        self.log_probs, self.rewards = [], []
        self.optimizer = torch.optim.Adam(actor.parameters(), lr=lr)

    def select_action(self, state):
        probs = self.actor(torch.as_tensor(state).float())
        dist = torch.distributions.Categorical(probs)
        a = dist.sample()
        self.log_probs.append(dist.log_prob(a))
        return a.item()

    def _discount(self, gamma=0.99):
        out, running = [], 0
        for r in reversed(self.rewards):
            running = r + gamma * running
            out.insert(0, running)
        out = torch.tensor(out, dtype=torch.float32)
        return (out - out.mean()) / (out.std() + 1e-8)

    def _policy_objective(self, discounted):  # @loss
        loss = torch.tensor(0.0, device=self.device)
        for logp, r in zip(self.log_probs, discounted):
            loss = loss - (logp * r)
        return loss

    def _ppo_terms(self, new_logp, old_logp, adv, entropy):  # @loss
        ratio = torch.exp(new_logp - old_logp)
        s1 = ratio * adv
        s2 = torch.clamp(ratio, 1 - self.clip_epsilon, 1 + self.clip_epsilon) * adv
        return -torch.min(s1, s2).mean() - self.entropy_coef * entropy.mean()

    def _gae(self, rewards, next_values, values, dones, gamma=0.99, lam=0.95):
        err = rewards + gamma * next_values - values
        adv = torch.zeros_like(err)
        running = 0
        for t in reversed(range(len(err))):
            running = err[t] + gamma * lam * running * (1 - dones[t])
            adv[t] = running
        return adv, adv + values.detach()

    def finish_episode(self):
        loss = self._policy_objective(self._discount())
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.log_probs.clear()
        return loss.item()


class TfActorCritic:
    def __init__(self, actor, critic, n_actions=4):
        self.actor, self.critic, self.n_actions = actor, critic, n_actions

    def train_critic(self, states, returns):
        with tf.GradientTape() as tape:
            values = self.critic(states, training=True)
            value_loss = tf.reduce_mean(tf.square(returns - values))
        grads = tape.gradient(value_loss, self.critic.trainable_variables)
        self.critic.optimizer.apply_gradients(zip(grads, self.critic.trainable_variables))
        return value_loss

    def _actor_loss(self, policy, actions, advantages):  # @loss
        hot = tf.one_hot(actions, self.n_actions)
        logp = tf.math.log(tf.reduce_sum(policy * hot, axis=1) + 1e-10)
        pg = -tf.reduce_mean(logp * advantages)
        entropy = -tf.reduce_sum(policy * tf.math.log(policy + 1e-10), axis=1)
        return pg - 0.005 * tf.reduce_mean(entropy)

    def save(self, path):
        print("saving")
        self.actor.save(path + "_actor.h5")


class ReplayBuffer:
    def __init__(self, size):
        self.size, self.items = size, []

    def push(self, *item):
        self.items.append(item)
        self.items = self.items[-self.size:]

    def sample(self, n):
        idx = np.random.randint(len(self.items), size=n)
        return [np.stack(x) for x in zip(*(self.items[i] for i in idx))]

    def priorities(self, errors, alpha=0.6):
        p = (np.abs(errors) + 1e-6) ** alpha
        return p / p.sum()
