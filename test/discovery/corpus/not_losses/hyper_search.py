import optuna


def objective(trial):
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    gamma = trial.suggest_float("gamma", 0.0, 5.0)
    return train(lr=lr, gamma=gamma)["val_loss"]


def main():
    study = optuna.create_study(direction="minimize")
    study.optimize(objective, n_trials=50)
    print(study.best_params)
