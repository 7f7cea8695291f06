case("MetaLossNetwork", parameters="random", features=normal(6, 4), predictions=normal(6), targets=normal(6))
case("MetaLossNetwork", init={"feature_dim": 6, "hidden_dim": 8}, parameters="random", features=normal(3, 2, 3), predictions=normal(3), targets=normal(3))
