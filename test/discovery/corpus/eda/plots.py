import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns


def plot_losses(history):
    fig, ax = plt.subplots()
    ax.plot(history["loss"], label="train")
    ax.plot(history["val_loss"], label="val")
    return fig


def loss_surface(f, xs, ys):
    z = np.array([[f(x, y) for x in xs] for y in ys])
    plt.contourf(xs, ys, z)
    return z


def correlation_heatmap(df):
    sns.heatmap(df.corr())


def decision_boundary(model, X, y, h=0.02):
    xx, yy = np.meshgrid(np.arange(X[:, 0].min() - 1, X[:, 0].max() + 1, h), np.arange(X[:, 1].min() - 1, X[:, 1].max() + 1, h))
    plt.contourf(xx, yy, model.predict(np.c_[xx.ravel(), yy.ravel()]).reshape(xx.shape))


def residuals(y, pred):
    return y - pred
