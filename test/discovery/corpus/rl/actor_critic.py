import torch
import torch.nn.functional as F


def reinforce(log_probs, returns):  # @loss
    return -(log_probs * returns).sum()


def a2c(log_probs, values, returns, entropies, value_weight=0.5, entropy_weight=0.01):  # @loss
    advantage = returns - values.detach()
    actor = -(log_probs * advantage).mean()
    critic = F.mse_loss(values, returns)
    return actor + value_weight * critic - entropy_weight * entropies.mean()


def sac_critic(q1, q2, next_q, next_logp, reward, done, alpha=0.2, gamma=0.99):  # @loss
    with torch.no_grad():
        backup = reward + gamma * (1 - done) * (next_q - alpha * next_logp)
    return ((q1 - backup) ** 2).mean() + ((q2 - backup) ** 2).mean()


def sac_actor(q, logp, alpha=0.2):  # @loss
    return (alpha * logp - q).mean()


def discount_rewards(rewards, gamma=0.99):
    out, running = [], 0.0
    for r in reversed(rewards):
        running = r + gamma * running
        out.insert(0, running)
    return torch.tensor(out)


def normalize_advantages(adv, eps=1e-8):
    return (adv - adv.mean()) / (adv.std() + eps)


def explained_variance(y_pred, y_true):
    var = y_true.var()
    return 1 - (y_true - y_pred).var() / var
