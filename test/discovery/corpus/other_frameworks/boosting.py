import numpy as np
import lightgbm as lgb
import xgboost as xgb


def focal_objective(preds, data, gamma=2.0):
    y = data.get_label()
    p = 1 / (1 + np.exp(-preds))
    grad = (p - y) * (1 - p) ** gamma
    hess = p * (1 - p)
    return grad, hess


def rmsle_eval(preds, data):
    y = data.get_label()
    return "rmsle", float(np.sqrt(np.mean((np.log1p(preds) - np.log1p(y)) ** 2)))


def fit(X, y, params):
    data = lgb.Dataset(X, y)
    return lgb.train(params, data, fobj=focal_objective, feval=rmsle_eval)


def importance(model):
    return dict(zip(model.feature_name(), model.feature_importance()))
