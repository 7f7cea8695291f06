old = normal(2, 5, scale=0.3, shift=-1.0)
new = old + normal(2, 5, scale=0.4)
values, returns, entropy = normal(2, 5), normal(2, 5), uniform(2, 5)
for init in ({}, {"clip_epsilon": 0.05, "value_coef": 1.0, "entropy_coef": 0.0}):
    case("PPOSequenceLoss", init=init, logprobs_new=new, logprobs_old=old, advantages=normal(2, 5), returns=returns, values=values, entropy=entropy)
# The ratio on its bounds and at 1, and advantages of 0: every tie of min and clamp.
bounds = torch.log(tensor([0.8, 1.2, 1.0, 1.0, 0.5, 2.0]))
case("PPOSequenceLoss.compute_loss", logprobs_new=bounds, logprobs_old=torch.zeros(6), advantages=tensor([1.0, -1.0, 1.0, 0.0, -2.0, 2.0]), returns=normal(6), values=normal(6), entropy=uniform(6))
