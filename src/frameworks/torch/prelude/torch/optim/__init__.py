"""torch.optim: plain updates of the parameters from their gradients."""

import torch


class Optimizer:
    def __init__(self, params, defaults, foreach=None, fused=None, capturable=False, differentiable=False):
        """What is said last is about speed, but for derivatives through a step, which a trace has anyway."""
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(defaults.get("lr", 0.0), torch.Tensor) and defaults.get("lr", 0.0) < 0:
            raise ValueError(f"Invalid learning rate: {defaults['lr']}")
        if groups and not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        self.defaults = defaults
        self.param_groups = [{**defaults, **group, "params": _as_list(group["params"])} for group in groups]
        # One dict for each parameter, in the order of the groups.
        self._states = [[{} for _ in group["params"]] for group in self.param_groups]

    def add_param_group(self, param_group):
        group = {**self.defaults, **param_group, "params": _as_list(param_group["params"])}
        self.param_groups.append(group)
        self._states.append([{} for _ in group["params"]])

    def zero_grad(self, set_to_none=True):
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.grad = None

    def step(self, closure=None):
        loss = None if closure is None else closure()
        with torch.no_grad():
            for group, states in zip(self.param_groups, self._states):
                for parameter, state in zip(group["params"], states):
                    if parameter.grad is not None:
                        self._update(parameter, -parameter.grad if group.get("maximize") else parameter.grad, state, group)
        return loss

    def state_dict(self):
        return {"state": self._states, "param_groups": self.param_groups}


class SGD(Optimizer):
    def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, maximize=False, **ways):
        super().__init__(
            params,
            {
                "lr": lr,
                "momentum": momentum,
                "dampening": dampening,
                "weight_decay": weight_decay,
                "nesterov": nesterov,
                "maximize": maximize,
            },
            **ways,
        )

    def _update(self, parameter, gradient, state, group):
        if group["weight_decay"] != 0:
            gradient = gradient + group["weight_decay"] * parameter
        if group["momentum"] != 0:
            if "velocity" in state:
                state["velocity"] = group["momentum"] * state["velocity"] + (1 - group["dampening"]) * gradient
            else:
                state["velocity"] = gradient
            momentum = state["velocity"]
            gradient = gradient + group["momentum"] * momentum if group["nesterov"] else momentum
        parameter.sub_(group["lr"] * gradient)


class Adam(Optimizer):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, maximize=False, **ways):
        super().__init__(
            params,
            {
                "lr": lr,
                "betas": betas,
                "eps": eps,
                "weight_decay": weight_decay,
                "amsgrad": amsgrad,
                "maximize": maximize,
            },
            **ways,
        )

    def _decayed(self, parameter, gradient, group):
        """Weight decay of Adam joins the gradient."""
        return gradient + group["weight_decay"] * parameter if group["weight_decay"] != 0 else gradient

    def _update(self, parameter, gradient, state, group):
        gradient = self._decayed(parameter, gradient, group)
        beta1, beta2 = group["betas"]
        step = state.get("step", 0) + 1
        mean = beta1 * state.get("mean", 0.0) + (1 - beta1) * gradient
        square = beta2 * state.get("square", 0.0) + (1 - beta2) * gradient**2
        state.update({"step": step, "mean": mean, "square": square})
        if group["amsgrad"]:
            square = torch.max(square, state["greatest"]) if "greatest" in state else square
            state["greatest"] = square
        denominator = torch.sqrt(square / (1 - beta2**step)) + group["eps"]
        parameter.sub_(group["lr"] * (mean / (1 - beta1**step)) / denominator)


class AdamW(Adam):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False, maximize=False, **ways):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize, **ways)

    def _decayed(self, parameter, gradient, group):
        """Weight decay of AdamW shrinks the parameter itself."""
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        return gradient


class RMSprop(Optimizer):
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, **ways):
        super().__init__(
            params,
            {
                "lr": lr,
                "alpha": alpha,
                "eps": eps,
                "weight_decay": weight_decay,
                "momentum": momentum,
                "centered": centered,
            },
            **ways,
        )

    def _update(self, parameter, gradient, state, group):
        if group["weight_decay"] != 0:
            gradient = gradient + group["weight_decay"] * parameter
        alpha = group["alpha"]
        square = alpha * state.get("square", 0.0) + (1 - alpha) * gradient**2
        state["square"] = square
        if group["centered"]:
            state["mean"] = alpha * state.get("mean", 0.0) + (1 - alpha) * gradient
            square = square - state["mean"] ** 2
        change = gradient / (torch.sqrt(square) + group["eps"])
        if group["momentum"] > 0:
            change = group["momentum"] * state.get("velocity", 0.0) + change
            state["velocity"] = change
        parameter.sub_(group["lr"] * change)


class Adagrad(Optimizer):
    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, **ways):
        super().__init__(
            params,
            {
                "lr": lr,
                "lr_decay": lr_decay,
                "weight_decay": weight_decay,
                "initial_accumulator_value": initial_accumulator_value,
                "eps": eps,
            },
            **ways,
        )

    def _update(self, parameter, gradient, state, group):
        if group["weight_decay"] != 0:
            gradient = gradient + group["weight_decay"] * parameter
        step = state.get("step", 0) + 1
        total = state.get("sum", group["initial_accumulator_value"]) + gradient**2
        state.update({"step": step, "sum": total})
        rate = group["lr"] / (1 + (step - 1) * group["lr_decay"])
        parameter.sub_(rate * gradient / (torch.sqrt(total) + group["eps"]))


