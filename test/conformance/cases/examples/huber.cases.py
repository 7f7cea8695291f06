outlier = torch.zeros(100)
outlier[50] = 20.0
spread = torch.linspace(-5, 5, 100)
case("squared_error", pred=spread, target=outlier)
case("huber_loss", pred=spread, target=outlier, delta=2.0)
case("huber_loss", pred=tensor([-1.0, 1.0, 0.0, 0.999, 1.001]), target=torch.zeros(5))
case("huber_loss", pred=normal(3, 4), target=normal(3, 4), delta=0.5)
