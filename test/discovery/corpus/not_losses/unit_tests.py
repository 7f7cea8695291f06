import pytest
import torch
from pkg.losses import dice, focal


@pytest.fixture
def pair():
    return torch.randn(4, 3), torch.randint(0, 3, (4,))


def test_focal_matches_ce(pair):
    a = focal(*pair, gamma=0.0)
    b = torch.nn.functional.cross_entropy(*pair)
    assert torch.allclose(a, b)


def test_loss_decreases():
    w = torch.zeros(3, requires_grad=True)
    opt = torch.optim.SGD([w], lr=0.1)
    for _ in range(10):
        loss = ((w - 1) ** 2).sum()
        opt.zero_grad()
        loss.backward()
        opt.step()
    assert loss < 1


class TestDice:
    def test_range(self):
        assert 0 <= dice(torch.rand(3), torch.ones(3)) <= 1
