case("UncertaintyWeightedLoss", losses=[tensor(0.7), tensor(3.0)])
case("UncertaintyWeightedLoss", init={"num_tasks": 3}, parameters={"log_vars": tensor([0.5, -1.0, 2.0])}, losses=[tensor(0.7), tensor(30.0), tensor(0.0)])
case("UncertaintyWeightedLoss", parameters={"log_vars": tensor([0.5, -1.0])}, losses=tensor([0.25, 4.0]))
