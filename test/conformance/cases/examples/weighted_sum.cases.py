case("total_loss", pred=normal(6), target=normal(6), log_var=normal(6))
case("total_loss", pred=normal(2, 3), target=normal(2, 3), log_var=tensor(0.0), alpha=0.3, beta=2.0)
case("total_loss", pred=normal(4), target=normal(4), log_var=normal(4), alpha=tensor(0.5), beta=tensor(0.5))
