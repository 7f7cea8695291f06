import torch


def l2_penalty(model, weight=1e-4):  # @loss
    return weight * sum(p.pow(2).sum() for p in model.parameters())


def total_variation(img):  # @loss
    dh = (img[..., 1:, :] - img[..., :-1, :]).abs().mean()
    dw = (img[..., :, 1:] - img[..., :, :-1]).abs().mean()
    return dh + dw


def orthogonality_penalty(w):  # @loss
    gram = w @ w.t()
    return (gram - torch.eye(gram.size(0), device=w.device)).pow(2).sum()


def gradient_penalty(critic, real, fake, lambda_gp=10.0):  # @loss
    alpha = torch.rand(real.size(0), 1, 1, 1, device=real.device)
    mix = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
    score = critic(mix)
    grads = torch.autograd.grad(score, mix, torch.ones_like(score), create_graph=True)[0]
    return lambda_gp * ((grads.view(grads.size(0), -1).norm(2, dim=1) - 1) ** 2).mean()


def sparsity_penalty(activations, rho=0.05):  # @loss
    rho_hat = activations.mean(0)
    return (rho * torch.log(rho / rho_hat) + (1 - rho) * torch.log((1 - rho) / (1 - rho_hat))).sum()


def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


def clip_weights(model, c=0.01):
    for p in model.parameters():
        p.data.clamp_(-c, c)