class Adamax(Optimizer):
    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, maximize=False, **ways):
        super().__init__(
            params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "maximize": maximize}, **ways
        )

    def _update(self, parameter, gradient, state, group):
        gradient = _decayed(parameter, gradient, group)
        beta1, beta2 = group["betas"]
        step = state.get("step", 0) + 1
        mean = beta1 * state.get("mean", 0.0) + (1 - beta1) * gradient
        size = gradient.abs() + group["eps"]
        greatest = torch.max(beta2 * state["greatest"], size) if "greatest" in state else size
        state.update({"step": step, "mean": mean, "greatest": greatest})
        parameter.sub_(group["lr"] / (1 - beta1**step) * mean / greatest)


class NAdam(Optimizer):
    def __init__(
        self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, **ways
    ):
        super().__init__(
            params,
            {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "momentum_decay": momentum_decay},
            **ways,
        )

    def _update(self, parameter, gradient, state, group):
        gradient = _decayed(parameter, gradient, group)
        beta1, beta2 = group["betas"]
        step = state.get("step", 0) + 1
        mean = beta1 * state.get("mean", 0.0) + (1 - beta1) * gradient
        square = beta2 * state.get("square", 0.0) + (1 - beta2) * gradient**2
        now, following = (beta1 * (1 - 0.5 * 0.96 ** (t * group["momentum_decay"])) for t in (step, step + 1))
        product = state.get("product", 1.0) * now
        state.update({"step": step, "mean": mean, "square": square, "product": product})
        denominator = torch.sqrt(square / (1 - beta2**step)) + group["eps"]
        parameter.sub_(group["lr"] * (1 - now) / (1 - product) * gradient / denominator)
        # As PyTorch 1.13 has it: this step's factor counts twice.
        parameter.sub_(group["lr"] * following / (1 - product * now * following) * mean / denominator)


class RAdam(Optimizer):
    """Liu et al. 2020: steps without the second moment until its variance is tractable."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, **ways):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}, **ways)

    def _update(self, parameter, gradient, state, group):
        gradient = _decayed(parameter, gradient, group)
        beta1, beta2 = group["betas"]
        step = state.get("step", 0) + 1
        mean = beta1 * state.get("mean", 0.0) + (1 - beta1) * gradient
        square = beta2 * state.get("square", 0.0) + (1 - beta2) * gradient**2
        state.update({"step": step, "mean": mean, "square": square})
        change = group["lr"] * mean / (1 - beta1**step)
        longest = 2 / (1 - beta2) - 1
        length = longest - 2 * step * beta2**step / (1 - beta2**step)
        if length > 5:
            rectified = (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
            change = change * (rectified * (1 - beta2**step)) ** 0.5 / (torch.sqrt(square) + group["eps"])
        parameter.sub_(change)


class Adadelta(Optimizer):
    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, maximize=False, **ways):
        super().__init__(
            params, {"lr": lr, "rho": rho, "eps": eps, "weight_decay": weight_decay, "maximize": maximize}, **ways
        )

    def _update(self, parameter, gradient, state, group):
        gradient = _decayed(parameter, gradient, group)
        rho, eps = group["rho"], group["eps"]
        square = rho * state.get("square", 0.0) + (1 - rho) * gradient**2
        before = state.get("change", torch.zeros_like(gradient))
        change = torch.sqrt(before + eps) / torch.sqrt(square + eps) * gradient
        state.update({"square": square, "change": rho * before + (1 - rho) * change**2})
        parameter.sub_(group["lr"] * change)


class Rprop(Optimizer):
    """A step size for each element, which looks at the signs of gradients only."""

    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), maximize=False, **ways):
        super().__init__(params, {"lr": lr, "etas": etas, "step_sizes": step_sizes, "maximize": maximize}, **ways)

    def _update(self, parameter, gradient, state, group):
        shrinks, grows = group["etas"]
        least, greatest = group["step_sizes"]
        size = state.get("size", torch.full_like(gradient, group["lr"]))
        agreement = gradient * state.get("before", torch.zeros_like(gradient))
        factor = torch.where(agreement > 0, grows, torch.where(agreement < 0, shrinks, 1.0))
        size = (size * factor).clamp(least, greatest)
        gradient = torch.where(agreement < 0, torch.zeros_like(gradient), gradient)
        state.update({"size": size, "before": gradient})
        parameter.sub_(gradient.sign() * size)


class ASGD(Optimizer):
    def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, maximize=False, **ways):
        super().__init__(
            params,
            {"lr": lr, "lambd": lambd, "alpha": alpha, "t0": t0, "weight_decay": weight_decay, "maximize": maximize},
            **ways,
        )

    def _update(self, parameter, gradient, state, group):
        gradient = _decayed(parameter, gradient, group)
        step = state.get("step", 0) + 1
        rate = state.get("rate", group["lr"])
        parameter.mul_(1 - group["lambd"] * rate)
        parameter.sub_(rate * gradient)
        state.update({"step": step, "rate": group["lr"] / (1 + group["lambd"] * group["lr"] * step) ** group["alpha"]})


def _decayed(parameter, gradient, group):
    return gradient + group["weight_decay"] * parameter if group["weight_decay"] != 0 else gradient


def _as_list(parameters):
    return [parameters] if isinstance(parameters, torch.Tensor) else list(parameters)
